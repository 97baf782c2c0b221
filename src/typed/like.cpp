#include "typed/like.hpp"

#include <ginnel/error.hpp>

namespace ginnel::detail {

namespace {

/// What says the path. What is said of the relation itself is not overwritten.
void take_path(relation_notes& to, const relation_notes& from)
{
    if (to.keys.empty())
        to.keys = from.keys;
    if (to.passed.empty())
        to.passed = from.passed;
    schema::relation_draft& d = *to.draft;
    const schema::relation_draft& other = *from.draft;
    const auto take = [](auto& own, const auto& others) {
        if (own.empty())
            own = others;
    };
    take(d.pivot_table, other.pivot_table);
    take(d.pivot_foreign_key, other.pivot_foreign_key);
    take(d.pivot_related_foreign_key, other.pivot_related_foreign_key);
    take(d.pivot_columns, other.pivot_columns);
    take(d.morph_name, other.morph_name);
    d.keyed_as = other.keyed_as.empty() ? other.name : other.keyed_as;
}

} // namespace

void take_likeness(model_builder::impl& parts)
{
    const auto like_of = [&](const relation_notes& notes) -> relation_notes* {
        if (notes.liked.owner == nullptr)
            return nullptr;
        for (relation_notes& other : parts.notes)
            if (other.draft->offset == notes.liked.offset)
                return &other;
        const std::string name{parts.entry->name};
        throw error{error_kind::schema, "E_MODEL_MEMBER",
                    name + '.' + notes.draft->name + " is said to be like a member of " + name +
                        " that is no relation of the model: list it in its describe, with columns<&" + name +
                        "::member>()"}
            .in_model(name)
            .in_relation(notes.draft->name)
            .spoiling(spoils::nothing);
    };
    for (relation_notes& notes : parts.notes) {
        std::size_t steps = 0;
        for (relation_notes* at = like_of(notes); at != nullptr; at = like_of(*at)) {
            if (++steps > parts.notes.size() || at == &notes) {
                const std::string name{parts.entry->name};
                throw error{
                    error_kind::schema, "E_RELATION_DECLARATION",
                    name + '.' + notes.draft->name +
                        " is like a relation that is like it, so none of them says the path: leave like() out of "
                        "one, and say its keys"}
                    .in_model(name)
                    .in_relation(notes.draft->name)
                    .spoiling(spoils::nothing);
            }
            take_path(notes, *at);
        }
    }
}

} // namespace ginnel::detail
