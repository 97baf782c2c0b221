#include "engine/select_builder.hpp"

#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace ginnel::engine {

sql::expr parameter_for(const value& v, const schema::column& c)
{
    return sql::make(sql::parameter{v, c.type});
}

sql::table_source table_as(const std::string& table, const std::string& alias)
{
    return {table, alias == table ? std::string{} : alias};
}

sql::expr both(sql::expr a, sql::expr b)
{
    if (!a || !b)
        return a ? a : b;
    return sql::make(sql::junction{true, {std::move(a), std::move(b)}});
}

bool has_candidates(const schema::relation& r) noexcept
{
    return !r.many() && (r.path.size() > 1 || r.path.back().to_key != r.target->primary_key);
}

void check_unlimited(const schema::relation& r, const query& sub)
{
    if (sub.limited())
        throw error{error_kind::usage, "E_LIMIT_IN_SUB_QUERY",
                    "a limit or offset says nothing where rows of " + r.source->name + "." + r.name +
                        " are only tested or counted: leave it out, or give it to a preload"}
            .in_model(r.source->name)
            .in_relation(r.name);
}

scope select_builder::names(const schema::relation& r)
{
    scope s;
    for (std::size_t k = 0; k + 1 < r.path.size(); ++k)
        s.links.push_back(aliases_.fresh(r.path[k].to->name));
    s.target = aliases_.fresh(r.target->table.name);
    s.model = r.target;
    s.via = &r;
    return s;
}

scope select_builder::names(const query& q)
{
    scope s;
    if (q.via) {
        s = names(*q.via);
    } else {
        s.target = aliases_.fresh(q.model->table.name);
        s.model = q.model;
    }
    for (const auto& j : q.joins)
        s.joins.push_back(aliases_.fresh(j.name.empty() ? j.table->name : j.name));
    s.of = &q;
    return s;
}

void select_builder::from_table(sql::select& into, const schema::model& m, const scope& s)
{
    into.from = table_as(m.table.name, s.target);
}

void select_builder::from_path(sql::select& into, const schema::relation& r, const scope& s)
{
    from_table(into, *r.target, s);
    join_back(into, r, s);
}

void select_builder::join_back(sql::select& into, const schema::relation& r, const scope& s)
{
    std::string right = s.target;
    for (std::size_t k = r.path.size() - 1; k > 0; --k) {
        const auto& hop = r.path[k];
        const auto& left = s.links[k - 1];
        // The side nearer to the target stands on the left: its collation decides, here and in every key comparison.
        into.joins.push_back({sql::join_kind::inner, table_as(hop.from->name, left),
                              sql::make(sql::binary{"=", sql::make(sql::column_name{right, hop.to_key->column_name}),
                                                    sql::make(sql::column_name{left, hop.from_key->column_name})})});
        right = left;
    }
}

sql::expr select_builder::near_key(const schema::relation& r, const scope& s)
{
    return sql::make(
        sql::column_name{s.links.empty() ? s.target : s.links.front(), r.path.front().to_key->column_name});
}

std::string checked_operator(const std::string& given)
{
    static constexpr std::array<std::string_view, 12> known{"=",  "<>",   "!=",       "<",     "<=",       ">",
                                                            ">=", "like", "not like", "ilike", "not ilike", "regexp"};
    std::string lower;
    for (const char c : given)
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    for (const auto k : known)
        if (k == lower)
            return lower == "!=" ? "<>" : lower;
    throw error{error_kind::usage, "E_UNKNOWN_OPERATOR",
                "\"" + given + "\" is no comparison" + did_you_mean(lower, known)};
}

namespace {

sql::expr wrapped(std::vector<sql::expr> operands, bool all)
{
    if (operands.size() == 1)
        return std::move(operands.front());
    return sql::make(sql::junction{all, std::move(operands)});
}

} // namespace

sql::expr select_builder::terms(const std::vector<term>& list, const scope& s)
{
    // a or b and c: runs of and between the ors.
    std::vector<sql::expr> any, run;
    for (const auto& t : list) {
        sql::expr e = one(*t.what, s);
        if (!e)
            continue; // an empty group says nothing, nor does the or before it
        if (t.either && !run.empty())
            any.push_back(wrapped(std::exchange(run, {}), true));
        run.push_back(t.negated ? sql::make(sql::negation{std::move(e)}) : std::move(e));
    }
    if (!run.empty())
        any.push_back(wrapped(std::move(run), true));
    if (any.empty())
        return nullptr;
    return wrapped(std::move(any), false);
}

sql::expr select_builder::conditions(const query& q, const scope& s, bool own_pick)
{
    return both(own_conditions(q, s, own_pick), conditions(q, s, 0, q.scopes.size()));
}

