#include "engine/related_write.hpp"
#include "typed/row_parts.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/related_rows.hpp>

namespace ginnel::detail {

const schema::relation& relation_of(const schema::model& m, member_id member);

namespace {

std::vector<engine::related_row> given(const related_core& under, const std::vector<void*>& rows)
{
    const schema::model& m = *under.relation().target;
    std::vector<engine::related_row> out;
    for (void* row : rows) {
        const bool stored = is_stored(m, row);
        out.push_back({row, stored, stored ? written_columns(m, row) : std::vector<const schema::column*>{}});
    }
    return out;
}

void associate(engine::session& s, const schema::relation& r, void* row, const void* related)
{
    const schema::model& m = *r.target;
    const value key = m.ops->get(m, related, r.path.front().to_key->index);
    if (key.is_null() || !is_stored(m, related))
        throw error{error_kind::usage, "E_UNSAVED_PARENT",
                    "this " + m.name + " was not saved, so no " + r.source->name + " can belong to it: create it first"}
            .in_model(r.source->name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    engine::associate(s, r, row, key);
}

} // namespace

void save_related(const related_core& under, const std::vector<void*>& rows)
{
    engine::save_related(under.session(), under.relation(), under.saved_key(), given(under, rows));
}

std::int64_t replace_related(const related_core& under, const std::vector<void*>& rows)
{
    return engine::replace_related(under.session(), under.relation(), under.saved_key(), given(under, rows)).removed;
}

void dissociate_related(const related_core& under, const std::vector<void*>& rows)
{
    engine::dissociate_related(under.session(), under.relation(), under.saved_key(), rows);
}

void associate(const related_core& of, const void* related)
{
    associate(of.session(), of.relation(), of.row(), related);
}

void dissociate(const related_core& of)
{
    engine::associate(of.session(), of.relation(), of.row(), {});
}

void associate_morph(engine::session& s, const schema::model& m, member_id relation, void* row,
                     const schema::model& target, const void* related)
{
    for (const schema::relation& r : relation_of(m, relation).alternatives)
        if (r.target == &target)
            return associate(s, r, row, related);
}

void dissociate_morph(engine::session& s, const schema::model& m, member_id relation, void* row)
{
    // Which alternative does not matter: all share their columns.
    engine::associate(s, relation_of(m, relation).alternatives.front(), row, {});
}

} // namespace ginnel::detail
