#include "engine/load.hpp"
#include "engine/query.hpp"
#include "engine/row_not_found.hpp"
#include "typed/aggregates.hpp"
#include "typed/query_parts.hpp"
#include "typed/resolve.hpp"
#include "value/nearest.hpp"

#include <ginnel/detail/query_core.hpp>
#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace ginnel::detail {

query_core::query_core(engine::session* s, const schema::model& m)
    : owned_{new owned{engine::query{m}, {}}}, query_{&owned_->query}, session_{s}
{
}
query_core::query_core(engine::session* s, const schema::relation& r, bool sub_query)
    : owned_{new owned{engine::query{r, sub_query}, {}}}, query_{&owned_->query}, session_{s}
{
}
query_core::query_core(engine::query& q) noexcept : query_{&q}
{
}
query_core::query_core(const query_core& other)
    : owned_{new owned{*other.query_, other.owned_ != nullptr ? other.owned_->parent : std::nullopt}},
      query_{&owned_->query},
      session_{other.session_}
{
}
query_core::query_core(query_core&& other) noexcept
    : owned_{std::exchange(other.owned_, nullptr)},
      query_{std::exchange(other.query_, nullptr)},
      session_{other.session_}
{
}
query_core& query_core::operator=(query_core other) noexcept
{
    std::swap(owned_, other.owned_);
    std::swap(query_, other.query_);
    std::swap(session_, other.session_);
    return *this;
}
query_core::~query_core()
{
    delete owned_;
}

const schema::model& query_core::model() const noexcept
{
    return *query_->model;
}
bool query_core::sub_query() const noexcept
{
    return query_->sub_query;
}
void query_core::set_parent(value key)
{
    owned_->parent = std::move(key);
}

const value* query_core::parent() const noexcept
{
    return owned_ != nullptr && owned_->parent ? &*owned_->parent : nullptr;
}

engine::session& query_core::session() const
{
    // A relation's query knows where it runs, and still cannot without a parent: it would look for the rows of no one.
    const bool parentless = query_->via != nullptr && (owned_ == nullptr || !owned_->parent);
    if (session_ == nullptr || parentless)
        throw_not_run();
    return *session_;
}

void query_core::throw_not_run() const
{
    throw error{error_kind::usage, "E_QUERY_NOT_RUN",
                "this query of " + model().name +
                    " is a part of another and is not run itself: run the outer one, or write db.related(row, &" +
                    (query_->via != nullptr ? query_->via->source->name + "::" + query_->via->name
                                            : model().name + "::relation") +
                    ").query()"}
        .in_model(model().name)
        .spoiling(spoils::nothing);
}

// ---- conditions

namespace {

bool by_name(const column_ref& c)
{
    return c.what == column_ref::by::name || c.what == column_ref::by::pivot_name;
}

} // namespace

void query_core::where(joint how, const column_ref& c, const char* op, value v)
{
    const engine::operand left = resolve(*query_, c);
    if (by_name(c))
        fit(model(), *left.column, v);
    query_->add(how.either, how.negated, test_of(engine::compare{left, op, std::move(v)}));
}

void query_core::where_in(joint how, const column_ref& c, const std::vector<value>& values)
{
    const engine::operand what = resolve(*query_, c);
    auto set = std::make_shared<key_set>();
    set->reserve(values.size());
    bool nothing = false;
    for (value v : values) {
        if (v.is_null()) { // in a list of SQL it would be equal to no row, and hide all rows from `not in`
            nothing = true;
            continue;
        }
        if (by_name(c))
            fit(model(), *what.column, v);
        set->add(v.view());
    }
    engine::condition listed = test_of(engine::among{what, std::move(set), how.negated});
    if (!nothing)
        return query_->add(how.either, false, std::move(listed));
    engine::group both;
    both.terms.push_back({false, false, std::make_shared<const engine::condition>(std::move(listed))});
    both.terms.push_back(
        {!how.negated, false, std::make_shared<const engine::condition>(test_of(engine::is_null{what, how.negated}))});
    query_->add(how.either, false, test_of(std::move(both)));
}

void query_core::where_null(joint how, const column_ref& c)
{
    query_->add(how.either, false, test_of(engine::is_null{resolve(*query_, c), how.negated}));
}

void query_core::where_between(joint how, const column_ref& c, value low, value high)
{
    const engine::operand what = resolve(*query_, c);
    if (by_name(c)) {
        fit(model(), *what.column, low);
        fit(model(), *what.column, high);
    }
    query_->add(how.either, false, test_of(engine::range{what, std::move(low), std::move(high), how.negated}));
}

