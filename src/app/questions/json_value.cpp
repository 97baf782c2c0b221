#include "app/questions/json_value.hpp"

#include "app/json_view.hpp"
#include "value/epoch.hpp"
#include "value/integer_types.hpp"
#include "value/json_writer.hpp"

#include <ginnel/value/chrono.hpp>
#include <ginnel/value/uuid.hpp>

#include <boost/json/serialize.hpp>

#include <charconv>
#include <cmath>

namespace ginnel::app {

namespace {

namespace json = boost::json;

template <typename Number>
std::optional<Number> number_in(std::string_view text)
{
    Number n{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (problem != std::errc{} || end != text.data() + text.size())
        return {};
    return n;
}

std::optional<value> integer_of(double d)
{
    // 2^63 itself does not fit, and is the first double that does not.
    if (d != std::floor(d) || d < -9223372036854775808.0 || d >= 9223372036854775808.0)
        return {};
    return value{static_cast<std::int64_t>(d)};
}

std::optional<value> integer_of(std::string_view text)
{
    if (const auto n = number_in<std::int64_t>(text))
        return value{*n};
    if (const auto d = number_in<double>(text))
        return integer_of(*d);
    return {};
}

std::optional<value> real_of(std::string_view text)
{
    const auto d = number_in<double>(text);
    if (!d || !std::isfinite(*d))
        return {};
    return value{*d};
}

std::optional<value> boolean_of(std::string_view text)
{
    if (text == "true" || text == "1")
        return value{true};
    if (text == "false" || text == "0")
        return value{false};
    return {};
}

template <typename Type>
std::optional<value> stored(std::string_view text)
{
    cell c;
    c.type = kind::text;
    c.text = text;
    Type t;
    if (!column_traits<Type>::load(c, t))
        return {};
    return column_traits<Type>::store(t);
}

std::optional<value> moment_of(std::string_view text, column_type type)
{
    using moment = std::chrono::sys_time<std::chrono::microseconds>;
    if (text.size() == 10) // a date alone is its midnight in UTC, as in JavaScript
        return moment_of(std::string{text} + " 00:00:00", type);
    if (type == column_type::timestamp)
        return stored<moment>(text);
    const auto ms = epoch_ms_of(text);
    return ms ? std::optional{value{*ms}} : std::nullopt;
}

std::optional<value> from_number(const schema::column& c, const json::value& given)
{
    if (is_integer(c.type)) {
        if (given.is_int64())
            return value{given.get_int64()};
        return given.is_double() ? integer_of(given.get_double()) : std::nullopt;
    }
    if (c.type == column_type::real)
        return value{given.to_number<double>()};
    if (c.type == column_type::text || c.type == column_type::decimal) {
        if (!given.is_double())
            return value{json::serialize(given)};
        std::string digits; // as JavaScript writes them, and Boost does not
        append_json_real(digits, given.get_double());
        return value{digits};
    }
    if (c.type == column_type::boolean && given.is_int64() && (given.get_int64() == 0 || given.get_int64() == 1))
        return value{given.get_int64() == 1};
    if (is_moment(c.type) && given.is_int64()) { // JavaScript's milliseconds
        const auto ms = given.get_int64();
        if (c.type == column_type::timestamp)
            return timestamp_at(ms);
        if (has_timestamp(ms))
            return value{ms};
    }
    return {};
}

} // namespace

std::optional<value> value_for(const schema::column& c, std::string_view given)
{
    switch (c.type) {
    case column_type::boolean:
        return boolean_of(given);
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
        return integer_of(given);
    case column_type::real:
        return real_of(given);
    case column_type::text:
    case column_type::decimal:
        return value{given};
    case column_type::timestamp:
    case column_type::epoch_ms:
        return moment_of(given, c.type);
    case column_type::date:
        return stored<std::chrono::year_month_day>(given);
    case column_type::uuid:
        return stored<uuid>(given);
    case column_type::time:
    case column_type::blob:
    case column_type::json:
        break; // not compared
    }
    return {};
}

std::optional<value> value_for(const schema::column& c, const json::value& given)
{
    if (given.is_null())
        return value{};
    if (given.is_string())
        return value_for(c, view(given.get_string()));
    if (given.is_number())
        return from_number(c, given);
    if (given.is_bool() && c.type == column_type::boolean)
        return value{given.get_bool()};
    return {};
}

std::string_view taken_by(const schema::column& c) noexcept
{
    switch (c.type) {
    case column_type::boolean:
        return "true or false";
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
        return "a whole number";
    case column_type::real:
        return "a number";
    case column_type::date:
        return "a date such as \"2014-06-01\"";
    case column_type::timestamp:
    case column_type::epoch_ms:
        return "a date such as \"2014-06-01T08:30:00.000Z\"";
    case column_type::uuid:
        return "a uuid";
    case column_type::text:
    case column_type::decimal:
        return "a text";
    case column_type::time:
    case column_type::blob:
    case column_type::json:
        break;
    }
    return "nothing but null: its values cannot be compared";
}

} // namespace ginnel::app
