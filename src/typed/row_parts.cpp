#include "typed/row_parts.hpp"

#include "typed/kept_row.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/uuid.hpp>

namespace ginnel::detail {

const schema::column& column_of(const schema::model& m, member_id member)
{
    if (const schema::column* c = m.column_at(member.offset))
        return *c;
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "this member of " + m.name + " is no column of the model: list it in describe, with columns<&" +
                    m.name + "::member>()"}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

std::vector<const schema::column*> columns_of(const schema::model& m, const std::vector<member_id>& members)
{
    std::vector<const schema::column*> out;
    for (const member_id member : members)
        out.push_back(&column_of(m, member));
    return out;
}

void assign(const schema::model& m, void* row, const std::vector<assigned>& values)
{
    for (const assigned& a : values) {
        const schema::column& c = column_of(m, a.column);
        if (!m.ops->set(m, row, c.index, a.content.view())) [[unlikely]]
            throw error{error_kind::data, "E_COLUMN_TYPE",
                        m.name + "." + c.name + " cannot hold " + to_display(a.content)}
                .in_model(m.name)
                .spoiling(spoils::nothing);
    }
}

bool is_stored(const schema::model& m, const void* row)
{
    if (const row_state* state = state_of(m, row))
        return state->stored();
    if (m.primary_key == nullptr)
        return false;
    static const value nil = column_traits<uuid>::store(uuid{});
    const value key = m.ops->get(m, row, m.primary_key->index);
    return !key.is_null() && !(m.primary_key->generated && key.type() == kind::integer && key.integer() == 0) &&
           !(m.primary_key->type == column_type::uuid && key == nil);
}

void note_stored(const schema::model& m, void* const* rows, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        m.ops->loaded(m, rows[i], nullptr);
}

std::vector<const schema::column*> written_columns(const schema::model& m, const void* row)
{
    const auto writes = tracks_changes(m) ? m.ops->changed : m.ops->has;
    std::vector<const schema::column*> out;
    for (const schema::column& c : m.table.columns)
        if (&c != m.primary_key && (writes == nullptr || writes(m, row, c.index)))
            out.push_back(&c);
    return out;
}

} // namespace ginnel::detail