sql::expr select_builder::own_conditions(const query& q, const scope& s, bool own_pick)
{
    std::vector<sql::expr> all;
    for (const auto& own : q.own)
        if (auto e = terms(own.terms, s))
            all.push_back(std::move(e));
    for (const auto& p : q.picks)
        if (own_pick || p.relation != q.via)
            all.push_back(is_picked(p, q, s));
    return all.empty() ? nullptr : wrapped(std::move(all), true);
}

sql::expr select_builder::conditions(const query& q, const scope& s, std::size_t from, std::size_t to)
{
    std::vector<sql::expr> all;
    for (std::size_t i = from; i < to; ++i)
        if (auto e = terms(q.scopes[i], s))
            all.push_back(std::move(e));
    return all.empty() ? nullptr : wrapped(std::move(all), true);
}

sql::expr select_builder::one(const condition& c, const scope& s)
{
    struct visitor {
        select_builder& b;
        const scope& s;

        sql::expr operator()(const compare& x) const
        {
            sql::expr right = std::holds_alternative<value>(x.right)
                                  ? parameter_for(std::get<value>(x.right), *x.left.column)
                                  : s.column(std::get<operand>(x.right));
            return sql::make(sql::binary{checked_operator(x.op), s.column(x.left), std::move(right)});
        }
        sql::expr operator()(const among& x) const
        {
            return sql::make(sql::in_keys{s.column(x.what), sql::keys{x.set, 0, x.what.column->type}, x.negated});
        }
        sql::expr operator()(const is_null& x) const { return sql::make(sql::null_test{s.column(x.what), x.negated}); }
        sql::expr operator()(const range& x) const
        {
            return sql::make(sql::between{s.column(x.what), parameter_for(x.low, *x.what.column),
                                          parameter_for(x.high, *x.what.column), x.negated});
        }
        sql::expr operator()(const group& x) const { return b.terms(x.terms, s); }
        sql::expr operator()(const relation_test& x) const
        {
            scope moved{s.at(x.place), {}};
            moved.model = x.relation->source;
            moved.outer = s.outer;
            return b.test_of(x, x.place == operand::target ? s : moved);
        }
        sql::expr operator()(const raw_condition& x) const { return raw_text(x, s); }
        sql::expr operator()(const part_test& x) const { return part_of_time(x, s); }
        sql::expr operator()(const among_query& x) const { return b.among_rows(x, s); }
        sql::expr operator()(const expression_test& x) const
        {
            return sql::make(sql::binary{checked_operator(x.op), expression_of(x.left, s),
                                         sql::make(sql::parameter{x.right, x.type})});
        }
    };
    return std::visit(visitor{*this, s}, c.test);
}

std::vector<sql::ordering> select_builder::pick_orders(const schema::relation& r, const scope& s)
{
    std::vector<sql::ordering> list;
    bool total = false;
    for (const auto& o : r.of_many) {
        list.push_back({s.column(*o.by), o.descending});
        total = total || o.by == r.target->primary_key;
    }
    // Of equal rows the one with the greater key is the newer, so a "latest" ends with it, and an "oldest" does not.
    if (!total)
        list.push_back({s.column(*r.target->primary_key), r.of_many.back().descending});
    return list;
}

namespace {

/// The rows of which one is picked: what the relation declares, and what its query shows of the rows that its models
/// hide. On a longer path rows that were softly deleted are shown where that path's query shows them.
query candidates_of(const picked& p, const query& q)
{
    query candidates{*p.relation, true};
    if (p.relation == q.via) {
        candidates.own = q.own;
        return candidates;
    }
    const auto hides = [&](int place) {
        return std::any_of(q.own.begin(), q.own.end(),
                           [&](const own_scope& s) { return s.name == trashed_scope && s.place == place; });
    };
    std::erase_if(candidates.own, [&](const own_scope& s) {
        const auto hop = s.place == operand::target ? p.relation->path.size() - 1 : static_cast<std::size_t>(s.place);
        return s.name == trashed_scope && !hides(q.via->place_after(p.first + hop));
    });
    return candidates;
}

} // namespace

sql::expr select_builder::is_picked(const picked& p, const query& q, const scope& s)
{
    // key = (select key of the rows behind the same near key order by ... limit 1)
    const auto& r = *p.relation;
    const scope here = s.of_passed(r, p.first);
    const query candidates = candidates_of(p, q);
    scope inner = names(r);
    inner.of = &candidates;
    inner.outer = s.outer;
    sql::select first;
    from_path(first, r, inner);
    first.columns.push_back({inner.column(*r.target->primary_key), {}});
    first.where =
        both(sql::make(sql::binary{"=", near_key(r, inner), near_key(r, here)}), conditions(candidates, inner, false));
    first.order = pick_orders(r, inner);
    first.limit = sql::make(sql::parameter{value{std::int64_t{1}}, column_type::int64});
    return sql::make(sql::binary{"=", here.column(*r.target->primary_key),
                                 sql::make(sql::scalar{std::make_shared<const sql::select>(std::move(first))})});
}

