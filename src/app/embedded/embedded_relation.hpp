#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/declarations/relation_rules.hpp"
#include "app/embedded/held_rows.hpp"
#include "app/questions/filter.hpp"
#include "app/writing/row_values.hpp"

#include <ginnel/schema/model.hpp>

#include <map>
#include <string>
#include <vector>

namespace ginnel::app {

struct model_rules;

/// A relation whose rows, or the keys of whose rows, a column of JSON in the owner's own row holds: embedsOne,
/// embedsMany, referencesMany. No hop leads to them, so the schema does not know it.
struct embedded_relation {
    std::string name;
    relation_type type = relation_type::embeds_many;
    const schema::model* owner = nullptr;
    const schema::column* column = nullptr; ///< of the owner
    const schema::model* target = nullptr;  ///< a model without a table may describe embedded rows
    const model_rules* rules = nullptr;     ///< of the target's rows
    relation_rules said;
    const held_rows* held = nullptr; ///< what of such rows is not shown
    filter scope{};                  ///< what its own "scope" says of them
    copied_columns copied{};         ///< what a new one repeats of its owner

    bool many() const noexcept { return type != relation_type::embeds_one; }
    bool references() const noexcept { return type == relation_type::references_many; }
};

/// By owner.
using embedded_relations = std::map<const schema::model*, std::vector<const embedded_relation*>>;

/// The one of this name, or null.
const embedded_relation* find_embedded(const embedded_relations& all, const schema::model& owner,
                                       std::string_view name) noexcept;

} // namespace ginnel::app
