#include "value/json_writer.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/typed/to_json.hpp>
#include <ginnel/value/json.hpp>

#include <cstdint>
#include <string_view>

namespace ginnel::detail {

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

void append_value(std::string& out, const value& v, column_type type)
{
    switch (v.type()) {
    case kind::null:
        out += "null";
        return;
    case kind::boolean:
        append_json_boolean(out, v.boolean());
        return;
    case kind::integer:
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

void append_rows(std::string& out, const schema::relation& r, void* slot)
{
    const std::size_t size = r.slot->size(slot);
    if (!r.many()) {
        if (size == 0)
            out += "null";
        else
            append_json(out, *r.target, r.slot->at(slot, 0));
        return;
    }
    out += '[';
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0)
            out += ',';
        append_json(out, *r.target, r.slot->at(slot, i));
    }
    out += ']';
}

} // namespace

void append_json(std::string& out, const schema::model& m, const void* object)
{
    out += '{';
    bool first = true;
    const auto name = [&](const std::string& as) {
        if (!first)
            out += ',';
        first = false;
        append_json_string(out, as);
        out += ':';
    };
    for (const schema::column& c : m.table.columns) {
        if (c.serialize_as.empty())
            continue;
        name(c.serialize_as);
        append_value(out, m.ops->get(m, object, c.index), c.type);
    }
    for (const schema::relation& r : m.relations) {
        // The functions of slots take what they may fill; these only look.
        void* const slot = m.ops->slot(m, const_cast<void*>(object), r.index);
        if (r.serialize_as.empty() || !r.slot->loaded(slot))
            continue;
        name(r.serialize_as);
        append_rows(out, r, slot);
    }
    out += '}';
}

} // namespace ginnel::detail
