#include "schema/names.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/model.hpp>

#include <algorithm>

namespace ginnel::schema {

const column& model::column_named(std::string_view wanted) const
{
    if (const column* found = table.find(wanted))
        return *found;
    std::string text = name + " has no column " + quoted(wanted);
    if (find_relation(wanted) != nullptr)
        text += ": that is a relation; name a column of the model it leads to by a path, or preload it";
    else
        text += did_you_mean(wanted, names_of(table));
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN", text}.in_model(name);
}

const relation& model::relation_named(std::string_view wanted) const
{
    if (const relation* found = find_relation(wanted))
        return *found;
    std::string text = name + " has no relation " + quoted(wanted);
    if (table.find(wanted) != nullptr)
        text += ": that is a column";
    else
        text += did_you_mean(wanted, names_of(relations));
    throw error{error_kind::usage, "E_UNDEFINED_RELATIONSHIP", text}.in_model(name).in_relation(std::string{wanted});
}

const relation* model::find_relation(std::string_view wanted) const noexcept
{
    const auto found =
        std::find_if(relations.begin(), relations.end(), [&](const relation& r) { return r.name == wanted; });
    return found == relations.end() ? nullptr : &*found;
}

const column* model::column_at(std::size_t offset) const noexcept
{
    // A column without field functions has no member; its offset says nothing.
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const column& c) { return c.field != nullptr && c.offset == offset; });
    return found == table.columns.end() ? nullptr : &*found;
}

const relation* model::relation_at(std::size_t offset) const noexcept
{
    const auto found = std::find_if(relations.begin(), relations.end(),
                                    [&](const relation& r) { return r.slot != nullptr && r.offset == offset; });
    return found == relations.end() ? nullptr : &*found;
}

} // namespace ginnel::schema
