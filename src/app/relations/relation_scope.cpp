#include "app/relations/relation_scope.hpp"

#include "app/questions/question.hpp"
#include "app/relations/related_links.hpp"
#include "app/writing/row_defaults.hpp"

#include <utility>

namespace ginnel::app {

namespace {

void of_links(condition& c)
{
    if (c.is == condition::form::compare)
        c.of_through = true;
    for (auto& part : c.parts)
        of_links(part);
}

} // namespace

void relation_scope::apply(engine::query& q, bool) const
{
    // One by one: a plain equality is also what a new link is given.
    if (what_->where.is == condition::form::all)
        for (const auto& part : what_->where.parts)
            add_condition(q, part);
    else
        add_condition(q, what_->where);
    filter orders;
    orders.orders = what_->orders;
    if (!orders.orders.empty())
        add_filter(q, orders);
}

const schema::model& scoped_by(const schema::relation& r) noexcept
{
    const auto* links = link_model(r);
    return links ? *links : *r.target;
}

row_values values_asked_by(const condition& where)
{
    row_values out;
    for (const auto& c : where.is == condition::form::all ? where.parts : std::vector<condition>{where}) {
        const auto* only = &c; // {"draft": true} is a list of one
        while (only->is == condition::form::all && only->parts.size() == 1)
            only = &only->parts.front();
        const bool known =
            only->is == condition::form::compare && only->comparator == comparator::equal && !only->of_through;
        if (known && !only->values.front().is_null())
            out.emplace_back(only->column, only->values.front());
    }
    return out;
}

void add_scope_values(const schema::relation& r, row_values& row)
{
    if (const auto* scope = dynamic_cast<const relation_scope*>(r.on_query.get()))
        for (auto& [column, asked] : values_asked_by(scope->what().where))
            if (!given_in(row, *column))
                row.emplace_back(column, std::move(asked));
}

filter as_relation_scope(const schema::relation& r, filter what)
{
    if (!link_model(r))
        return what;
    of_links(what.where);
    for (auto& o : what.orders)
        o.of_through = true;
    return what;
}

} // namespace ginnel::app