namespace {

/// Integers have sums that are integers and averages that are reals, as SQLite gives them; PostgreSQL would make both
/// numeric, whose exact digits are a text to the program. A sum that no int64 holds is an error then.
std::optional<column_type> result_of(const aggregate& a)
{
    const bool sum = a.function == aggregate_function::sum;
    if ((!sum && a.function != aggregate_function::avg) || !a.of)
        return {};
    switch (a.of->column->type) {
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
        return sum ? column_type::int64 : column_type::real;
    default:
        return {};
    }
}

} // namespace

sql::expr select_builder::aggregate_call(const aggregate& a, std::vector<sql::expr> arguments, bool distinct)
{
    return sql::make(sql::call{name_of(a.function), std::move(arguments), distinct, result_of(a)});
}

sql::expr select_builder::aggregate_call(const aggregate& a, const scope& s)
{
    std::vector<sql::expr> arguments;
    if (a.of)
        arguments.push_back(s.column(*a.of));
    return aggregate_call(a, std::move(arguments), a.distinct);
}

sql::select select_builder::related_rows(const schema::relation& r, const query& sub, const scope& outer,
                                         const aggregate* what)
{
    check_unlimited(r, sub);
    check_ungrouped(sub);
    scope s = names(r);
    s.of = &sub;
    s.outer = &outer;
    sql::select rows;
    from_path(rows, r, s);
    auto joined = sql::make(sql::binary{"=", near_key(r, s), outer.column(*r.path.front().from_key)});
    if (const value* type = r.source_type())
        joined = both(std::move(joined),
                      sql::make(sql::binary{"=", outer.column(*r.type_column), parameter_for(*type, *r.type_column)}));
    rows.where = both(std::move(joined), conditions(sub, s));
    if (what && sub.distinct && !what->distinct)
        return aggregate_of_distinct(std::move(rows), *r.target, *what, s);
    rows.columns.push_back({what ? aggregate_call(*what, s) : sql::make(sql::raw{"1", {}}), {}});
    return rows;
}

sql::select select_builder::aggregate_of_distinct(sql::select&& rows, const schema::model& m, const aggregate& what,
                                                  const scope& s)
{
    if (!what.of && m.primary_key) {
        rows.columns.push_back({sql::make(sql::call{"count", {s.column(*m.primary_key)}, true}), {}});
        return std::move(rows);
    }
    // Each row once, with the value that is taken of it.
    const auto add = [&rows](sql::expr e) {
        rows.columns.push_back({std::move(e), "c" + std::to_string(rows.columns.size())});
    };
    if (m.primary_key)
        add(s.column(*m.primary_key));
    else
        for (const auto& c : m.table.columns)
            add(s.column(c));
    if (what.of)
        add(s.column(*what.of));
    const auto name = rows.columns.back().alias;
    rows.distinct = true;
    const auto once = alias("once");
    sql::select outer;
    std::vector<sql::expr> arguments;
    if (what.of)
        arguments.push_back(sql::make(sql::column_name{once, name}));
    outer.columns.push_back({aggregate_call(what, std::move(arguments), false), {}});
    outer.from = sql::select_source{std::make_shared<const sql::select>(std::move(rows)), once, false};
    return outer;
}

namespace {

/// A column of a table passed is said itself: whether a statement selects it under its alias depends on the target's
/// objects.
sql::expr link_named(const query& q, const std::string& alias, const scope& s)
{
    for (const auto& l : q.links)
        if (l.alias == alias)
            return s.column(l.what);
    for (std::size_t i = 0; q.via && i < q.via->link_columns.size(); ++i)
        if (q.via->link_aliases[i] == alias)
            return s.column({q.via->link_columns[i], 0});
    return nullptr;
}

} // namespace

std::vector<sql::ordering> select_builder::orders(const std::vector<order_by>& list, const scope& s, const query& q,
                                                  bool shows_added)
{
    std::vector<sql::ordering> out;
    for (const auto& o : list) {
        sql::expr what;
        if (o.related)
            what = value_of(*o.related, s);
        else if (o.what.column)
            what = s.column(o.what);
        else if (o.made)
            what = expression_of(*o.made, s);
        else if (const auto a = std::find_if(q.aggregates.begin(), q.aggregates.end(),
                                             [&](const auto& x) { return x.alias == o.alias; });
                 a != q.aggregates.end())
            what = shows_added ? sql::make(sql::column_name{{}, o.alias}) : value_of(*a, s);
        else
            what = link_named(q, o.alias, s);
        out.push_back({std::move(what), o.descending});
    }
    return out;
}

void select_builder::make_total(std::vector<sql::ordering>& list, const std::vector<order_by>& given,
                                const schema::model& m, const scope& s, bool descending)
{
    if (!m.primary_key)
        return;
    for (const auto& o : given)
        if (o.what.column == m.primary_key && o.what.place == operand::target)
            return;
    list.push_back({s.column(*m.primary_key), descending});
}

} // namespace ginnel::engine
