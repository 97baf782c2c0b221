#include "app/answers/text_rows.hpp"

#include "app/answers/cell_text.hpp"
#include "app/embedded/embedded_choice.hpp"
#include "app/embedded/embedded_items.hpp"
#include "app/settings/limit_key.hpp"
#include "engine/column_fit.hpp"
#include "engine/slot_functions.hpp"
#include "value/value_json.hpp"

#include <ginnel/error.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

[[noreturn]] void throw_too_large(const std::string& why)
{
    throw error{error_kind::limit, "E_ANSWER_TOO_LARGE", why}.spoiling(spoils::nothing);
}

text_row& row_of(void* object) noexcept
{
    return *static_cast<text_row*>(object);
}

using functions = engine::slot_functions<text_slot>;
using engine::unmarked_slot;

const text_shape& shape_in(const text_slot& s, const schema::model& m) noexcept
{
    return s.owner ? s.owner->of(s.owner->parts[s.part], m) : *s.roots;
}

// ---- rows

/// What a column of JSON holds, a second time: embedded rows at once, the keys of others until these are read.
void hold(text_row& r, const schema::column& c, const cell& from)
{
    for (std::size_t i = 0; i < r.shape->held.size(); ++i) {
        const auto& part = r.shape->held[i];
        if (part.what->column != &c)
            continue;
        const value held = from.type == kind::text ? value{from.text} : value{};
        if (part.what->references()) {
            r.held.resize(r.shape->held.size());
            r.held[i] = held.is_null() ? std::string{} : held.text();
            continue;
        }
        auto& out = r.shape->to->text;
        if (part.what->many()) {
            out += part.key + boost::json::serialize(chosen_items(*part.what, held_list(held), part.scope)) + ',';
        } else if (const auto one = held_json(held); one.is_object()) { // LoopBack leaves out what has no row
            const auto chosen = chosen_items(*part.what, {one}, part.scope);
            if (!chosen.empty())
                out += part.key + boost::json::serialize(chosen.front()) + ',';
        }
    }
}

/// A member of the object, with the comma behind it.
bool write(text_row& r, std::size_t column, const cell& from)
{
    const auto& c = r.shape->model->table.columns[column];
    const auto type = c.type;
    if (!engine::fits_column(from, type)) [[unlikely]]
        return false;
    if (r.shape->tapped == &c) [[unlikely]]
        r.shape->tap->push_back(engine::kept_value(from, type));
    if (!r.shape->held.empty()) [[unlikely]]
        hold(r, c, from);
    const auto& key = r.shape->keys[column];
    if (key.empty())
        return true;
    auto& out = r.shape->to->text;
    out += key;
    if (r.shape->conceals && from.type == kind::text && r.shape->conceals->conceals(c)) [[unlikely]]
        out += r.shape->conceals->shown(c, from.text);
    else
        append_json_cell(out, from, type);
    out += ',';
    return true;
}

bool read(const schema::model& m, const cell* cells, void* object, std::size_t& failed)
{
    auto& r = row_of(object);
    const auto columns = m.table.columns.size();
    for (std::size_t i = 0; i < columns; ++i)
        if (!write(r, i, cells[i])) [[unlikely]] {
            failed = i;
            return false;
        }
    return true;
}

bool set(const schema::model&, void* object, std::size_t column, const cell& from)
{
    return write(row_of(object), column, from);
}

value get(const schema::model&, const void*, std::size_t)
{
    return {}; // the keys of relations are the engine's own
}

void* slot(const schema::model&, void* object, std::size_t index)
{
    auto& r = row_of(object);
    return &r.parts[r.shape->part_of(index)];
}

value* extras(const schema::model&, void* object, const schema::extras_names& names)
{
    const auto& shape = *row_of(object).shape;
    if (shape.counts.empty()) // link columns, which LoopBack does not show
        return nullptr;
    auto& answer = *shape.to;
    if (answer.names != names)
        answer.names = names;
    answer.extras.assign(names->size(), value{});
    return answer.extras.data();
}

void loaded(const schema::model&, void* object, const std::vector<std::uint16_t>*)
{
    auto& r = row_of(object);
    auto& out = r.shape->to->text;
    const auto& answer = *r.shape->to;
    const auto& counts = r.shape->counts;
    for (std::size_t i = 0; !counts.empty() && i < answer.extras.size(); ++i)
        if (const auto& name = (*answer.names)[i]; std::find(counts.begin(), counts.end(), name) != counts.end()) {
            append_json_key(out, name);
            append_json_value(out, answer.extras[i], column_type::text);
            out += ',';
        }
    r.size = out.size() - r.from;
    if (r.size > 1) // the last comma
        --r.size;
    if (out.size() > r.shape->to->most)
        throw_too_large("the answer is larger than " + std::to_string(r.shape->to->most) +
                        " bytes: narrow it with limit or fewer includes" + limit_key("answer"));
}

/// A through row is a member of its target's text, which is being written.
void through_loaded(text_row& r)
{
    auto& out = r.shape->to->text;
    if (out.back() == ',')
        out.pop_back();
    out += "},";
}

void any_loaded(const schema::model& m, void* object, const std::vector<std::uint16_t>* columns)
{
    auto& r = row_of(object);
    if (r.from == std::string::npos)
        through_loaded(r);
    else
        loaded(m, object, columns);
}

