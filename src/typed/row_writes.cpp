#include "engine/row_writes.hpp"

#include "engine/kept_values.hpp"
#include "engine/load.hpp"
#include "engine/query.hpp"
#include "engine/save_graph.hpp"
#include "engine/write.hpp"
#include "engine/written_row.hpp"
#include "typed/extras_access.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/row_state.hpp>
#include <ginnel/typed/row_writes.hpp>

namespace ginnel::detail {

namespace {

row_state* state_of(const schema::model& m, void* object) noexcept
{
    return m.state_offset == schema::model::none
               ? nullptr
               : reinterpret_cast<row_state*>(static_cast<char*>(object) + m.state_offset);
}

bool is_new(const schema::model& m, void* object)
{
    if (const row_state* state = state_of(m, object))
        return !state->stored();
    engine::need_primary_key(m);
    if (!m.primary_key->generated)
        throw error{error_kind::usage, "E_SAVE_UNDECIDED",
                    "whether this " + m.name + " is new does not show, since its key " + m.primary_key->name +
                        " is none that the database makes: write create or update, or give " + m.name +
                        " a member ginnel::row_state state{}"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    const value key = m.ops->get(m, object, m.primary_key->index);
    return key.is_null() || key.integer() == 0;
}

void insert(engine::session& s, const schema::model& m, const std::vector<void*>& objects)
{
    engine::insert(s, m, objects);
    for (void* object : objects)
        m.ops->loaded(m, object, nullptr);
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
    std::vector<void*> fresh, known;
    for (void* object : objects)
        (is_new(m, object) ? fresh : known).push_back(object);
    if (known.empty() || fresh.empty()) {
        if (!fresh.empty())
            insert(s, m, fresh);
        engine::update_rows(s, m, known);
        return;
    }
    engine::kept_values before; // of rows that are updated, and then taken back with an insert that fails
    for (void* object : known)
        before.keep(m, object);
    try {
        s.together([&](engine::session& inside) {
            // Updates first: one that fails then leaves no generated key in a row that was not stored.
            engine::update_rows(inside, m, known);
            engine::insert(inside, m, fresh);
        });
    } catch (...) {
        before.put_back();
        throw;
    }
    for (void* object : fresh)
        m.ops->loaded(m, object, nullptr);
}

void save_graph(engine::session& s, const schema::model& m, const std::vector<void*>& roots)
{
    engine::save_graph(s, m, roots, is_new);
}

void update_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects,
                 const std::vector<std::size_t>& columns)
{
    std::vector<const schema::column*> named;
    for (const std::size_t offset : columns) {
        named.push_back(m.column_at(offset));
        if (named.back() == nullptr)
            throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                        "this member of " + m.name + " is no column of the model: list it in describe, with columns<&" +
                            m.name + "::member>()"}
                .in_model(m.name)
                .spoiling(spoils::nothing);
    }
    engine::update_rows(s, m, objects, {named, false});
}

std::int64_t remove_rows(engine::session& s, const schema::model& m, const std::vector<void*>& objects, removal how)
{
    const auto rows = engine::remove_rows(s, m, objects, engine_word(how));
    if (how == removal::full || m.deleted_at == nullptr)
        for (void* object : objects)
            if (row_state* state = state_of(m, object))
                *state = {};
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
