#include "engine/query_writes.hpp"

#include "typed/resolve.hpp"

#include <ginnel/typed/query_writes.hpp>

namespace ginnel::detail {

std::int64_t update_rows(const query_core& q, const std::vector<assigned_column>& values)
{
    std::vector<engine::assignment> list;
    for (const assigned_column& a : values)
        list.push_back({resolve(q.get(), a.column).column, a.v, a.added});
    return engine::update(q.session(), q.get(), list, q.parent());
}

std::int64_t remove_rows(const query_core& q, removal how)
{
    if (how == removal::undone) {
        query_core deleted{q};
        deleted.only_trashed();
        return engine::remove(q.session(), deleted.get(), engine::removal::undone, q.parent());
    }
    return engine::remove(q.session(), q.get(),
                          how == removal::full ? engine::removal::full : engine::removal::declared, q.parent());
}

} // namespace ginnel::detail
