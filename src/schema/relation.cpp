#include <ginnel/schema/relation.hpp>

namespace ginnel::schema {

std::string_view name_of(relation_kind kind) noexcept
{
    switch (kind) {
    case relation_kind::belongs_to:
        return "belongs_to";
    case relation_kind::has_one:
        return "has_one";
    case relation_kind::has_many:
        return "has_many";
    case relation_kind::many_to_many:
        return "many_to_many";
    case relation_kind::has_many_through:
        return "has_many_through";
    case relation_kind::has_one_through:
        return "has_one_through";
    case relation_kind::morph_one:
        return "morph_one";
    case relation_kind::morph_many:
        return "morph_many";
    case relation_kind::morph_to:
        return "morph_to";
    case relation_kind::morph_to_many:
        return "morph_to_many";
    case relation_kind::morphed_by_many:
        return "morphed_by_many";
    }
    return "unknown";
}

std::string_view lucid_name_of(relation_kind kind) noexcept
{
    switch (kind) {
    case relation_kind::belongs_to:
        return "belongsTo";
    case relation_kind::has_one:
        return "hasOne";
    case relation_kind::has_many:
        return "hasMany";
    case relation_kind::many_to_many:
        return "manyToMany";
    case relation_kind::has_many_through:
        return "hasManyThrough";
    case relation_kind::has_one_through:
        return "hasOneThrough";
    case relation_kind::morph_one:
        return "morphOne";
    case relation_kind::morph_many:
        return "morphMany";
    case relation_kind::morph_to:
        return "morphTo";
    case relation_kind::morph_to_many:
        return "morphToMany";
    case relation_kind::morphed_by_many:
        return "morphedByMany";
    }
    return "unknown";
}

const value* relation::source_type() const noexcept
{
    for (const fixed_value& f : fixed)
        if (f.at == place::source)
            return &f.must;
    return nullptr;
}

const relation& held_by(const relation& r, const void* slot) noexcept
{
    for (const relation& alternative : r.alternatives)
        if (alternative.slot->size(slot) != 0)
            return alternative;
    return r.alternatives.empty() ? r : r.alternatives.front();
}

} // namespace ginnel::schema
