#include "app/questions/question.hpp"

#include "app/embedded/embedded_relation.hpp"
#include "engine/through_rows.hpp"

#include <ginnel/value/key_set.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::app {

namespace {

std::string_view operator_of(comparator c) noexcept
{
    switch (c) {
    case comparator::not_equal:
        return "<>";
    case comparator::less:
        return "<";
    case comparator::at_most:
        return "<=";
    case comparator::more:
        return ">";
    case comparator::at_least:
        return ">=";
    case comparator::like:
        return "like";
    case comparator::not_like:
        return "not like";
    case comparator::ilike:
        return "ilike";
    case comparator::not_ilike:
        return "not ilike";
    case comparator::regexp:
        return "regexp";
    default:
        return "=";
    }
}

/// Nothing is known of null, so that nothing but equality holds for it: as in SQL, which LoopBack leaves it to.
engine::condition never_of(const engine::operand& what)
{
    return {engine::among{what, std::make_shared<key_set>(), false}};
}

engine::operand operand_of(const schema::relation* via, const schema::column* column, bool of_through)
{
    return {column, of_through ? engine::through_place(*via) : engine::operand::target};
}

engine::condition among_of(const engine::operand& what, const condition& c)
{
    auto keys = std::make_shared<key_set>();
    const bool negated = c.comparator == comparator::not_in;
    for (const auto& v : c.values) {
        if (!v.is_null())
            keys->add(v.view());
        else if (negated)
            return never_of(what);
    }
    return {engine::among{what, std::move(keys), negated}};
}

engine::condition comparison_of(const schema::relation* via, const condition& c)
{
    const auto what = operand_of(via, c.column, c.of_through);
    switch (c.comparator) {
    case comparator::between:
        if (c.values[0].is_null() || c.values[1].is_null())
            return never_of(what);
        return {engine::range{what, c.values[0], c.values[1]}};
    case comparator::in:
    case comparator::not_in:
        return among_of(what, c);
    default:
        break;
    }
    if (c.values[0].is_null()) {
        if (c.comparator != comparator::equal && c.comparator != comparator::not_equal)
            return never_of(what);
        return {engine::is_null{what, c.comparator == comparator::not_equal}};
    }
    return {engine::compare{what, std::string{operator_of(c.comparator)}, c.values[0]}};
}

engine::condition condition_of(const schema::relation* via, const condition& c);

engine::condition related_of(const condition& c)
{
    auto sub = std::make_shared<engine::query>(*c.relation, true);
    add_condition(*sub, c.parts.front());
    engine::relation_test made{c.relation, std::move(sub), {}};
    made.every = c.quantity == quantity::every;
    made.negated = c.quantity == quantity::none;
    return {std::move(made)};
}

engine::condition condition_of(const schema::relation* via, const condition& c)
{
    if (c.is == condition::form::compare)
        return comparison_of(via, c);
    if (c.is == condition::form::related)
        return related_of(c);
    engine::group g;
    for (const auto& part : c.parts)
        g.terms.push_back(
            {c.is != condition::form::all, false, std::make_shared<const engine::condition>(condition_of(via, part))});
    if (c.is != condition::form::none)
        return {std::move(g)};
    engine::group negated;
    negated.terms.push_back({false, true, std::make_shared<const engine::condition>(engine::condition{std::move(g)})});
    return {std::move(negated)};
}

engine::order_by order_of(const schema::relation* via, const ordering& o)
{
    if (o.path.empty())
        return {operand_of(via, o.column, o.of_through), o.descending, {}};
    std::vector<std::shared_ptr<const engine::query>> queries;
    for (const auto* r : o.path)
        queries.push_back(std::make_shared<const engine::query>(*r, true));
    engine::relation_aggregate last{
        o.path.back(), queries.back(), {engine::aggregate_function::min, engine::operand{o.column}, false}, {}, false};
    for (std::size_t i = 0; i + 1 < o.path.size(); ++i)
        last.passed.push_back({o.path[i], queries[i]});
    engine::order_by by{{}, o.descending, {}};
    by.related = std::make_shared<const engine::related_order>(engine::related_order{std::move(last), true});
    return by;
}

bool is_of_through(const condition& c)
{
    return c.of_through ||
           (c.is != condition::form::related && std::any_of(c.parts.begin(), c.parts.end(), is_of_through));
}

} // namespace

bool names_through(const filter& what)
{
    return what.through || is_of_through(what.where) ||
           std::any_of(what.orders.begin(), what.orders.end(), [](const ordering& o) { return o.of_through; });
}

std::string count_name(const schema::relation& r)
{
    return r.serialize_as + "Count";
}

void add_condition(engine::query& q, const condition& c)
{
    if (!c.empty())
        q.add(false, false, condition_of(q.via, c));
}

void add_order(engine::query& q, const ordering& o)
{
    q.orders.push_back(order_of(q.via, o));
}

void add_include(engine::query& q, const include& i)
{
    if (i.count) {
        auto sub = std::make_shared<engine::query>(*i.relation, true);
        add_condition(*sub, i.scope.where);
        q.aggregates.push_back({i.relation, std::move(sub), {}, count_name(*i.relation), false});
        return;
    }
    auto sub = std::make_shared<engine::query>(*i.relation, false);
    add_filter(*sub, i.scope);
    q.add_preload(*i.relation, std::move(sub), true);
}

void add_filter(engine::query& q, const filter& what)
{
    add_condition(q, what.where);
    // LoopBack: a client's order stands instead of the one that the relation declares. Where the relation declares a
    // limit as well, its order chooses the rows, and stays.
    if (!what.orders.empty() && !q.limit)
        q.orders.clear();
    for (const auto& o : what.orders)
        add_order(q, o);
    // LoopBack: lists that nothing else orders are in the order of their keys.
    if (q.orders.empty() && q.model->primary_key && !(q.via && !q.via->many()))
        q.orders.push_back({{q.model->primary_key}, false, {}});
    if (what.limit) // what the relation declares stands otherwise
        q.limit = what.limit;
    if (what.skip)
        q.offset = what.skip;
    q.through_row = what.through;
    if (what.fields) {
        q.selected = *what.fields;
        for (const auto& i : what.embedded)
            if (std::find(q.selected.begin(), q.selected.end(), i.what->column) == q.selected.end())
                q.selected.push_back(i.what->column);
        // Rows are shown in the order of the model, as in LoopBack.
        std::sort(q.selected.begin(), q.selected.end(),
                  [](const auto* a, const auto* b) { return a->index < b->index; });
        // A selection of none would be one of all.
        if (q.selected.empty())
            q.selected.push_back(q.model->primary_key ? q.model->primary_key : &q.model->table.columns.front());
    }
    for (const auto& i : what.includes)
        add_include(q, i);
}

engine::query query_of(const schema::model& m, const filter& what)
{
    engine::query q{m};
    add_filter(q, what);
    return q;
}

engine::query query_of(const schema::relation& r, const filter& what)
{
    engine::query q{r, false};
    add_filter(q, what);
    return q;
}

engine::query query_of_row(const schema::model& m, value key)
{
    engine::query q{m};
    q.add(false, false, {engine::compare{{m.primary_key}, "=", std::move(key)}});
    return q;
}

} // namespace ginnel::app
