#include "engine/projection.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <string>

namespace ginnel::engine {

namespace {

/// The primary key of the model that an operand's table belongs to; null: it has none, or is no model's.
const schema::column* key_beside(const query& q, const operand& o)
{
    const schema::model* m = q.model;
    if (o.place < operand::target)
        m = q.joins[static_cast<std::size_t>(operand::joined(0) - o.place)].model;
    else if (o.place != operand::target)
        m = q.via->path[static_cast<std::size_t>(o.place)].to_model;
    return m ? m->primary_key : nullptr;
}

/// Grouped by the column itself, or by the primary key of its row, all whose columns are then one per group.
bool one_per_group(const query& q, const operand& o)
{
    const auto* key = key_beside(q, o);
    return o.outer || std::any_of(q.groups.begin(), q.groups.end(), [&](const operand& g) {
               return g.place == o.place && (g.column == o.column || g.column == key);
           });
}

void check_column(const query& q, const operand& o, const char* use)
{
    if (one_per_group(q, o))
        return;
    throw error{error_kind::usage, "E_NOT_GROUPED",
                "\"" + o.column->name + "\" has many values in a group, and is " + use +
                    ": add it to group_by, or take an aggregate of it (ginnel::max and the like)"}
        .in_model(q.model->name)
        .spoiling(spoils::nothing);
}

void check_having(const query& q, const std::vector<term>& terms)
{
    for (const auto& t : terms)
        if (const auto* test = std::get_if<expression_test>(&t.what->test))
            if (const auto* column = std::get_if<operand>(&test->left.what))
                check_column(q, *column, "tested by having");
}

void check_order(const query& q, const order_by& o)
{
    if (o.what.column) {
        check_column(q, o.what, "an order");
    } else if (!o.made) {
        throw error{error_kind::usage, "E_NOT_GROUPED",
                    "groups are ordered by \"" + o.alias +
                        "\", which belongs to single rows: order by a column of group_by or by an aggregate"}
            .in_model(q.model->name)
            .spoiling(spoils::nothing);
    } else if (const auto* column = std::get_if<operand>(&o.made->what)) {
        check_column(q, *column, "an order");
    }
}

} // namespace

bool check_projection(const query& q, const std::vector<expression>& what)
{
    const auto is_aggregate = [](const expression& e) { return std::holds_alternative<aggregate>(e.what); };
    const auto orders_by_aggregate = [&](const order_by& o) { return o.made && is_aggregate(*o.made); };
    const bool grouped = !q.groups.empty() || !q.having.empty() ||
                         std::any_of(what.begin(), what.end(), is_aggregate) ||
                         std::any_of(q.orders.begin(), q.orders.end(), orders_by_aggregate);
    if (!grouped)
        return false;
    for (const auto& e : what)
        if (const auto* column = std::get_if<operand>(&e.what))
            check_column(q, *column, "selected");
    check_having(q, q.having);
    for (const auto& o : q.orders)
        check_order(q, o);
    if (q.groups.empty() && (q.limit || q.offset || q.group_limit || q.distinct))
        throw error{error_kind::usage, "E_LIMIT_OF_AGGREGATE",
                    "aggregates without group_by are one row over all rows that meet the conditions, so that a limit, "
                    "offset or distinct says nothing there: leave it out, or write query.count(), sum(...) and the "
                    "like, which take it first"}
            .in_model(q.model->name)
            .spoiling(spoils::nothing);
    return true;
}

} // namespace ginnel::engine
