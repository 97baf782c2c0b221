#include "engine/load_plan.hpp"

#include "engine/arguments.hpp"
#include "engine/compile.hpp"
#include "engine/slice.hpp"
#include "engine/statement_store.hpp"
#include "engine/through_rows.hpp"
#include "engine/wrong_cell.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace ginnel::engine {

namespace {

/// The room that a list of roots begins with. All queries of one text share an expectation, whatever their limits and
/// conditions, so that a small answer is never given more than its limit, and no answer much more than one growth step
/// would cost.
std::size_t room_for(const query& q, std::size_t expected)
{
    constexpr std::size_t most = 16384;
    const auto count = slice_of(q).count;
    const auto asked = count ? static_cast<std::uint64_t>(*count) : most;
    return static_cast<std::size_t>(std::min<std::uint64_t>({expected, asked, most}));
}

} // namespace

load_plan::load_plan(const environment& e, const query& q, result_slot roots, const value* parent) : forms_{roots.forms}
{
    auto& l = levels_.emplace_back();
    l.q = &q;
    l.slots_ops = roots.ops;
    l.slots.push_back(roots.slot);
    l.code = compile_rows(e, q);
    locks_ = q.for_update;
    hooks_ = q.model->read_hooks != nullptr;
    add_children(e, 0, q);
    roots.ops->reset(roots.slot, nullptr, false);
    if (roots.ops->reserve) {
        history_ = &e.statements->history_of(l.code.statement.text);
        roots.ops->reserve(roots.slot, room_for(q, history_->expected()));
    }
    if (parent) {
        if (parent->is_null())
            return; // a null key relates to nothing
        l.parent = *parent;
    }
    make_ready(0);
}

load_plan::load_plan(const environment& e, const query& q, result_slot roots, const compiled& code)
    : forms_{roots.forms}
{
    auto& l = levels_.emplace_back();
    l.q = &q;
    l.slots_ops = roots.ops;
    l.slots.push_back(roots.slot);
    l.code = code;
    hooks_ = q.model->read_hooks != nullptr;
    add_children(e, 0, q);
    open_ = 1; // the roots' own, which `done` will end
}

namespace {

/// A key that was not selected looks like null, and null relates to nothing: "loaded and empty" would be a lie.
void check_known(const schema::model& m, const void* object, const schema::relation& r, const schema::column& key)
{
    if (!m.ops->has || m.ops->has(m, object, key.index))
        return;
    throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                m.name + "." + r.name + " cannot be loaded: the row has no value of \"" + key.name +
                    "\", from which the relation starts; select \"" + key.name + "\" too"}
        .in_model(m.name)
        .in_relation(r.name);
}

/// Whether a row's type column names the type that this relation leads to. A type that none of the polymorphic
/// relation's types has is an error, as its rows would silently be missing, unless the question takes `any_type`.
bool is_of_type(const schema::relation& r, const cell& type, bool any_type)
{
    if (type.type == kind::null)
        return false;
    const auto names = [&](const schema::relation& one) {
        return type.type == kind::text && type.text == one.source_type()->text();
    };
    if (any_type || names(r))
        return names(r);
    const auto& known = r.family->alternatives;
    if (std::any_of(known.begin(), known.end(), names))
        return false;
    std::string all;
    for (const auto& one : known)
        all += (all.empty() ? "\"" : ", \"") + one.source_type()->text() + '"';
    throw error{error_kind::data, "E_UNKNOWN_TYPE",
                r.source->name + "." + r.name + ": a row of table \"" + r.source->table.name + "\" names the type " +
                    to_display(type) + " in column \"" + r.type_column->column_name +
                    "\", and the relation's types are " + all + ": add the model to the relation, or correct the row"}
        .in_model(r.source->name)
        .in_relation(r.name);
}

} // namespace