// The closure of a group fills the query's own last scope, which is set aside meanwhile: so groups need no query type
// of their own.
open_group query_core::begin_group()
{
    auto outer = std::make_unique<std::vector<engine::term>>();
    outer->swap(query_->scopes.back());
    return {outer.release()};
}

void query_core::end_group(joint how, open_group outer, bool keep)
{
    const std::unique_ptr<std::vector<engine::term>> before{static_cast<std::vector<engine::term>*>(outer.terms)};
    engine::group made;
    made.terms.swap(query_->scopes.back());
    query_->scopes.back().swap(*before);
    if (keep && !made.terms.empty())
        query_->add(how.either, how.negated, test_of(std::move(made)));
}

// ---- relations

const schema::relation& relation_of(const schema::model& m, member_id member)
{
    if (const schema::relation* r = m.relation_at(member.offset))
        return *r;
    throw error{error_kind::usage, "E_UNDEFINED_RELATIONSHIP",
                "this member of " + m.name + " is no relation of the model: list it in describe, with columns<&" +
                    m.name + "::member>()"}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

const schema::relation& query_core::relation(member_id member) const
{
    return relation_of(model(), member);
}

query_core query_core::begin_sub(member_id member, bool sub_query) const
{
    return query_core{nullptr, relation(member), sub_query};
}

query_core query_core::begin_step(member_id member) const
{
    const schema::relation& r = relation(member);
    query_core sub{nullptr, r, false};
    for (const engine::preload& p : query_->preloads)
        if (p.relation == &r)
            *sub.query_ = *p.sub;
    return sub;
}

void query_core::preload(const query_core& sub)
{
    query_->add_preload(*sub.query_->via, std::make_shared<const engine::query>(*sub.query_));
}

void query_core::where_has(joint how, const query_core& sub)
{
    engine::relation_test test{sub.query_->via, std::make_shared<const engine::query>(*sub.query_), {}, 0, {},
                               how.negated};
    query_->add(how.either, false, test_of(std::move(test)));
}

query_core query_core::begin_type(member_id member, const model_entry& type, bool sub_query) const
{
    const schema::relation& r = relation(member);
    const auto one = std::find_if(r.alternatives.begin(), r.alternatives.end(),
                                  [&](const schema::relation& a) { return is_of(*a.target, type); });
    return query_core{nullptr, *one, sub_query};
}

void query_core::preload_types(member_id member)
{
    query_->add_preload_of_types(relation(member));
}

void query_core::add_scope(std::string_view name)
{
    query_->add_scope(name);
}

void query_core::without_scope(std::string_view name, bool of_passed)
{
    if (query_->without_scope(name, of_passed))
        return;
    std::vector<std::string_view> names;
    for (const engine::own_scope& s : query_->own)
        if (!s.name.empty())
            names.push_back(s.name);
    throw error{error_kind::usage, "E_UNKNOWN_SCOPE",
                "this query of " + model().name + " has no scope \"" + std::string{name} + "\" to leave out" +
                    did_you_mean(name, names)}
        .in_model(model().name)
        .spoiling(spoils::nothing);
}

void query_core::without_trashed_scope(bool of_passed)
{
    if (!of_passed && model().deleted_at == nullptr)
        throw error{error_kind::usage, "E_NO_SOFT_DELETE",
                    "rows of " + model().name + " are not softly deleted: declare it in describe: soft_delete(&" +
                        model().name + "::deleted_at)"}
            .in_model(model().name)
            .spoiling(spoils::nothing);
    query_->without_scope(engine::trashed_scope, of_passed);
}

void query_core::only_trashed()
{
    without_trashed_scope(false);
    engine::own_scope only{std::string{engine::trashed_scope}, engine::operand::target, {}};
    only.terms.push_back({false, false,
                          std::make_shared<const engine::condition>(
                              test_of(engine::is_null{{model().deleted_at, engine::operand::target}, true}))});
    query_->own.push_back(std::move(only));
    query_->narrowed = true;
}

// ---- the rest

namespace {

[[noreturn]] void throw_not_selected(const engine::query& q, const engine::operand& what)
{
    const std::string& column = what.column->column_name;
    if (what.place < 0 || what.outer != nullptr)
        throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                    "select takes columns of " + q.model->name + ", and \"" + column +
                        "\" is of a joined table or an outer query: read it by all_as<row>(...)"}
            .in_model(q.model->name)
            .spoiling(spoils::nothing);
    const std::string& table = q.via->path[static_cast<std::size_t>(what.place)].to->name;
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "select takes columns of " + q.model->name + ", and \"" + table + '.' + column +
                    "\" lies in a table that the relation passes: write pivot_columns({\"" +
                    (what.place == 0 ? column : table + '.' + column) + "\"}), which reads it into extras"}
        .in_model(q.model->name)
        .in_relation(q.via->name)
        .spoiling(spoils::nothing);
}

} // namespace

