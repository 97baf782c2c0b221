#include "typed/json_fields.hpp"
#include "value/json_writer.hpp"
#include "value/nearest.hpp"
#include "value/value_json.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/model.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/to_json.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string_view>

namespace ginnel::detail {

namespace {

template <typename List, typename What>
bool holds(const List& list, const What& what)
{
    return std::find(list.begin(), list.end(), what) != list.end();
}

/// What is written of the rows of one model under one pick, worked out once for all of them.
struct shape {
    struct member {
        std::string prefix; ///< ,"name":
        std::size_t offset = 0;
        const schema::column* column = nullptr;
        const schema::computed* computed = nullptr;
        void (*append)(std::string&, const void*) = nullptr; ///< of a column that needs no value in between
    };
    struct relation {
        std::string prefix;
        const schema::relation* what;
        const pick_core* picked;
        shape* below = nullptr; ///< made when a loaded relation is met
    };

    const schema::model* model;
    const pick_core* picked;
    std::vector<member> members;
    std::vector<relation> relations;
};

std::string prefix_of(std::string_view name)
{
    std::string made = ",";
    append_json_string(made, name);
    return made += ':';
}

class writer {
public:
    std::string out;

    shape& shape_of(const schema::model& m, const pick_core* picked)
    {
        for (shape& s : shapes_)
            if (s.model == &m && s.picked == picked)
                return s;
        shape& made = shapes_.emplace_back();
        made.model = &m;
        made.picked = picked;
        fill(made);
        return made;
    }

    void row(shape& s, const void* object, const schema::relation* link_of = nullptr, const void* link = nullptr)
    {
        const std::size_t begin = out.size();
        const shape::member* at = nullptr;
        try {
            for (const shape::member& m : s.members) {
                at = &m;
                out += m.prefix;
                const void* const place = static_cast<const char*>(object) + m.offset;
                if (m.append != nullptr)
                    m.append(out, place);
                else if (m.column != nullptr)
                    append_json_field(out, *m.column->field, place);
                else
                    m.computed->value->append_json(out, object);
            }
        } catch (const no_json_number&) {
            throw_no_json_number(s.model->name, at->column != nullptr ? at->column->name : at->computed->name);
        }
        for (shape::relation& r : s.relations) {
            // The functions of slots take what they may fill; these only look.
            void* const slot = const_cast<char*>(static_cast<const char*>(object)) + r.what->offset;
            if (!r.what->slot->loaded(slot))
                continue;
            out += r.prefix;
            const schema::relation& held = held_by(*r.what, slot);
            if (r.below == nullptr || r.below->model != held.target)
                r.below = &shape_of(*held.target, r.picked);
            rows(*r.below, slot, *held.slot, r.what);
        }
        if (s.picked != nullptr && (s.picked->extras || s.picked->pivot))
            added(s, object, link_of, link);
        if (out.size() == begin)
            out += '{';
        else
            out[begin] = '{'; // in place of the first member's comma
        out += '}';
    }

    /// What a slot holds: a list, or a row or null.
    void rows(shape& s, void* slot, const schema::slot_ops& ops, const schema::relation* r)
    {
        const std::size_t size = ops.size(slot);
        const bool many = r == nullptr || r->many();
        const bool links = ops.link_at != nullptr && s.picked != nullptr && s.picked->pivot;
        if (!many && size == 0) {
            out += "null";
            return;
        }
        if (many)
            out += '[';
        for (std::size_t i = 0; i < size; ++i) {
            if (i > 0)
                out += ',';
            row(s, ops.at(slot, i), r, links ? ops.link_at(slot, i) : nullptr);
        }
        if (many)
            out += ']';
    }

private:
    void fill(shape& s)
    {
        const pick_core* p = s.picked;
        if (p != nullptr)
            check(*s.model, *p);
        const auto wanted = [&](std::size_t offset) {
            return p == nullptr || ((!p->restricted || holds(p->only, offset)) && !holds(p->omitted, offset));
        };
        for (const schema::column& c : s.model->table.columns)
            if (!c.serialize_as.empty() && wanted(c.offset))
                s.members.push_back({prefix_of(c.serialize_as), c.offset, &c, nullptr, c.field->append_json});
        for (const schema::computed& c : s.model->computed)
            if (!c.serialize_as.empty() &&
                (p == nullptr ||
                 ((!p->restricted || holds(p->only_computed, c.name)) && !holds(p->omitted_computed, c.name))))
                s.members.push_back({prefix_of(c.serialize_as), 0, nullptr, &c});
        for (const schema::relation& r : s.model->relations) {
            const pick_core* below = nullptr;
            if (p != nullptr)
                for (const pick_core::below& b : p->with)
                    if (b.relation == r.offset)
                        below = b.what.get();
            if (!r.serialize_as.empty() &&
                (below != nullptr ? !holds(p->omitted, r.offset) : wanted(r.offset)))
                s.relations.push_back({prefix_of(r.serialize_as), &r, below});
        }
    }

