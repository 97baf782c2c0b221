#include "engine/row_writes.hpp"

#include "engine/kept_values.hpp"
#include "engine/load.hpp"
#include "engine/query.hpp"
#include "engine/save_graph.hpp"
#include "engine/write.hpp"
#include "engine/written_row.hpp"
#include "typed/kept_row.hpp"
#include "typed/row_parts.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/row_writes.hpp>

namespace ginnel::detail {

namespace {

void need_decided(const schema::model& m, const void* object)
{
    if (state_of(m, object) != nullptr)
        return;
    engine::need_primary_key(m);
    if (!m.primary_key->generated)
        throw error{error_kind::usage, "E_SAVE_UNDECIDED",
                    "whether this " + m.name + " is new does not show, since its key " + m.primary_key->name +
                        " is none that the database makes: write create or update, or give " + m.name +
                        " a member ginnel::row_state state{}"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
}

bool is_new(const schema::model& m, void* object)
{
    need_decided(m, object);
    return !is_stored(m, object);
}

void save(engine::session& s, const schema::model& m, const std::vector<void*>& objects)
{
    std::vector<void*> fresh, known;
    for (void* object : objects)
        (is_new(m, object) ? fresh : known).push_back(object);
    const auto write = [&](engine::session& on) {
        // Updates first: one that fails then leaves no generated key in a row that was not stored.
        engine::update_rows(on, m, known, {.named = {}, .changed_only = true});
        engine::insert(on, m, fresh);
        note_stored(m, fresh.data(), fresh.size());
    };
    if (known.empty() || fresh.empty()) {
        write(s);
        return;
    }
    engine::kept_values before; // of rows that are updated, and then taken back with an insert that fails
    for (void* object : known)
        before.keep(m, object);
    try {
        s.together(write);
    } catch (...) {
        before.put_back();
        throw;
    }
}

engine::removal engine_word(removal how) noexcept
{
    switch (how) {
    case removal::full:
        return engine::removal::full;
    case removal::undone:
        return engine::removal::undone;
    case removal::declared:
        break;
    }
    return engine::removal::declared;
}

} // namespace

void save_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects)
{
    write_tracked(s, m, objects, [&] { save(s, m, objects); });
}

void save_graph(engine::session& s, const schema::model& m, const std::vector<void*>& roots)
{
    engine::save_graph(s, m, roots, is_new);
}

void update_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects,
                 const std::vector<std::size_t>& columns)
{
    std::vector<const schema::column*> named;
    for (const std::size_t offset : columns)
        named.push_back(&column_of(m, {nullptr, offset}));
    write_tracked(s, m, objects, [&] { engine::update_rows(s, m, objects, {named, false}); });
}

std::int64_t remove_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects, removal how)
{
    std::int64_t rows = 0;
    write_tracked(s, m, objects, [&] {
        rows = engine::remove_rows(s, m, objects, engine_word(how));
        const bool gone = how == removal::full || m.deleted_at == nullptr;
        std::vector<const schema::column*> marks{m.deleted_at};
        if (m.updated_at != nullptr)
            marks.push_back(m.updated_at);
        for (void* object : objects) {
            if (!gone)
                keep_columns(m, object, marks);
            else if (row_state* state = state_of(m, object))
                *state = {};
        }
    });
    return rows;
}

void read_again(engine::session& s, const schema::model& m, const void* object, void* slot, const schema::slot_ops& ops)
{
    const value key = engine::key_of_row(m, object);
    engine::query q{m};
    q.own.clear(); // the row is known already: what hides rows from queries does not hide it
    q.add(false, false, {engine::compare{{m.primary_key, engine::operand::target}, "=", key}});
    engine::load(s, q, {slot, &ops});
    if (ops.size(slot) == 0)
        throw_row_not_found(m, key);
}

void take_columns(const schema::model& m, const void* from, void* object)
{
    for (const schema::column& c : m.table.columns)
        m.ops->set(m, object, c.index, m.ops->get(m, from, c.index).view());
    m.ops->loaded(m, object, nullptr);
}

} // namespace ginnel::detail
