#include "engine/relation_path.hpp"

#include "engine/order_names.hpp"
#include "engine/select_builder.hpp"

#include <algorithm>

namespace ginnel::engine {

namespace {

sql::select_ptr shared(sql::select&& s)
{
    return std::make_shared<const sql::select>(std::move(s));
}

} // namespace

/// Joins the rows that lead to those joined so far, and gives what is to equal the key before them.
sql::expr select_builder::join_step(sql::select& into, const relation_step& step, const sql::expr& tie,
                                    const schema::column& key, const scope& s)
{
    const auto& r = *step.relation;
    into.joins.push_back({sql::join_kind::inner, table_as(r.target->table.name, s.target),
                          sql::make(sql::binary{"=", tie, s.column(key)})});
    join_back(into, r, s);
    into.where = both(conditions(*step.sub, s), std::move(into.where));
    return near_key(r, s);
}

/// As join_step, where a row that several ways lead to is to be passed once.
sql::expr select_builder::join_step_once(sql::select& into, const relation_step& step, const sql::expr& tie,
                                         const schema::column& key, const scope& s)
{
    const auto& r = *step.relation;
    sql::select rows;
    from_path(rows, r, s);
    rows.where = conditions(*step.sub, s);
    rows.distinct = true;
    rows.columns = {{near_key(r, s), "near"}, {s.column(key), "far"}};
    const auto add = [&](const schema::column& c) {
        rows.columns.push_back({s.column(c), "c" + std::to_string(rows.columns.size())});
    };
    if (r.target->primary_key)
        add(*r.target->primary_key);
    else
        for (const auto& c : r.target->table.columns)
            add(c);
    const auto once = alias("once");
    into.joins.push_back({sql::join_kind::inner, sql::select_source{shared(std::move(rows)), once, false},
                          sql::make(sql::binary{"=", tie, sql::make(sql::column_name{once, "far"})})});
    return sql::make(sql::column_name{once, "near"});
}

/// From the last relation's rows back to the row `outer`; the conditions of the relations passed, not those of the
/// last. Gives the tables' names, the last relation's first; of rows that are passed once they name nothing.
std::vector<scope> select_builder::join_path(sql::select& into, const relation_steps& passed, const relation_step& last,
                                             const scope& outer, bool counts_ways)
{
    check_unlimited(*last.relation, *last.sub);
    check_ungrouped(*last.sub);
    const auto named = [&](const relation_step& step) {
        scope s = names(*step.relation);
        s.of = step.sub.get();
        s.outer = &outer;
        return s;
    };
    std::vector<scope> scopes{named(last)};
    from_path(into, *last.relation, scopes.front());
    sql::expr tie = near_key(*last.relation, scopes.front());
    const schema::relation* next = last.relation;
    for (auto step = passed.rbegin(); step != passed.rend(); ++step) {
        check_unlimited(*step->relation, *step->sub);
        const schema::column& key = *next->path.front().from_key;
        const scope& s = scopes.emplace_back(named(*step));
        const bool once = counts_ways && step->sub->distinct && step->relation->path.size() > 1;
        tie = once ? join_step_once(into, *step, tie, key, s) : join_step(into, *step, tie, key, s);
        next = step->relation;
    }
    auto joined = sql::make(sql::binary{"=", std::move(tie), outer.column(*next->path.front().from_key)});
    if (const value* type = next->source_type())
        joined = both(std::move(joined), sql::make(sql::binary{"=", outer.column(*next->type_column),
                                                               parameter_for(*type, *next->type_column)}));
    into.where = both(std::move(joined), std::move(into.where));
    return scopes;
}

sql::select select_builder::path_rows(const relation_steps& passed, const relation_step& last, const scope& outer,
                                      const aggregate* what)
{
    if (passed.empty())
        return related_rows(*last.relation, *last.sub, outer, what);
    sql::select rows;
    const scope s = join_path(rows, passed, last, outer, what != nullptr).front();
    rows.where = both(std::move(rows.where), conditions(*last.sub, s));
    if (what && last.sub->distinct && !what->distinct)
        return aggregate_of_distinct(std::move(rows), *last.relation->target, *what, s);
    rows.columns.push_back({what ? aggregate_call(*what, s) : sql::make(sql::raw{"1", {}}), {}});
    return rows;
}

/// No row at the end of the path for which the program's conditions are not true. A comparison with null is neither
/// true nor false, and such a row does not meet it: hence coalesce.
sql::expr select_builder::every(const relation_test& x, const scope& outer)
{
    const relation_step last{x.relation, x.sub};
    sql::select rows;
    const scope s = join_path(rows, x.passed, last, outer, false).front();
    const auto declared = std::min(x.sub->declared_scopes(), x.sub->scopes.size());
    rows.where = both(std::move(rows.where), both(own_conditions(*x.sub, s, true), conditions(*x.sub, s, 0, declared)));
    auto met = conditions(*x.sub, s, declared, x.sub->scopes.size());
    if (!met)
        return nullptr;
    auto no = sql::make(sql::parameter{value{false}, column_type::boolean});
    rows.where =
        both(std::move(rows.where),
             sql::make(sql::negation{sql::make(sql::call{"coalesce", {std::move(met), std::move(no)}, false})}));
    rows.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
    return sql::make(sql::exists{shared(std::move(rows)), !x.negated});
}

sql::expr select_builder::test_of(const relation_test& x, const scope& outer)
{
    if (x.every)
        return every(x, outer);
    const relation_step last{x.relation, x.sub};
    if (x.op.empty())
        return sql::make(sql::exists{shared(path_rows(x.passed, last, outer, nullptr)), x.negated});
    auto found = sql::make(sql::scalar{shared(path_rows(x.passed, last, outer, &x.what))});
    auto test = sql::make(sql::binary{checked_operator(x.op), std::move(found),
                                      sql::make(sql::parameter{value{x.number}, column_type::int64})});
    return x.negated ? sql::make(sql::negation{std::move(test)}) : test;
}

sql::expr select_builder::value_of(const relation_aggregate& a, const scope& outer)
{
    const relation_step last{a.relation, a.sub};
    if (a.exists)
        return sql::make(sql::exists{shared(path_rows(a.passed, last, outer, nullptr)), false});
    return sql::make(sql::scalar{shared(path_rows(a.passed, last, outer, &a.what))});
}

sql::expr select_builder::value_of(const related_order& o, const scope& outer)
{
    if (!o.first)
        return value_of(o.value, outer);
    const relation_step last{o.value.relation, o.value.sub};
    sql::select row;
    const auto scopes = join_path(row, o.value.passed, last, outer, false);
    const scope& s = scopes.front();
    row.where = both(std::move(row.where), conditions(*last.sub, s));
    row.columns.push_back({s.column(*o.value.what.of), {}});
    // Of several candidates the one is taken that a preload shows: the first by the relation's orders and the key.
    bool choice = false;
    const auto choose = [&](const relation_step& step, const scope& at) {
        if (!has_candidates(*step.relation))
            return;
        choice = true;
        check_order_names(*step.sub, step.sub->orders);
        auto by = orders(step.sub->orders, at, *step.sub, false);
        make_total(by, step.sub->orders, *step.relation->target, at, false);
        row.order.insert(row.order.end(), by.begin(), by.end());
    };
    for (std::size_t i = 0; i < o.value.passed.size(); ++i)
        choose(o.value.passed[i], scopes[o.value.passed.size() - i]);
    choose(last, s);
    if (choice)
        row.limit = sql::make(sql::parameter{value{std::int64_t{1}}, column_type::int64});
    return sql::make(sql::scalar{shared(std::move(row))});
}

} // namespace ginnel::engine
