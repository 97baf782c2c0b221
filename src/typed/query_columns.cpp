#include "engine/load.hpp"
#include "typed/aggregates.hpp"
#include "typed/query_parts.hpp"
#include "typed/resolve.hpp"
#include "value/integer_types.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/value/describe.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

// What a query says about columns beyond values: other columns, the program's own SQL, parts of times, other queries'
// columns, groups, joins, projections.

namespace ginnel::detail {

namespace {

[[noreturn]] void refuse(const engine::query& q, const char* code, const std::string& text)
{
    throw error{error_kind::usage, code, text}
        .in_model(q.model->name)
        .in_relation(q.via != nullptr ? q.via->name : std::string{})
        .spoiling(spoils::nothing);
}

bool is_number(column_type t) noexcept
{
    return is_integer(t) || t == column_type::real;
}

/// Typed columns were checked by the compiler; this is for those known by name only.
void need_comparable(const engine::query& q, const schema::column& a, const schema::column& b)
{
    if (a.type == b.type || comparable(a.type, b.type) || (is_number(a.type) && is_number(b.type)))
        return;
    refuse(q, "E_VALUE_TYPE",
           '"' + a.name + "\" holds " + describe_expected(a.type, false) + ", and is compared with \"" + b.name +
               "\", which holds " + describe_expected(b.type, false));
}

sql::time_part part_of(time_part p) noexcept
{
    return static_cast<sql::time_part>(p);
}

engine::raw_condition raw_of(std::string_view text, std::vector<value> values)
{
    return {std::string{text}, std::move(values)};
}

engine::expression made_of(const engine::query& q, const expression_ref& e)
{
    switch (e.what) {
    case expression_ref::kind::aggregate:
        return {engine::aggregate{function_of(e.function),
                                  e.of_rows ? std::nullopt : std::optional{resolve(q, e.column)}, e.distinct}};
    case expression_ref::kind::raw:
        return {raw_of(e.text, e.values != nullptr ? *e.values : std::vector<value>{})};
    case expression_ref::kind::column:
        break;
    }
    return {resolve(q, e.column)};
}

/// The type by which a value is bound that an expression is compared with.
std::optional<column_type> type_of(const engine::expression& e)
{
    if (const auto* column = std::get_if<engine::operand>(&e.what))
        return column->column->type;
    const auto* a = std::get_if<engine::aggregate>(&e.what);
    if (a == nullptr)
        return std::nullopt;
    using function = engine::aggregate_function;
    if (a->function == function::count)
        return column_type::int64;
    if (a->function == function::avg)
        return column_type::real;
    if (a->function == function::sum)
        return a->of->column->type == column_type::real ? column_type::real : column_type::int64;
    return a->of->column->type;
}

} // namespace

static_assert(static_cast<int>(sql::time_part::day) == static_cast<int>(time_part::day));

void query_core::where_column(joint how, const column_ref& left, const char* op, const column_ref& right)
{
    const engine::operand a = resolve(*query_, left);
    const engine::operand b = resolve(*query_, right);
    need_comparable(*query_, *a.column, *b.column);
    query_->add(how.either, how.negated, test_of(engine::compare{a, op, b}));
}

void query_core::where_raw(joint how, std::string_view text, std::vector<value> values)
{
    query_->add(how.either, how.negated, test_of(raw_of(text, std::move(values))));
}

void query_core::where_part(joint how, time_part part, const column_ref& c, const char* op, value v)
{
    const engine::operand what = resolve(*query_, c);
    const column_type type = what.column->type;
    const bool has_date = type == column_type::date || type == column_type::timestamp;
    const bool has_time = type == column_type::time || type == column_type::timestamp;
    if (part == time_part::time ? !has_time : !has_date)
        refuse(*query_, "E_VALUE_TYPE",
               '"' + what.column->name + "\" holds " + describe_expected(type, false) + ", which has no " +
                   (part == time_part::time ? "time of day" : "date") + " to compare");
    if (part == time_part::time && v.type() == kind::text && v.text().find('.') != std::string::npos)
        refuse(*query_, "E_VALUE_RANGE",
               "where_time compares whole seconds, and is given " + v.text() +
                   ": leave the fraction out, or compare the whole column");
    query_->add(how.either, how.negated, test_of(engine::part_test{what, part_of(part), op, std::move(v)}));
}

void query_core::where_in(joint how, const column_ref& c, const query_core& sub, const column_ref& of)
{
    const engine::operand what = resolve(*query_, c);
    const engine::operand listed = resolve(*sub.query_, of);
    need_comparable(*query_, *what.column, *listed.column);
    const value* key = sub.parent();
    if (sub.query_->via != nullptr && key == nullptr)
        sub.throw_not_run();
    query_->add(how.either, false,
                test_of(engine::among_query{what, std::make_shared<const engine::query>(*sub.query_), listed,
                                            key != nullptr ? std::optional{*key} : std::nullopt, how.negated}));
}

void query_core::order_by(const expression_ref& e, bool descending)
{
    query_->orders.push_back({{}, descending, {}, std::make_shared<const engine::expression>(made_of(*query_, e))});
}

void query_core::select_raw(std::string_view text, std::vector<value> values, std::string_view alias)
{
    query_->raw_outputs.push_back({raw_of(text, std::move(values)), std::string{alias}});
}

// ---- groups

void query_core::group_by(const column_ref& c)
{
    query_->groups.push_back(resolve(*query_, c));
}

void query_core::having(joint how, const expression_ref& left, const char* op, value v)
{
    engine::expression what = made_of(*query_, left);
    const auto type = type_of(what);
    if (type == column_type::real && v.type() == ginnel::kind::integer)
        v = value{static_cast<double>(v.integer())};
    if (left.what == expression_ref::kind::column && left.column.what == column_ref::by::name)
        fit(model(), *std::get<engine::operand>(what.what).column, v);
    query_->having.push_back({how.either, how.negated,
                              std::make_shared<const engine::condition>(
                                  test_of(engine::expression_test{std::move(what), op, std::move(v), type}))});
}

void query_core::having_raw(joint how, std::string_view text, std::vector<value> values)
{
    query_->having.push_back(
        {how.either, how.negated, std::make_shared<const engine::condition>(test_of(raw_of(text, std::move(values))))});
}

// ---- joins

namespace {

/// A model that stands in a query twice without a name for one of them: neither could be named.
void check_name(const engine::query& q, const schema::model& m, std::string_view name)
{
    const std::string shown = name.empty() ? m.table.name : std::string{name};
    for (const engine::table_join& j : q.joins)
        if ((j.name.empty() ? j.table->name : j.name) == shown)
            refuse(q, "E_AMBIGUOUS_JOIN",
                   "\"" + shown + "\" is joined already: give this join a name of its own, as in join<" + m.name +
                       ">(\"name\", ...), and name its columns by ginnel::of(\"name\", &" + m.name + "::column)");
    if (shown == q.model->table.name)
        refuse(q, "E_AMBIGUOUS_JOIN",
               "the query's own table is \"" + shown + "\" already: give the join a name of its own");
}

} // namespace

void query_core::join(const schema::model& m, std::string_view name, bool left, const column_ref& from, const char* op,
                      member_id to)
{
    check_name(*query_, m, name);
    const engine::operand a = resolve(*query_, from);
    const schema::column* b = m.column_at(to.offset);
    if (b == nullptr)
        refuse(*query_, "E_UNKNOWN_COLUMN", "this member of " + m.name + " is no column of the model");
    need_comparable(*query_, *a.column, *b);
    query_->joins.push_back({&m.table, &m, std::string{name}, left, a, op, b});
}

void query_core::join(member_id member, std::string_view name, bool left)
{
    const schema::relation& r = relation(member);
    check_name(*query_, *r.target, name);
    auto declared = std::make_shared<engine::query>(r, true);
    // Types of polymorphic relations, picks and the target's own scopes choose rows as well as what on_query says.
    const bool restricts =
        !declared->own.empty() || !declared->picks.empty() ||
        std::any_of(declared->scopes.begin(), declared->scopes.end(), [](const auto& terms) { return !terms.empty(); });
    if (restricts && left && r.path.size() > 1)
        refuse(*query_, "E_JOIN_CONDITION",
               r.source->name + '.' + r.name +
                   " passes tables and has conditions of its own (declared, of a type, of soft deletes or of a default "
                   "scope), so that a left join would keep rows of the tables passed without their target: join it "
                   "(without left), or preload it");
    engine::operand from{r.path.front().from_key, engine::operand::target};
    for (std::size_t k = 0; k < r.path.size(); ++k) {
        const schema::hop& hop = r.path[k];
        const bool last = k + 1 == r.path.size();
        query_->joins.push_back({hop.to, last ? r.target : hop.to_model, last ? std::string{name} : std::string{}, left,
                                 from, "=", hop.to_key,
                                 last && restricts ? std::shared_ptr<const engine::query>{declared} : nullptr});
        if (!last)
            from = {r.path[k + 1].from_key, engine::operand::joined(query_->joins.size() - 1)};
    }
}

// ---- running

std::vector<value> query_core::project(const expression_ref* list, std::size_t count, bool first) const
{
    std::vector<engine::expression> what;
    for (std::size_t i = 0; i < count; ++i)
        what.push_back(made_of(*query_, list[i]));
    engine::session& s = session();
    const auto all_aggregates =
        std::all_of(what.begin(), what.end(),
                    [](const engine::expression& e) { return std::holds_alternative<engine::aggregate>(e.what); }) &&
        query_->groups.empty();
    const value* const key = parent();
    if (key != nullptr && key->is_null() && !all_aggregates)
        return {};
    if (!first || all_aggregates)
        return engine::project(s, *query_, what, key);
    engine::query one = *query_;
    one.limit = one.limit ? std::min<std::int64_t>(*one.limit, 1) : 1;
    return engine::project(s, one, what, key);
}

} // namespace ginnel::detail
