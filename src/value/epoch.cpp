#include "value/epoch.hpp"

#include "value/civil_text.hpp"

namespace ginnel {

std::optional<std::int64_t> epoch_ms_of(std::string_view timestamp) noexcept
{
    const auto microseconds = detail::read_timestamp(timestamp);
    if (!microseconds)
        return {};
    const auto rest = *microseconds % 1000;
    return (*microseconds - (rest < 0 ? rest + 1000 : rest)) / 1000;
}

bool has_timestamp(std::int64_t epoch_ms) noexcept
{
    return epoch_ms >= detail::first_timestamp / 1000 && epoch_ms <= detail::last_timestamp / 1000;
}

std::optional<value> timestamp_at(std::int64_t epoch_ms)
{
    if (!has_timestamp(epoch_ms))
        return {};
    return value{detail::timestamp_text(epoch_ms * 1000)};
}

value moment_as(column_type type, const value& v)
{
    if (type == column_type::timestamp && v.type() == kind::integer)
        return timestamp_at(v.integer()).value_or(v);
    if (type == column_type::epoch_ms && v.type() == kind::text)
        if (const auto ms = epoch_ms_of(v.text()))
            return value{*ms};
    return v;
}

} // namespace ginnel
