#include "app/question.hpp"

#include <ginnel/value/key_set.hpp>

#include <memory>

namespace ginnel::app {

namespace {

engine::condition condition_of(const condition& c);

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
    default:
        return "=";
    }
}

engine::condition comparison_of(const condition& c)
{
    const engine::operand what{c.column};
    switch (c.comparator) {
    case comparator::between:
        return {engine::range{what, c.values[0], c.values[1]}};
    case comparator::in:
    case comparator::not_in: {
        auto keys = std::make_shared<key_set>();
        for (const auto& v : c.values)
            keys->add(v.view());
        return {engine::among{what, std::move(keys), c.comparator == comparator::not_in}};
    }
    default:
        break;
    }
    if (c.values[0].is_null())
        return {engine::is_null{what, c.comparator == comparator::not_equal}};
    return {engine::compare{what, std::string{operator_of(c.comparator)}, c.values[0]}};
}

engine::condition condition_of(const condition& c)
{
    if (c.is == condition::form::compare)
        return comparison_of(c);
    engine::group g;
    for (const auto& part : c.parts)
        g.terms.push_back(
            {c.is == condition::form::any, false, std::make_shared<const engine::condition>(condition_of(part))});
    return {std::move(g)};
}

} // namespace

void ask(engine::query& q, const filter& what)
{
    if (what.where.is == condition::form::compare || !what.where.parts.empty())
        q.add(false, false, condition_of(what.where));
    for (const auto& o : what.orders)
        q.orders.push_back({{o.column}, o.descending, {}});
    if (what.limit)
        q.limit = what.limit;
    if (what.skip)
        q.offset = what.skip;
    if (!what.fields.empty())
        q.selected = what.fields;
    for (const auto& i : what.includes) {
        auto sub = std::make_shared<engine::query>(*i.relation, false);
        ask(*sub, i.scope);
        q.add_preload(*i.relation, std::move(sub));
    }
}

engine::query query_of(const schema::model& m, const filter& what)
{
    engine::query q{m};
    ask(q, what);
    return q;
}

} // namespace ginnel::app
