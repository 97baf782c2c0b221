#pragma once

#include "app/answers/protected_properties.hpp"
#include "app/embedded/embedded_relation.hpp"

#include <ginnel/schema/model.hpp>

#include <set>
#include <string>
#include <string_view>

namespace ginnel::app {
class application;
}

namespace ginnel::rest {

/// A model at a place of a filter.
struct subject {
    const schema::model& model;
    const std::set<std::string>* withheld = nullptr;  ///< the properties that are not shown there
    const schema::relation* via = nullptr;            ///< the relation whose rows they are, if they are one's
    const app::protected_properties* below = nullptr; ///< what is not shown of related rows
    const app::application* application = nullptr;    ///< whose relations within rows may be included; null: none
    bool all = false;                                 ///< nothing is hidden from whoever asks: a model's file itself
    const app::embedded_relations* within_rows = nullptr; ///< where there is no application yet: those relations

    /// Another model's rows, seen from here.
    subject of(const schema::model& other, const schema::relation* reached_by = nullptr) const;
};

/// The property of this name, or null. A hidden or withheld property is none to a client: a condition on it, or an
/// order by it, would tell its value.
const schema::column* find_property(const subject& s, std::string_view name) noexcept;
/// The same. Throws `refusal` (400) with the nearest names.
const schema::column& property_named(const subject& s, std::string_view name, const std::string& at);
/// The relation of this name, likewise.
const schema::relation& relation_named(const schema::model& m, std::string_view name, const std::string& at);
/// The through model whose rows tie these to their parent, if it has this name; else null.
const schema::model* through_named(const subject& s, std::string_view name) noexcept;

} // namespace ginnel::rest
