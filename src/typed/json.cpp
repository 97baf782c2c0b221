#include "value/json_writer.hpp"
#include "value/value_json.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/typed/to_json.hpp>

#include <cstddef>

namespace ginnel::detail {

namespace {

void append_rows(std::string& out, const schema::relation& r, void* slot)
{
    const schema::relation& held = held_by(r, slot);
    const std::size_t size = held.slot->size(slot);
    if (!r.many()) {
        if (size == 0)
            out += "null";
        else
            append_json(out, *held.target, held.slot->at(slot, 0));
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
        append_json_value(out, m.ops->get(m, object, c.index), c.type);
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
