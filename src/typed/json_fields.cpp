#include "typed/json_fields.hpp"

#include "value/json_writer.hpp"
#include "value/value_json.hpp"

#include <ginnel/error.hpp>

#include <cmath>

namespace ginnel::detail {

void append_json_text(std::string& out, std::string_view v)
{
    append_json_string(out, v);
}
void append_json_number(std::string& out, std::int64_t v)
{
    append_json_integer(out, v);
}
void append_json_number(std::string& out, double v)
{
    if (!std::isfinite(v)) [[unlikely]]
        throw no_json_number{};
    append_json_real(out, v);
}

void throw_no_json_number(const std::string& model, const std::string& where)
{
    throw error{error_kind::data, "E_JSON_NUMBER",
                model + '.' + where +
                    " is NaN or infinite, which JSON has no number for: leave it out with a pick, or make the column "
                    "one that may be null"}
        .in_model(model)
        .spoiling(spoils::nothing);
}

void append_json_field(std::string& out, const schema::field_ops& field, const void* member)
{
    if (field.append_json != nullptr) {
        field.append_json(out, member);
        return;
    }
    if (field.form != nullptr) {
        append_json(out, {&field, field.form}, member);
        return;
    }
    const value v = field.store(member);
    if (v.type() == kind::real) {
        append_json_number(out, v.real());
    } else if (field.type == column_type::timestamp && v.type() == kind::text) {
        std::string iso = v.text();
        if (const std::size_t space = iso.find(' '); space != std::string::npos)
            iso[space] = 'T';
        append_json_string(out, iso + 'Z');
    } else {
        append_json_value(out, v, field.type);
    }
}

void append_json(std::string& out, const json_node& node, const void* object)
{
    if (node.form == nullptr) {
        append_json_field(out, *node.field, object);
        return;
    }
    const json_form& form = *node.form;
    if (form.what == json_form::shape::object) {
        const json_member* members = form.members();
        out += '{';
        for (std::size_t i = 0; i < form.count; ++i) {
            if (i > 0)
                out += ',';
            append_json_string(out, members[i].name);
            out += ':';
            append_json(out, members[i].node, static_cast<const char*>(object) + members[i].offset);
        }
        out += '}';
        return;
    }
    const std::size_t size = form.size(object);
    const bool list = form.what == json_form::shape::list;
    if (!list && size == 0) {
        out += "null";
        return;
    }
    const json_node element = form.element();
    // The functions of lists take what they may fill; these only look.
    void* const elements = const_cast<void*>(object);
    if (list)
        out += '[';
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0)
            out += ',';
        append_json(out, element, form.at(elements, i));
    }
    if (list)
        out += ']';
}

value store_json(const json_node& node, const void* object)
{
    std::string text;
    try {
        append_json(text, node, object);
    } catch (const no_json_number&) {
        throw error{error_kind::data, "E_JSON_NUMBER",
                    "an embedded value holds a number that is NaN or infinite, which JSON has none for"}
            .spoiling(spoils::nothing);
    }
    return value{std::move(text)};
}

} // namespace ginnel::detail