load_plan::load_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
                     std::span<const preload> what)
    : objects_{objects.begin(), objects.end()}, objects_model_{&m}
{
    for (const auto& p : what) {
        const auto index = add_level(e, p, layout::none, layout::none, layout::none);
        auto& l = levels_[index];
        detached_levels_.push_back(index);
        const auto& key = p.relation->local_key();
        const auto* type = p.relation->type_column;
        for (void* object : objects_) {
            check_known(m, object, *p.relation, key);
            value v = m.ops->get(m, object, key.index);
            if (key.generated && v.type() == kind::integer && v.integer() == 0)
                v = {}; // the row was not saved, so that nothing can be related to it
            if (type && !v.is_null()) {
                check_known(m, object, *p.relation, *type);
                if (!is_of_type(*p.relation, m.ops->get(m, object, type->index).view(), p.any_type))
                    v = {};
            }
            l.keys->add(v.view());
        }
    }
    detached_.reserve(detached_levels_.size() * objects_.size());
    for (const auto index : detached_levels_) {
        auto& l = levels_[index];
        l.keys->close();
        detach_slots(l);
        if (l.keys->keys().empty())
            complete(index);
        else
            make_ready(index);
    }
}

bool load_plan::is_partial(const level& l, const std::vector<std::size_t>& siblings) const
{
    // The types of one polymorphic relation fill one slot, which any of them restricts.
    return std::any_of(siblings.begin(), siblings.end(), [&](std::size_t i) {
        return levels_[i].relation->index == l.relation->index && levels_[i].partial;
    });
}

void load_plan::detach_slots(level& l)
{
    // The types of one polymorphic relation fill one member of the object.
    for (const auto other : detached_levels_) {
        const auto& before = levels_[other];
        if (&before == &l)
            break;
        if (before.relation->index == l.relation->index) {
            l.slots = before.slots;
            l.lent_slots = true;
            return;
        }
    }
    const bool partial = is_partial(l, detached_levels_);
    l.slots.reserve(objects_.size());
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        l.slots.push_back(detached_.emplace_back(l.slots_ops->make(), destroy_slot{l.slots_ops}).get());
        reset(l, l.slots.back(), partial);
    }
}

void load_plan::add_children(const environment& e, std::size_t parent, const query& q)
{
    for (std::size_t i = 0; i < q.preloads.size(); ++i) {
        const auto child = add_level(e, q.preloads[i], parent, levels_[parent].code.preload_keys[i],
                                     levels_[parent].code.preload_types[i]);
        levels_[parent].children.push_back(child);
    }
}

std::size_t load_plan::add_level(const environment& e, const preload& p, std::size_t parent, std::size_t key_cell,
                                 std::size_t type_cell)
{
    const auto index = levels_.size();
    auto& l = levels_.emplace_back();
    l.q = p.sub.get();
    l.relation = p.relation;
    l.slots_ops = !forms_ ? p.relation->slot : p.relation->many() ? forms_->many : forms_->one;
    l.partial = p.sub->restricted();
    l.code = compile_preload(e, *p.sub);
    hooks_ = hooks_ || p.sub->model->read_hooks != nullptr;
    if (parent != layout::none)
        for (const auto& t : levels_[parent].tracks)
            if (t.cell == key_cell && !t.typed && type_cell == layout::none)
                l.keys = t.keys;
    if (!l.keys) {
        l.keys = std::make_shared<key_index>();
        if (parent != layout::none)
            levels_[parent].tracks.push_back(
                {key_cell, l.keys, type_cell == layout::none ? nullptr : p.relation, type_cell, p.any_type});
    }
    add_children(e, index, *p.sub);
    return index;
}

void load_plan::bind(level& l)
{
    l.arguments = arguments_of(
        l.code.statement, [&l](std::size_t) { return &l.parent; }, l.keys ? &l.keys->keys() : nullptr);
}

void load_plan::make_ready(std::size_t index)
{
    auto& l = levels_[index];
    bind(l);
    ready_.push_back({static_cast<step_id>(index), l.code.statement.text, l.arguments});
}

