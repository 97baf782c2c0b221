#include "typed/aggregates.hpp"
#include "typed/resolve.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::detail {

engine::aggregate_function function_of(aggregate_kind k) noexcept
{
    switch (k) {
    case aggregate_kind::sum:
        return engine::aggregate_function::sum;
    case aggregate_kind::avg:
        return engine::aggregate_function::avg;
    case aggregate_kind::min:
        return engine::aggregate_function::min;
    case aggregate_kind::max:
        return engine::aggregate_function::max;
    case aggregate_kind::count:
    case aggregate_kind::count_distinct:
    case aggregate_kind::exists:
        break;
    }
    return engine::aggregate_function::count;
}

namespace {

std::shared_ptr<const engine::query> copy_of(const query_core& q)
{
    return std::make_shared<const engine::query>(q.get());
}

engine::relation_steps passed_by(const query_core::path& steps)
{
    engine::relation_steps passed;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i)
        passed.push_back({steps[i].get().via, copy_of(steps[i])});
    return passed;
}

engine::relation_test test_along(const query_core::path& steps)
{
    const query_core& last = steps.back();
    engine::relation_test test{last.get().via, copy_of(last), {}, 0, {}, false};
    test.passed = passed_by(steps);
    return test;
}

engine::relation_aggregate aggregate_along(const query_core::path& steps, aggregate_kind what, const column_ref* of)
{
    const query_core& last = steps.back();
    engine::relation_aggregate made{last.get().via, copy_of(last), {function_of(what), {}, false}, {}, false};
    if (of != nullptr)
        made.what.of = resolve(last.get(), *of);
    made.what.distinct = what == aggregate_kind::count_distinct;
    made.exists = what == aggregate_kind::exists;
    made.passed = passed_by(steps);
    return made;
}

void order(engine::query& q, engine::related_order what, bool descending)
{
    engine::order_by by{{}, descending, {}};
    by.related = std::make_shared<const engine::related_order>(std::move(what));
    q.orders.push_back(std::move(by));
}

} // namespace

bool query_core::preloads(member_id member) const
{
    const schema::relation& r = relation(member);
    return std::any_of(query_->preloads.begin(), query_->preloads.end(),
                       [&](const auto& p) { return p.relation == &r; });
}

void query_core::where_count(joint how, const path& steps, const char* op, std::int64_t number)
{
    engine::relation_test test = test_along(steps);
    test.op = op;
    test.number = number;
    test.negated = how.negated;
    query_->add(how.either, false, {std::move(test)});
}

void query_core::where_each(joint how, const path& steps, quantifier which)
{
    engine::relation_test test = test_along(steps);
    test.every = which == quantifier::every;
    test.negated = which == quantifier::none;
    query_->add(how.either, how.negated, {std::move(test)});
}

void query_core::with_aggregate(const path& steps, aggregate_kind what, const column_ref* of, std::string_view alias)
{
    engine::relation_aggregate made = aggregate_along(steps, what, of);
    made.into_slot = alias.empty();
    made.alias = alias.empty() ? made.relation->name + "_count" : std::string{alias};
    query_->aggregates.push_back(std::move(made));
}

void query_core::order_by_first(const path& steps, const column_ref& of, bool descending)
{
    order(*query_, {aggregate_along(steps, aggregate_kind::min, &of), true}, descending);
}

void query_core::order_by_aggregate(const path& steps, aggregate_kind what, const column_ref* of, bool descending)
{
    order(*query_, {aggregate_along(steps, what, of), false}, descending);
}

bool query_core::order_by_count(member_id member, bool descending)
{
    const schema::relation& r = relation(member);
    for (const engine::relation_aggregate& a : query_->aggregates)
        if (a.relation == &r && a.passed.empty() && !a.exists && !a.what.of &&
            a.what.function == engine::aggregate_function::count) {
            query_->orders.push_back({{}, descending, a.alias});
            return true;
        }
    return false;
}

void query_core::with_through()
{
    query_->through_row = true;
}

} // namespace ginnel::detail
