#include <ginnel/typed/read_hooks.hpp>

namespace ginnel::detail {

bool declared_read_hooks::before() const noexcept
{
    return !before_find.empty() || !before_fetch.empty();
}

void declared_read_hooks::before(engine::query& q, bool one) const
{
    for (const of_query& f : one ? before_find : before_fetch)
        f(q);
}

void declared_read_hooks::after(std::span<void* const> rows, bool one) const
{
    if (rows.empty())
        return;
    for (const of_rows& f : after_load)
        f(rows);
    for (const of_rows& f : one ? after_find : after_fetch)
        f(rows);
}

} // namespace ginnel::detail
