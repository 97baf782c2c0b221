#include <ginnel/value/describe.hpp>
#include <ginnel/value/value.hpp>

namespace ginnel {

namespace {

std::string_view expected(column_type type) noexcept
{
    switch (type) {
    case column_type::boolean:
        return "a boolean (or the integers 0 and 1)";
    case column_type::int16:
        return "an integer from -32768 to 32767";
    case column_type::int32:
        return "an integer from -2147483648 to 2147483647";
    case column_type::int64:
        return "an integer";
    case column_type::real:
        return "a real";
    case column_type::text:
        return "a text";
    case column_type::blob:
        return "a blob";
    case column_type::date:
        return "a date (YYYY-MM-DD)";
    case column_type::time:
        return "a time of day (HH:MM:SS[.ffffff])";
    case column_type::timestamp:
        return "a timestamp (YYYY-MM-DD HH:MM:SS[.ffffff], UTC)";
    case column_type::uuid:
        return "a uuid (36 characters)";
    case column_type::decimal:
        return "a decimal (at most 65 digits, 38 after the point)";
    case column_type::json:
        return "valid JSON";
    case column_type::epoch_ms:
        return "a moment (whole milliseconds since 1970-01-01 00:00:00 UTC)";
    }
    return "a value";
}

} // namespace

std::string describe_expected(column_type type, bool nullable)
{
    std::string text{expected(type)};
    if (nullable)
        text += " or null";
    return text;
}

std::string describe_found(const cell& c)
{
    if (c.type == kind::null)
        return "null";
    if (c.type == kind::blob)
        return "a blob of " + std::to_string(c.text.size()) + " bytes";
    std::string text = "the ";
    text += name_of(c.type);
    return text + ' ' + to_display(c);
}

} // namespace ginnel
