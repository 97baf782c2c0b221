#include "app/answers/cell_text.hpp"

#include "app/writing/inner_json.hpp"
#include "value/civil_text.hpp"
#include "value/epoch.hpp"
#include "value/json_writer.hpp"
#include "value/value_json.hpp"

#include <ginnel/value/chrono.hpp>
#include <ginnel/value/value.hpp>

#include <algorithm>
#include <array>
#include <chrono>

namespace ginnel::app {

namespace {

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Whether it is the form that Ginnel stores, "2014-06-01 08:30:00" with up to six more digits, of a time that there
/// is. Any other form takes the long way.
bool is_plain(std::string_view t) noexcept
{
    static constexpr std::string_view form = "dddd-dd-dd dd:dd:dd";
    if (t.size() != form.size() && (t.size() < form.size() + 2 || t.size() > form.size() + 7 || t[form.size()] != '.'))
        return false;
    for (std::size_t i = 0; i < t.size(); ++i)
        if (i < form.size() && form[i] != 'd' ? t[i] != form[i] : i != form.size() && !is_digit(t[i]))
            return false;
    const auto two = [&](std::size_t at) { return (t[at] - '0') * 10 + (t[at + 1] - '0'); };
    return two(5) >= 1 && two(5) <= 12 && two(8) >= 1 && two(8) <= 28 && two(11) < 24 && two(14) < 60 && two(17) < 60;
}

void append_moment(std::string& out, std::string_view seconds, std::string_view fraction)
{
    std::array<char, 26> text{'"'};
    std::copy(seconds.begin(), seconds.end(), text.begin() + 1);
    text[11] = 'T';
    text[20] = '.';
    for (std::size_t i = 0; i < 3; ++i) // JavaScript knows no finer part
        text[21 + i] = i < fraction.size() ? fraction[i] : '0';
    text[24] = 'Z';
    text[25] = '"';
    out.append(text.data(), text.size());
}

} // namespace

void append_json_key(std::string& out, std::string_view name)
{
    append_json_string(out, name);
    out += ':';
}

void append_json_date(std::string& out, std::string_view stored)
{
    if (is_plain(stored))
        return append_moment(out, stored.substr(0, 19), stored.substr(std::min<std::size_t>(20, stored.size())));
    using moment = std::chrono::sys_time<std::chrono::microseconds>;
    cell c;
    c.type = kind::text;
    c.text = stored;
    moment t;
    if (!column_traits<moment>::load(c, t))
        return append_json_string(out, stored);
    const value whole = column_traits<moment>::store(t);
    const std::string_view text = whole.text();
    append_moment(out, text.substr(0, 19), text.substr(std::min<std::size_t>(20, text.size())));
}

void append_json_moment(std::string& out, std::int64_t epoch_ms)
{
    if (!has_timestamp(epoch_ms))
        return append_json_integer(out, epoch_ms);
    out += '"';
    const auto from = out.size();
    detail::append_timestamp(out, epoch_ms * 1000);
    out[from + 10] = 'T';
    if (out.size() == from + 19)
        out += ".000";
    else
        out.resize(from + 23);
    out += "Z\"";
}

void append_json_cell(std::string& out, const cell& from, column_type type)
{
    switch (from.type) {
    case kind::null:
        out += "null";
        return;
    case kind::integer:
        if (type == column_type::epoch_ms)
            return append_json_moment(out, from.integer);
        if (type == column_type::boolean)
            append_json_boolean(out, from.integer != 0);
        else
            append_json_integer(out, from.integer);
        return;
    case kind::real:
        append_json_real(out, from.real);
        return;
    case kind::text:
        if (is_moment(type))
            return append_json_date(out, from.text);
        if (type != column_type::json)
            return append_json_string(out, from.text);
        if (from.text.starts_with('"'))
            return append_json_value(out, value{inner_json(from.text)}, type);
        break;
    default:
        break;
    }
    append_json_value(out, value{from}, type);
}

} // namespace ginnel::app