    static void check(const schema::model& m, const pick_core& p)
    {
        std::vector<std::string_view> known;
        for (const schema::computed& c : m.computed)
            known.emplace_back(c.name);
        for (const auto* list : {&p.only_computed, &p.omitted_computed})
            for (const std::string& name : *list)
                if (!holds(known, name))
                    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                                m.name + " has no computed value \"" + name + '"' + did_you_mean(name, known) +
                                    "; columns and relations are picked as members: &" + m.name + "::" + name}
                        .in_model(m.name)
                        .spoiling(spoils::nothing);
    }

    void added(const shape& s, const void* object, const schema::relation* link_of, const void* link)
    {
        static const extras none;
        const schema::model& m = *s.model;
        const extras& e =
            m.extras_offset == schema::model::none
                ? none
                : *reinterpret_cast<const extras*>(static_cast<const char*>(object) + m.extras_offset);
        if (s.picked->pivot) {
            if (link != nullptr)
                typed_link(*link_of, link);
            else
                added_columns(",\"pivot\":{", e, true);
        }
        if (s.picked->extras)
            added_columns(",\"meta\":{", e, false);
    }

    void typed_link(const schema::relation& r, const void* link)
    {
        out += ",\"pivot\":{";
        for (std::size_t i = 0; i < r.link_row_columns.size(); ++i) {
            if (i > 0)
                out += ',';
            append_json_string(out, r.link_row_columns[i]->name);
            out += ':';
            try {
                append_json_field(out, *r.link_row_fields[i], static_cast<const char*>(link) + r.link_row_offsets[i]);
            } catch (const no_json_number&) {
                throw_no_json_number(r.source->name + '.' + r.name, r.link_row_columns[i]->name);
            }
        }
        out += '}';
    }

    void added_columns(std::string_view begin, const extras& e, bool of_link)
    {
        out += begin;
        bool first = true;
        for (std::size_t i = 0; i < e.size(); ++i) {
            std::string_view name = e.name(i);
            if (of_link) {
                const std::string_view prefixes[] = {"pivot_", "through_"};
                const auto* const prefix = std::find_if(std::begin(prefixes), std::end(prefixes),
                                                        [&](std::string_view start) { return name.starts_with(start); });
                if (prefix == std::end(prefixes))
                    continue;
                name.remove_prefix(prefix->size());
            }
            if (!first)
                out += ',';
            first = false;
            append_json_string(out, name);
            out += ':';
            append_json_value(out, e.at(i), column_type::text);
        }
        out += '}';
    }

    std::deque<shape> shapes_; // addresses stay
};

} // namespace

std::string json_of_row(const schema::model& m, const void* object, const pick_core* picked)
{
    writer w;
    w.row(w.shape_of(m, picked), object);
    return std::move(w.out);
}

std::string json_of_rows(const schema::model& m, const void* list, const schema::slot_ops& ops, const pick_core* picked)
{
    writer w;
    w.rows(w.shape_of(m, picked), const_cast<void*>(list), ops, nullptr);
    return std::move(w.out);
}

} // namespace ginnel::detail
