#include "value/value_json.hpp"

#include "value/epoch.hpp"
#include "value/json_writer.hpp"

#include <ginnel/value/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ginnel {

namespace {

void append_base64(std::string& out, std::string_view bytes)
{
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    out += '"';
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += digits[three >> 18];
        out += digits[three >> 12 & 63];
        out += i + 1 < bytes.size() ? digits[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? digits[three & 63] : '=';
    }
    out += '"';
}

} // namespace

void append_json_value(std::string& out, const value& v, column_type type)
{
    switch (v.type()) {
    case kind::null:
        out += "null";
        return;
    case kind::boolean:
        append_json_boolean(out, v.boolean());
        return;
    case kind::integer:
        if (type == column_type::epoch_ms) {
            if (const auto moment = timestamp_at(v.integer()))
                return append_json_string(out, moment->text());
        }
        append_json_integer(out, v.integer());
        return;
    case kind::real:
        append_json_real(out, v.real());
        return;
    case kind::blob:
        append_base64(out, v.bytes());
        return;
    case kind::text:
        if (type == column_type::json && json::valid(v.text()))
            out += v.text();
        else
            append_json_string(out, v.text());
        return;
    }
}

} // namespace ginnel
