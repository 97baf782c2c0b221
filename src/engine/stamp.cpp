#include "engine/stamp.hpp"

#include <ginnel/value/chrono.hpp>
#include <ginnel/value/column_traits.hpp>

#include <chrono>

namespace ginnel::engine {

value stamp(const environment& e, const schema::column& c)
{
    const auto now = e.now();
    if (c.type == column_type::date)
        return column_traits<std::chrono::sys_days>::store(std::chrono::floor<std::chrono::days>(now));
    using seconds = std::chrono::sys_time<std::chrono::seconds>;
    if (c.type == column_type::epoch_ms)
        return value{std::int64_t{1000} * std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count()};
    return column_traits<seconds>::store(std::chrono::floor<std::chrono::seconds>(now));
}

} // namespace ginnel::engine
