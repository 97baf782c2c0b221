#include "value/civil_text.hpp"

#include <ginnel/value/chrono.hpp>

namespace ginnel::detail {

bool load_date(const cell& c, std::chrono::year_month_day& out) noexcept
{
    if (c.type != kind::text)
        return false;
    const std::optional<std::chrono::year_month_day> read = read_date(c.text);
    if (read)
        out = *read;
    return read.has_value();
}

value store_date(std::chrono::year_month_day v)
{
    const int year = static_cast<int>(v.year());
    if (!v.ok() || year < 0 || year > 9999) {
        throw_value_range("the date with year " + std::to_string(year) + ", month " +
                              std::to_string(static_cast<unsigned>(v.month())) + ", day " +
                              std::to_string(static_cast<unsigned>(v.day())),
                          column_type::date);
    }
    std::string text;
    append_date(text, v);
    return value{std::move(text)};
}

bool load_timestamp(const cell& c, std::int64_t& out) noexcept
{
    if (c.type != kind::text)
        return false;
    const std::optional<std::int64_t> read = read_timestamp(c.text);
    if (read)
        out = *read;
    return read.has_value();
}

value store_timestamp(std::int64_t microseconds)
{
    if (microseconds < first_timestamp || microseconds > last_timestamp)
        throw_value_range("a moment outside the years 0000 to 9999", column_type::timestamp);
    return value{timestamp_text(microseconds)};
}

} // namespace ginnel::detail
