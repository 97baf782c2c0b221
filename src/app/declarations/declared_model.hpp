#pragma once

#include "app/declarations/relation_rules.hpp"

#include <ginnel/schema/draft.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ginnel::app {

/// LoopBack's types of relations. Rows of the last three stand in their owner's row, or are named there: no key of
/// another table leads to them.
enum class relation_type : std::uint8_t {
    belongs_to,
    has_many,
    has_one,
    has_and_belongs_to_many,
    embeds_one,
    embeds_many,
    references_many
};

constexpr bool within_row(relation_type t) noexcept
{
    return t == relation_type::embeds_one || t == relation_type::embeds_many || t == relation_type::references_many;
}

/// A relation as a model file or a program declares it; what is empty follows LoopBack's defaults.
struct declared_relation {
    std::string name;
    relation_type type = relation_type::has_many;
    std::string model, foreign_key, primary_key, through, key_through;
    // What LoopBack has no words for, and programs may say:
    std::vector<std::string> passes;          ///< models passed after `through`, nearest to it first
    std::vector<std::string> via;             ///< relations to pass instead
    std::string through_primary_key, far_key; ///< of the last model passed, and what repeats it on the target
    std::vector<schema::link_column> link_columns;
    std::string linked_at, relinked_at; ///< columns of the link table for the times of making and changing
    std::shared_ptr<const schema::query_hook> scope;
    on_delete delete_rule = on_delete::unsaid;
    // What model files say of polymorphic relations: the properties of the pair, and whether the far side of a link has
    // it.
    std::string pair_key, pair_type;
    bool inverted = false;
    std::string property; ///< what holds rows, or their ids, within their owner's row
    relation_rules rules;
};

/// A model as its file, and those of the models that it is based on, or a program declare it.
struct declared_model {
    std::string name;
    std::string shown; ///< the file, or the model's name where a program defines it, for messages
    std::string path;  ///< below the REST root, without slashes: "Physicians"
    std::string table;
    std::string key = "id"; ///< the property that is the primary key; empty: none, as of a table of links
    std::vector<schema::column> columns;
    std::vector<declared_relation> relations;
    std::set<std::string> hide;    ///< properties and relations never shown
    std::set<std::string> texts;   ///< properties for which "sqlite3": {"dataType": "text"} is said
    std::set<std::string> protect; ///< properties not shown where the model is included in another
    std::map<std::string, std::string> holds; ///< by property: the model whose rows its type says that it holds
    bool is_public = true;
    bool links_alone = false; ///< made for a relation, without a file
    bool persisted = true;    ///< its rows have a table; else the model only describes values within other rows

    schema::column* find(std::string_view property) noexcept
    {
        for (auto& c : columns)
            if (c.name == property)
                return &c;
        return nullptr;
    }
    const schema::column* find(std::string_view property) const noexcept
    {
        return const_cast<declared_model*>(this)->find(property);
    }
    /// By what the table calls it.
    const schema::column* find_column(std::string_view column) const noexcept
    {
        for (const auto& c : columns)
            if (c.column_name == column)
                return &c;
        return nullptr;
    }
};

/// A property as LoopBack takes it where nothing but its name and type is said.
schema::column property_column(std::string_view name, column_type type);
/// Names that no file gives otherwise in lower case: "appointmentDate" is the column "appointmentdate", as LoopBack's
/// connector for SQLite makes and wants it. SQLite takes names that differ in case for the same.
void write_in_lower_case(schema::column& c);

/// The key that a model without one is given.
schema::column injected_id();

} // namespace ginnel::app
