#include "engine/select_builder.hpp"
#include "engine/slice.hpp"

#include <ginnel/error.hpp>

#include <utility>

// Parts of a select that are no plain conditions: columns of outer queries, a program's own SQL, expressions, joins,
// lists that other queries give.

namespace ginnel::engine {

sql::expr scope::outer_column(const operand& o) const
{
    for (const scope* s = outer; s; s = s->outer)
        if (s->model && s->model->ops == o.outer->ops)
            return sql::make(sql::column_name{s->target, o.column->column_name});
    throw error{error_kind::usage, "E_NO_OUTER_QUERY",
                "no query around this one is of " + o.outer->name + ", so outer(&" + o.outer->name +
                    "::" + o.column->name +
                    ") names nothing: it is for closures of where_has, with_count and the like, and for the query "
                    "given to where_in (a preload is a statement of its own)"}
        .in_model(model ? model->name : std::string{})
        .spoiling(spoils::nothing);
}

scope scope::of_passed(const schema::relation& r, std::size_t first) const
{
    const auto begin = links.begin() + static_cast<std::ptrdiff_t>(first);
    const auto last = first + r.path.size() - 1;
    scope s{last < links.size() ? links[last] : target, {begin, begin + static_cast<std::ptrdiff_t>(r.path.size() - 1)}};
    s.model = r.target;
    s.via = &r;
    s.outer = outer;
    return s;
}

std::vector<std::pair<std::string, std::string>> scope::tables() const
{
    std::vector<std::pair<std::string, std::string>> names{{"table", target}};
    if (!links.empty())
        names.emplace_back("pivot", links.front());
    if (outer)
        names.emplace_back("outer", outer->target);
    if (!model)
        return names;
    names.emplace_back(model->table.name, target);
    for (std::size_t k = 0; via && k < links.size(); ++k)
        names.emplace_back(via->path[k].to->name, links[k]);
    for (std::size_t k = 0; of && k < joins.size(); ++k)
        names.emplace_back(of->joins[k].name.empty() ? of->joins[k].table->name : of->joins[k].name, joins[k]);
    return names;
}

void check_ungrouped(const query& q)
{
    if (q.groups.empty() && q.having.empty())
        return;
    throw error{error_kind::usage, "E_GROUPED",
                "a query that groups has no rows of " + q.model->name +
                    ": read its groups by all_as<row>(...) or first_as<row>(...), or leave group_by and having out"}
        .in_model(q.model->name)
        .spoiling(spoils::nothing);
}

sql::expr select_builder::raw_text(const raw_condition& x, const scope& s)
{
    return sql::make(sql::raw{x.text, x.values, x.passed ? s.of_passed(*x.passed, x.first).tables() : s.tables()});
}

sql::expr select_builder::expression_of(const expression& e, const scope& s)
{
    struct visitor {
        const scope& s;

        sql::expr operator()(const operand& x) const { return s.column(x); }
        sql::expr operator()(const aggregate& x) const { return aggregate_call(x, s); }
        sql::expr operator()(const raw_condition& x) const { return raw_text(x, s); }
    };
    return std::visit(visitor{s}, e.what);
}

sql::expr select_builder::part_of_time(const part_test& x, const scope& s)
{
    const auto type = x.part == sql::time_part::date   ? column_type::date
                      : x.part == sql::time_part::time ? column_type::time
                                                       : column_type::int64;
    return sql::make(sql::binary{checked_operator(x.op),
                                 sql::make(sql::part_of{x.part, s.column(x.of), x.of.column->type}),
                                 sql::make(sql::parameter{x.right, type})});
}

sql::expr select_builder::among_rows(const among_query& x, const scope& outer)
{
    const query& q = *x.sub;
    scope s = names(q);
    s.outer = &outer;
    sql::select rows;
    if (q.via)
        from_path(rows, *q.via, s);
    else
        from_table(rows, *q.model, s);
    join_tables(rows, q, s);
    if (x.parent)
        rows.where = sql::make(sql::binary{"=", near_key(*q.via, s), parameter_for(*x.parent, q.via->local_key())});
    rows.where = both(rows.where, conditions(q, s));
    if (x.negated)
        rows.where = both(rows.where, sql::make(sql::null_test{s.column(x.of), true}));
    for (const auto& g : q.groups)
        rows.group_by.push_back(s.column(g));
    rows.having = having(q, s);
    if (const slice p = slice_of(q); p.limited()) {
        rows.order = orders(p.chosen_by, s, q, false);
        if (q.group_limit)
            make_total(rows.order, p.chosen_by, *q.model, s, p.key_descends);
        const auto number = [](std::int64_t n) { return sql::make(sql::parameter{value{n}, column_type::int64}); };
        if (p.count)
            rows.limit = number(*p.count);
        if (p.skipped > 0)
            rows.offset = number(p.skipped);
    }
    rows.distinct = q.distinct;
    rows.columns.push_back({s.column(x.of), {}});
    return sql::make(
        sql::in_select{outer.column(x.what), std::make_shared<const sql::select>(std::move(rows)), x.negated});
}

void select_builder::join_tables(sql::select& into, const query& q, const scope& s)
{
    for (std::size_t k = 0; k < q.joins.size(); ++k) {
        const auto& j = q.joins[k];
        auto on = sql::make(
            sql::binary{checked_operator(j.op), s.column(j.from), s.column(operand{j.to, operand::joined(k)})});
        if (j.declared) {
            scope of_relation;
            const auto passed = j.declared->via->path.size() - 1;
            for (std::size_t i = k - passed; i < k; ++i)
                of_relation.links.push_back(s.joins[i]);
            of_relation.target = s.joins[k];
            of_relation.via = j.declared->via;
            of_relation.of = j.declared.get();
            of_relation.model = j.declared->model;
            of_relation.outer = s.outer;
            on = both(std::move(on), conditions(*j.declared, of_relation));
        }
        into.joins.push_back({j.left ? sql::join_kind::left : sql::join_kind::inner,
                              table_as(j.table->name, s.joins[k]), std::move(on)});
    }
}

} // namespace ginnel::engine
