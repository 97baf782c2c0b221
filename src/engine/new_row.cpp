#include "engine/new_row.hpp"

#include "engine/record.hpp"

namespace ginnel::engine {

bool is_given(const schema::model& m, const void* object, std::size_t column)
{
    return !m.ops->has || m.ops->has(m, object, column);
}

bool left_to_database(const schema::model& m, const schema::column& c, const void* object)
{
    if (!c.database_default)
        return false;
    if (m.ops == &record_ops()) // which knows what it was given
        return !is_given(m, object, c.index);
    const auto held = m.ops->get(m, object, c.index);
    const auto v = held.view();
    if (v.type == kind::null || c.nullable)
        return v.type == kind::null;
    return (v.type == kind::integer && v.integer == 0) || (v.type == kind::real && v.real == 0) ||
           (v.type == kind::text && v.text.empty());
}

value time_of_creation(const schema::model& m, const void* object, const value& now)
{
    if (is_given(m, object, m.created_at->index)) {
        auto time = m.ops->get(m, object, m.created_at->index);
        if (!time.is_null() && !time.text().starts_with("1970-01-01 00:00:00"))
            return time;
    }
    return now;
}

} // namespace ginnel::engine