void query_core::select(const column_ref& c)
{
    auto& selected = query_->selected;
    const auto add = [&](const schema::column* column) {
        if (column != nullptr && std::find(selected.begin(), selected.end(), column) == selected.end())
            selected.push_back(column);
    };
    const engine::operand what = resolve(*query_, c);
    if (what.place != engine::operand::target || what.outer != nullptr)
        throw_not_selected(*query_, what);
    add(model().primary_key); // a row that does not know its key cannot be saved or related
    add(what.column);
}

namespace {

engine::order_by order_of(const engine::query& q, const column_ref& c, bool descending)
{
    if (c.what == column_ref::by::name)
        for (const engine::relation_aggregate& a : q.aggregates)
            if (a.alias == c.name)
                return {{}, descending, a.alias};
    if (c.what == column_ref::by::name)
        for (const engine::raw_output& r : q.raw_outputs)
            if (r.alias == c.name)
                return {{}, descending, {}, std::make_shared<const engine::expression>(engine::expression{r.what})};
    return {resolve(q, c), descending, {}};
}

[[noreturn]] void throw_negative(std::string_view what, std::int64_t n)
{
    throw error{error_kind::usage, "E_NEGATIVE",
                std::string{what} + " takes a number of rows, and " + std::to_string(n) + " is none"}
        .spoiling(spoils::nothing);
}

} // namespace

void query_core::order_by(const column_ref& c, bool descending)
{
    query_->orders.push_back(order_of(*query_, c, descending));
}
void query_core::group_order_by(const column_ref& c, bool descending)
{
    query_->group_orders.push_back(order_of(*query_, c, descending));
}
void query_core::limit(std::int64_t n)
{
    if (n < 0)
        throw_negative("limit", n);
    query_->limit = n;
}
void query_core::offset(std::int64_t n)
{
    if (n < 0)
        throw_negative("offset", n);
    query_->offset = n;
}
void query_core::group_limit(std::int64_t n)
{
    if (n < 0)
        throw_negative("group_limit", n);
    query_->group_limit = n;
}
void query_core::distinct()
{
    query_->distinct = true;
}

void query_core::for_update()
{
    // Inside another query the statement has no place for it: only where the whole is run is there a lock.
    if (sub_query())
        throw error{
            error_kind::usage, "E_FOR_UPDATE",
            "for_update locks the rows that a query reads, and a condition reads none: say it of the query around"}
            .in_model(query_->model->name)
            .spoiling(spoils::nothing);
    query_->for_update = true;
}

void query_core::pivot_column(std::string_view name)
{
    const engine::operand what = query_->link_column(name);
    const bool pivot = over_pivot(query_->via->kind);
    query_->links.push_back({what, (pivot ? "pivot_" : "through_") + what.column->column_name});
}

// ---- running

void query_core::load(void* slot, const schema::slot_ops& ops) const
{
    engine::session& s = session();
    if (owned_ != nullptr && owned_->parent)
        engine::load_related(s, *query_, *owned_->parent, {slot, &ops});
    else
        engine::load(s, *query_, {slot, &ops});
}

std::int64_t query_core::count() const
{
    return engine::count(session(), *query_, parent());
}
bool query_core::exists() const
{
    return engine::exists(session(), *query_, parent());
}

value query_core::aggregate(aggregate_kind what, const column_ref& of) const
{
    return engine::aggregate_of(session(), *query_, {function_of(what), resolve(*query_, of), false}, parent());
}

std::vector<value> query_core::pluck(const column_ref& c) const
{
    return engine::pluck(session(), *query_, resolve(*query_, c), parent());
}

void query_core::only_key(value key)
{
    const schema::model& m = model();
    if (m.primary_key == nullptr)
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY", no_key_to_find_by(m)}.in_model(m.name).spoiling(
            spoils::nothing);
    fit(m, *m.primary_key, key);
    query_->scopes.emplace_back(); // apart from the program's own conditions, which may hold an or
    query_->add(false, false, test_of(engine::compare{{m.primary_key, engine::operand::target}, "=", std::move(key)}));
    query_->offset.reset();
    query_->group_limit.reset();
    query_->limit = 1; // a relation with a duplicated link has the row twice
}

std::string query_core::to_sql() const
{
    if (session_ == nullptr)
        throw_not_run();
    return engine::to_sql(session_->env(), *query_);
}

void throw_row_not_found(const schema::model& m)
{
    engine::throw_row_not_found(m);
}

void throw_row_not_found(const schema::model& m, const value& key)
{
    const std::string shown[] = {to_display(key)};
    engine::throw_row_not_found(m, shown);
}

} // namespace ginnel::detail