// ---- slots

void begin(text_row& r, const text_shape& shape)
{
    auto& answer = *shape.to;
    if (answer.rows_left == 0)
        throw_too_large(
            "the answer has too many rows, those of its includes counted: narrow it with limit or fewer includes" +
            limit_key("records"));
    --answer.rows_left;
    r.shape = &shape;
    r.from = answer.text.size();
    answer.text += '{';
    if (shape.parts.empty())
        return;
    r.parts = std::make_unique<text_slot[]>(shape.parts.size());
    for (std::size_t i = 0; i < shape.parts.size(); ++i) {
        r.parts[i].owner = &shape;
        r.parts[i].part = i;
    }
}

void* list_emplace(void* slot, const schema::model& m)
{
    auto& s = functions::of(slot);
    auto& r = s.rows.emplace_back();
    begin(r, shape_in(s, m));
    return &r;
}
void* one_emplace(void* slot, const schema::model& m)
{
    auto& s = functions::of(slot);
    s.row = std::make_shared<text_row>();
    begin(*s.row, shape_in(s, m));
    return s.row.get();
}
void reset_slot(void* slot, const schema::relation*, bool)
{
    auto& s = functions::of(slot);
    s.rows.clear();
    s.row.reset();
}
void swap_slot(void* slot, void* other)
{
    std::swap(functions::of(slot), functions::of(other));
}
void* emplace_through(void* slot)
{
    auto& s = functions::of(slot);
    const auto& target = s.row ? *s.row->shape : *s.rows.back().shape;
    s.through.shape = target.through.get();
    s.through.from = std::string::npos;
    auto& out = target.to->text;
    out += target.through_key;
    out += '{';
    return &s.through;
}
void prepare_through(void*)
{
}

// ---- the answer

/// A row whole, with its includes.
void append(std::string& out, const text_row& r)
{
    const auto& answer = *r.shape->to;
    out.append(answer.text, r.from, r.size);
    bool first = r.size == 1;
    for (std::size_t i = 0; i < r.held.size(); ++i)
        if (r.shape->held[i].what->references()) {
            out.append(std::exchange(first, false) ? "" : ",").append(r.shape->held[i].key);
            out += r.held[i].empty() ? "[]" : r.held[i];
        }
    for (std::size_t i = 0; i < r.shape->parts.size(); ++i) {
        const auto& part = r.shape->parts[i];
        const auto& slot = r.parts[i];
        if (!part.many && !slot.row) // LoopBack leaves out what has no row
            continue;
        if (!std::exchange(first, false))
            out += ',';
        out += part.key;
        if (!part.many) {
            append(out, *slot.row);
            continue;
        }
        out += '[';
        for (const auto& row : slot.rows) {
            append(out, row);
            out += ',';
        }
        if (out.back() == ',')
            out.pop_back();
        out += ']';
    }
    out += '}';
    // Rows that several parents share are written once for each.
    if (out.size() > answer.most)
        throw_too_large("the answer is larger than " + std::to_string(answer.most) +
                        " bytes: narrow it with limit or fewer includes");
}

constexpr schema::model_ops row_functions{
    .read = read, .set = set, .get = get, .slot = slot, .extras = extras, .loaded = any_loaded, .keeps_extras = true};
/// Loading into rows that exist, and counting into slots, are for objects that programs hold.
constexpr schema::slot_ops list_functions{.emplace = list_emplace,
                                          .at = functions::list_at,
                                          .size = functions::list_size,
                                          .reset = reset_slot,
                                          .share = nullptr,
                                          .make = functions::make,
                                          .destroy = functions::destroy,
                                          .swap_in = swap_slot,
                                          .set_count = unmarked_slot::set_count,
                                          .loaded = unmarked_slot::loaded,
                                          .partial = unmarked_slot::partial,
                                          .emplace_link = emplace_through,
                                          .prepare_through = prepare_through};
constexpr schema::slot_ops one_functions = [] {
    auto f = list_functions;
    f.emplace = one_emplace;
    f.at = functions::one_at;
    f.size = functions::one_size;
    f.share = functions::one_share;
    return f;
}();
constexpr engine::object_forms forms{&row_functions, &list_functions, &one_functions};

} // namespace

const engine::object_forms& text_forms() noexcept
{
    return forms;
}

text_rows::text_rows(std::unique_ptr<text_shape> shape) : shape_{std::move(shape)}
{
    roots_.roots = shape_.get();
}

engine::result_slot text_rows::into() noexcept
{
    return {&roots_, &list_functions, &forms};
}

void text_rows::as_page(bool surplus, bool reversed)
{
    if (surplus)
        roots_.rows.pop_back();
    if (reversed)
        std::reverse(roots_.rows.begin(), roots_.rows.end());
}

std::string text_rows::list() const
{
    std::string out = "[";
    const auto& text = shape_->to->text;
    out.reserve(std::min(text.size() + text.size() / 8, shape_->to->most) + 2);
    for (const auto& row : roots_.rows) {
        append(out, row);
        out += ',';
    }
    if (out.back() == ',')
        out.pop_back();
    return out + ']';
}

std::string text_rows::row(std::size_t ordinal) const
{
    std::string out;
    append(out, roots_.rows[ordinal]);
    return out;
}

} // namespace ginnel::app