event load_plan::next()
{
    if (!ready_.empty()) {
        sent_ = std::exchange(ready_, {});
        open_ += sent_.size();
        return send{sent_};
    }
    if (open_ > 0)
        return wait{};
    if (std::exchange(hooks_, false))
        return call{[this] { run_hooks(); }};
    if (!std::exchange(ended_, true))
        for (const auto index : detached_levels_) {
            auto& l = levels_[index];
            for (std::size_t i = 0; i < objects_.size() && !l.lent_slots; ++i)
                l.slots_ops->swap_in(objects_model_->ops->slot(*objects_model_, objects_[i], l.relation->index),
                                     l.slots[i]);
        }
    return finish{};
}

/// From the deepest level up: a hook finds the relations of its rows as their own hooks have left them. Detached slots
/// are not swapped in yet, so that a hook that throws leaves nothing half.
void load_plan::run_hooks() const
{
    for (std::size_t i = levels_.size(); i-- > 0;)
        if (levels_[i].q->model->read_hooks)
            hand_to_hooks(levels_[i]);
}

void load_plan::hand_to_hooks(const level& l) const
{
    std::vector<void*> rows;
    for (void* slot : l.slots)
        for (std::size_t i = 0, size = l.slots_ops->size(slot); i < size; ++i)
            rows.push_back(l.slots_ops->at(slot, i));
    if (l.slots_ops->share) { // a row that several parents share is handed over once
        std::unordered_set<void*> met;
        std::erase_if(rows, [&](void* row) { return !met.insert(row).second; });
    }
    l.q->model->read_hooks->after(rows, l.slots_ops->one_root);
}

void load_plan::read(level& l, const cell* cells, void* object, void* slot)
{
    const auto& layout = l.code.layout;
    const auto& m = *layout.model;
    const auto& ops = ops_of(m);
    if (layout.full) {
        std::size_t failed = 0;
        if (!ops.read(m, cells, object, failed)) [[unlikely]]
            throw wrong_cell(l.code, cells, failed, cells[failed]);
    } else {
        for (std::size_t i = 0; i < layout.columns.size(); ++i)
            if (!ops.set(m, object, layout.columns[i], cells[i])) [[unlikely]]
                throw wrong_cell(l.code, cells, layout.columns[i], cells[i]);
    }
    if (layout.extras) {
        if (value* extras = ops.extras(m, object, layout.extras)) {
            for (std::size_t i = 0; i < layout.extras->size(); ++i)
                extras[i] = value{cells[layout.extras_from + i]};
            for (const auto i : layout.extras_truths)
                extras[i] = truth(extras[i]);
        }
    }
    for (const auto& c : layout.counts)
        c.relation->slot->set_count(ops.slot(m, object, c.relation->index), c.relation, cells[c.cell].integer);
    if (layout.link_row_from != layout::none) {
        const auto& r = *l.q->via;
        if (void* link = l.slots_ops->emplace_link(slot))
            for (std::size_t i = 0; i < r.link_row_columns.size(); ++i) {
                const auto& found = cells[layout.link_row_from + i];
                if (!r.link_row_fields[i]->load(found, static_cast<char*>(link) + r.link_row_offsets[i]))
                    throw error{error_kind::data, "E_COLUMN_TYPE",
                                "table \"" + r.link_table()->name + "\", column \"" +
                                    r.link_row_columns[i]->column_name +
                                    "\": " + std::string{name_of(r.link_row_fields[i]->type)} + " was expected, " +
                                    to_display(found) + " found"}
                        .in_model(r.source->name)
                        .in_relation(r.name);
            }
    }
    if (layout.through_row_from != layout::none && l.slots_ops->prepare_through)
        read_through_row(l.code, cells, l.slots_ops->emplace_link(slot), ops_of(*layout.through_model));
    if (ops.loaded)
        ops.loaded(m, object, layout.full ? nullptr : &layout.columns);
}

