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
    }
    return "unknown";
}

} // namespace ginnel::schema
