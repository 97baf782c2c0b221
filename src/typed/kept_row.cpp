#include "typed/kept_row.hpp"

#include "typed/extras_access.hpp"
#include "typed/sessions.hpp"

#include <ginnel/detail/model_entry.hpp>
#include <ginnel/error.hpp>
#include <ginnel/typed/changed_columns.hpp>

#include <utility>

namespace ginnel::detail {

namespace {

using kept_pointer = std::shared_ptr<kept_row>;

/// What is kept and was not taken back.
kept_pointer standing(kept_pointer kept) noexcept
{
    while (kept && kept->written_in && kept->written_in->undone())
        kept = kept->before;
    return kept;
}

kept_pointer copy_of(const schema::model& m, void* row)
{
    auto made = std::make_shared<kept_row>();
    made->columns.reserve(m.table.columns.size());
    const row_state& state = *state_of(m, row);
    for (const schema::column& c : m.table.columns) {
        auto& kept = made->columns.emplace_back();
        if (state.has(c.index))
            kept = m.ops->get(m, row, c.index);
    }
    return made;
}

/// The last of what was kept before a transaction wrote. A chain is no longer than transactions are deep.
kept_pointer before(const std::shared_ptr<const transaction_fate>& writing, const kept_pointer& kept)
{
    auto last = standing(kept);
    if (!last || !last->written_in)
        return last;
    if (last->written_in == writing)
        return last->before;
    if (!last->written_in->stands())
        return last;
    auto alone = std::make_shared<kept_row>();
    alone->columns = last->columns;
    return alone;
}

/// Times and version that a transaction put into the row which was taken back since: the database holds those from
/// before it, and the next write asks for that version. The row is not reached when the transaction ends, since it may
/// be moved or gone by then.
void take_back_marks(const schema::model& m, void* row)
{
    const kept_pointer& now = row_state_access::kept(*state_of(m, row));
    const auto last = standing(now);
    if (!last || last == now)
        return;
    for (const auto* c : {m.version, m.updated_at})
        if (c != nullptr && last->columns[c->index])
            m.ops->set(m, row, c->index, last->columns[c->index]->view());
}

} // namespace

row_state* state_of(const schema::model& m, void* row) noexcept
{
    return m.state_offset == schema::model::none
               ? nullptr
               : reinterpret_cast<row_state*>(static_cast<char*>(row) + m.state_offset);
}

const row_state* state_of(const schema::model& m, const void* row) noexcept
{
    return state_of(m, const_cast<void*>(row));
}

bool differs(const schema::model& m, const void* row, const schema::column& c, const value& v)
{
    const row_state* state = state_of(m, row);
    if (!tracks_changes(m) || !state->stored())
        return true;
    const auto kept = standing(row_state_access::kept(*state));
    return !kept || !kept->columns[c.index] || *kept->columns[c.index] != v;
}

void keep_columns(const schema::model& m, void* row, const std::vector<const schema::column*>& columns)
{
    row_state* state = state_of(m, row);
    if (!tracks_changes(m) || !state->stored())
        return;
    auto made = std::make_shared<kept_row>();
    if (const auto last = standing(row_state_access::kept(*state)))
        made->columns = last->columns;
    else
        made->columns.resize(m.table.columns.size());
    for (const schema::column* c : columns)
        made->columns[c->index] = m.ops->get(m, row, c->index);
    row_state_access::keep(*state, std::move(made));
}

void keep_only(const schema::model& m, void* row, const std::vector<const schema::column*>& columns)
{
    if (!tracks_changes(m))
        return;
    row_state_access::keep(*state_of(m, row), nullptr);
    keep_columns(m, row, columns);
}

knowledge_before::knowledge_before(engine::session& s, const schema::model& m, std::span<void* const> rows)
    : session_{s}, model_{m}, rows_{rows.begin(), rows.end()}
{
    states_.reserve(rows.size());
    for (void* row : rows) {
        take_back_marks(m, row);
        states_.push_back(*state_of(m, row));
    }
}

knowledge_before::~knowledge_before()
{
    for (std::size_t i = 0; i < states_.size(); ++i)
        *state_of(model_, rows_[i]) = std::move(states_[i]);
}

void knowledge_before::outdated()
{
    const std::vector<row_state> states = std::exchange(states_, {});
    const auto writing = static_cast<typed_session&>(session_).fate();
    if (!writing)
        return;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const kept_pointer& now = row_state_access::kept(*state_of(model_, rows_[i]));
        const kept_pointer& held = row_state_access::kept(states[i]);
        if (now == nullptr || now == held)
            continue;
        now->before = before(writing, held);
        now->written_in = writing;
    }
}

// ---- the functions of models that track changes

void keep_loaded(const schema::model& m, void* object, const std::vector<std::uint16_t>* columns)
{
    row_state& state = *state_of(m, object);
    // An insert has kept what it wrote already: what hooks have put into the row since then is not in the database.
    const bool inserted = !state.stored() && row_state_access::kept(state) != nullptr;
    note_loaded(m, object, columns);
    if (!inserted)
        row_state_access::keep(state, copy_of(m, object));
}

bool is_changed(const schema::model& m, const void* object, std::size_t column)
{
    const row_state& state = *state_of(m, object);
    if (state.stored()) {
        const auto kept = standing(row_state_access::kept(state));
        if (kept && kept->columns[column])
            return *kept->columns[column] != m.ops->get(m, object, column);
    }
    return has_column(m, object, column);
}

void keep_saved(const schema::model& m, void* object, const std::vector<const schema::column*>* columns)
{
    if (columns != nullptr) {
        keep_columns(m, object, *columns);
        return;
    }
    row_state& state = *state_of(m, object);
    state = {}; // not stored before its hooks have run: `loaded` will say so
    row_state_access::keep(state, copy_of(m, object));
}

std::vector<std::string> changed_columns(const schema::model& m, const void* row)
{
    if (!tracks_changes(m))
        throw error{error_kind::usage, "E_CHANGES_NOT_TRACKED",
                    "rows of " + m.name + " do not keep what the database gave: say track_changes() in describe of " +
                        m.name + ", which needs a member ginnel::row_state state{}"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    std::vector<std::string> names;
    for (const schema::column& c : m.table.columns)
        if (&c != m.primary_key && !c.generated && &c != m.updated_at && &c != m.version && is_changed(m, row, c.index))
            names.push_back(c.name);
    return names;
}

} // namespace ginnel::detail
