#include "value/civil_text.hpp"

#include <ginnel/value/time_of_day.hpp>

namespace ginnel {

time_of_day::time_of_day(int hour, int minute, int second, int microsecond)
{
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || microsecond < 0 ||
        microsecond > 999'999) {
        detail::throw_value_range("hour " + std::to_string(hour) + ", minute " + std::to_string(minute) + ", second " +
                                      std::to_string(second) + ", microsecond " + std::to_string(microsecond),
                                  column_type::time);
    }
    microseconds_ = ((hour * 60LL + minute) * 60 + second) * 1'000'000 + microsecond;
}

time_of_day time_of_day::from_microseconds(std::int64_t count)
{
    if (count < 0 || count >= microseconds_per_day)
        detail::throw_value_range(std::to_string(count) + " microseconds after midnight", column_type::time);
    time_of_day t;
    t.microseconds_ = count;
    return t;
}

std::optional<time_of_day> time_of_day::parse(std::string_view text) noexcept
{
    const std::optional<std::int64_t> read = detail::read_time(text);
    if (!read)
        return std::nullopt;
    time_of_day t;
    t.microseconds_ = *read;
    return t;
}

std::string time_of_day::to_string() const
{
    std::string text;
    detail::append_time(text, microseconds_);
    return text;
}

bool column_traits<time_of_day>::load(const cell& c, time_of_day& out) noexcept
{
    if (c.type != kind::text)
        return false;
    const std::optional<time_of_day> read = time_of_day::parse(c.text);
    if (read)
        out = *read;
    return read.has_value();
}

value column_traits<time_of_day>::store(time_of_day v)
{
    return value{v.to_string()};
}

} // namespace ginnel
