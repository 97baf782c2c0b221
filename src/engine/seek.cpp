#include "engine/seek.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace ginnel::engine {

void refuse_limits(const query& q, const std::string& what)
{
    if (!q.limit && !q.offset && !q.group_limit)
        return;
    throw error{error_kind::usage, "E_LIMITED_QUERY",
                what + " says itself which rows are read, and this query of " + q.model->name +
                    " has a limit, offset or group_limit too: leave it out"}
        .in_model(q.model->name)
        .in_relation(q.via ? q.via->name : std::string{})
        .spoiling(spoils::nothing);
}

std::vector<order_by> total_orders(const query& q, const std::string& what)
{
    refuse_limits(q, what);
    const schema::column* key = q.model->primary_key;
    if (!key)
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY",
                    q.model->name + " has no primary key, by which " + what + " tells rows apart: write primary_key(&" +
                        q.model->name + "::column) in describe"}
            .in_model(q.model->name)
            .spoiling(spoils::nothing);
    std::vector<order_by> orders;
    bool keyed = false;
    for (const order_by& o : q.orders.empty() ? q.group_orders : q.orders) {
        if (!o.what.column)
            throw error{error_kind::usage, "E_CURSOR_ORDER",
                        what + " seeks by the columns of an order, and " +
                            (o.alias.empty() ? "a value that an order" : '"' + o.alias + '"') + " of this query of " +
                            q.model->name + (o.alias.empty() ? " takes" : "") +
                            " is computed, not stored: order by columns, or use paginate"}
                .in_model(q.model->name)
                .spoiling(spoils::nothing);
        orders.push_back(o);
        keyed = keyed || (o.what.column == key && o.what.place == operand::target);
        if (keyed && q.joins.empty())
            return orders; // what follows a unique column orders nothing
    }
    const bool descending = !orders.empty() && orders.back().descending;
    if (!keyed)
        orders.push_back({{key, operand::target}, descending, {}});
    tell_joined_apart(q, orders, descending);
    return orders;
}

void tell_joined_apart(const query& q, std::vector<order_by>& orders, bool descending)
{
    if (q.distinct) // joined rows are not told apart then
        return;
    for (std::size_t k = 0; k < q.joins.size(); ++k) {
        const schema::column* key = q.joins[k].model ? q.joins[k].model->primary_key : nullptr;
        const auto said = [&](const order_by& o) { return o.what.column == key && o.what.place == operand::joined(k); };
        if (key && std::none_of(orders.begin(), orders.end(), said))
            orders.push_back({{key, operand::joined(k)}, descending, {}});
    }
}

std::vector<order_by> reversed(std::vector<order_by> orders)
{
    for (order_by& o : orders)
        o.descending = !o.descending;
    return orders;
}

namespace {

std::shared_ptr<const condition> make(decltype(condition::test) test)
{
    return std::make_shared<const condition>(condition{std::move(test)});
}

std::shared_ptr<const condition> equals(const operand& what, const value& v)
{
    if (v.is_null())
        return make(is_null{what, false});
    return make(compare{what, "=", v});
}

/// Whether nulls stand at the end of this order.
bool nulls_last(const order_by& o, bool nulls_are_least)
{
    return o.descending == nulls_are_least;
}

/// A left join has nulls in columns that hold none.
bool may_be_null(const operand& o) noexcept
{
    return o.column->nullable || o.place < operand::target;
}

/// That the column's value stands behind `v` in this order; none where nothing does.
std::shared_ptr<const condition> beyond(const order_by& o, const value& v, bool nulls_are_least)
{
    const bool last = nulls_last(o, nulls_are_least);
    if (v.is_null())
        return last ? nullptr : make(is_null{o.what, true});
    auto further = make(compare{o.what, o.descending ? "<" : ">", v});
    if (!last || !may_be_null(o.what))
        return further;
    return make(group{{{false, false, std::move(further)}, {true, false, make(is_null{o.what, false})}}});
}

} // namespace

// behind(x, y, ...) is: x beyond, or x equal and behind(y, ...). From the last column to the first.
condition behind(const std::vector<order_by>& orders, std::span<const value> at, bool nulls_are_least)
{
    std::shared_ptr<const condition> rest;
    for (std::size_t i = orders.size(); i-- > 0;) {
        group either;
        if (auto further = beyond(orders[i], at[i], nulls_are_least))
            either.terms.push_back({false, false, std::move(further)});
        if (rest) {
            either.terms.push_back({!either.terms.empty(), false, equals(orders[i].what, at[i])});
            either.terms.push_back({false, false, std::move(rest)});
        }
        if (either.terms.empty()) // an empty group says nothing, and nothing lies behind
            rest = make(among{orders[i].what, std::make_shared<const key_set>(), false});
        else
            rest = make(std::move(either));
    }
    const order_by& first = orders.front();
    // Said beside the ors, the first column's bound lets an index begin there.
    const bool bounded = !at.front().is_null() && (!nulls_last(first, nulls_are_least) || !may_be_null(first.what));
    if (orders.size() == 1 || !bounded)
        return *rest;
    return {group{{{false, false, make(compare{first.what, first.descending ? "<=" : ">=", at.front()})},
                   {false, false, std::move(rest)}}}};
}

std::string name_of_order(const query& q, const std::vector<order_by>& orders)
{
    std::string text = q.model->name;
    if (q.via)
        text += " of " + q.via->source->name + '.' + q.via->name;
    for (const order_by& o : orders)
        text += '\n' + std::to_string(o.what.place) + '.' + o.what.column->column_name + (o.descending ? " desc" : "");
    return text;
}

} // namespace ginnel::engine
