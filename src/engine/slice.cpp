#include "engine/slice.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <limits>
#include <string>

namespace ginnel::engine {

namespace {

void check(const query& q, const char* what, const std::optional<std::int64_t>& n)
{
    if (n && *n < 0)
        throw error{error_kind::usage, "E_NEGATIVE",
                    std::string{what} + " takes a number of rows, and " + std::to_string(*n) + " is none"}
            .in_model(q.model->name);
}

} // namespace

std::int64_t slice::last() const noexcept
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const auto n = count.value_or(most);
    return skipped > most - n ? most : skipped + n;
}

slice slice_of(const query& q)
{
    check(q, "limit", q.limit);
    check(q, "offset", q.offset);
    check(q, "group_limit", q.group_limit);
    const auto skipped = q.offset.value_or(0);
    if (!q.group_limit) {
        const auto& by = q.orders.empty() ? q.group_orders : q.orders;
        return {q.limit, skipped, by, false, by, false};
    }
    const auto count = q.limit ? std::min(*q.limit, *q.group_limit) : *q.group_limit;
    const bool reordered = !q.orders.empty();
    return {count, skipped, q.group_orders, q.group_orders.empty(), reordered ? q.orders : q.group_orders, reordered};
}

} // namespace ginnel::engine