void load_plan::track(level& l, const cell* cells, std::uint32_t parent)
{
    l.row_parent.push_back(parent);
    for (auto& t : l.tracks) {
        const bool has_key =
            !t.typed || cells[t.cell].type == kind::null || is_of_type(*t.typed, cells[t.type_cell], t.any_type);
        t.keys->add(has_key ? cells[t.cell] : cell{});
    }
}

std::uint32_t load_plan::parents_of(level& l, const cell* cells)
{
    const auto& key = cells[l.code.layout.key];
    if (key.type != kind::integer) [[unlikely]]
        throw error{error_kind::data, "E_KEY_TYPE",
                    "relation " + l.relation->source->name + "." + l.relation->name + ": a row of table \"" +
                        l.relation->path.front().to->name + "\" has the key " + to_display(key) + " in column \"" +
                        l.relation->path.front().to_key->column_name + "\", where an integer was expected"}
            .in_model(l.relation->source->name)
            .in_relation(l.relation->name);
    return l.code.layout.key_is_ordinal ? l.keys->rows_at(static_cast<std::size_t>(key.integer))
                                        : l.keys->rows_of(key.integer);
}

void load_plan::row(step_id id, const cell* cells)
{
    auto& l = levels_[id];
    const bool tracked = !l.children.empty();
    if (!l.relation) {
        void* slot = l.slots.front();
        read(l, cells, l.slots_ops->emplace(slot, *l.q->model), slot);
        if (tracked)
            track(l, cells, 0);
        if (notes_) [[unlikely]]
            for (const auto noted : l.code.layout.noted)
                notes_->emplace_back(cells[noted]);
        return;
    }
    auto parent = parents_of(l, cells);
    if (parent == key_index::none)
        return;
    if (!l.slots_ops->share) {
        for (; parent != key_index::none; parent = l.keys->next(parent)) {
            void* slot = l.slots[parent];
            read(l, cells, l.slots_ops->emplace(slot, *l.q->model), slot);
            if (tracked)
                track(l, cells, parent);
        }
        return;
    }
    // A to-one row is one object, shared by all its parents; of several candidates the first stays.
    void* first = l.slots[parent];
    if (l.slots_ops->size(first) != 0)
        return;
    read(l, cells, l.slots_ops->emplace(first, *l.q->model), first);
    if (tracked)
        track(l, cells, parent);
    for (parent = l.keys->next(parent); parent != key_index::none; parent = l.keys->next(parent))
        l.slots_ops->share(l.slots[parent], first);
}

void load_plan::done(step_id id, const driver::outcome&)
{
    --open_;
    if (id == 0 && history_)
        history_->note(levels_[0].slots_ops->size(levels_[0].slots.front()));
    complete(id);
}

void load_plan::complete(std::size_t index)
{
    auto& l = levels_[index];
    if (l.children.empty())
        return;
    std::vector<void*> objects;
    objects.reserve(l.row_parent.size());
    std::vector<std::uint32_t> position(l.slots.size(), 0);
    for (const auto parent : l.row_parent)
        objects.push_back(l.slots_ops->at(l.slots[parent], position[parent]++));
    l.row_parent = {};
    for (auto& t : l.tracks)
        t.keys->close();
    for (const auto child : l.children)
        start(child, objects, *l.q->model, is_partial(levels_[child], l.children));
}

void load_plan::reset(level& l, void* slot, bool partial)
{
    l.slots_ops->reset(slot, l.relation, partial);
    if (l.q->through_row && l.slots_ops->prepare_through)
        l.slots_ops->prepare_through(slot);
}

void load_plan::start(std::size_t index, std::span<void* const> parents, const schema::model& m, bool partial)
{
    auto& l = levels_[index];
    l.slots.reserve(parents.size());
    for (void* parent : parents) {
        void* slot = ops_of(m).slot(m, parent, l.relation->index);
        reset(l, slot, partial);
        l.slots.push_back(slot);
    }
    if (l.keys->keys().empty())
        complete(index);
    else
        make_ready(index);
}

} // namespace ginnel::engine
