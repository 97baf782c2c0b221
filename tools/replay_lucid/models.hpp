#pragma once

#include "json_values.hpp"
#include "table_columns.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/registry.hpp>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace replay {

/// A scenario's models, declared at run time and booted.
///
/// Ginnel refuses wrong models at start-up, all at once; Lucid finds a wrong relation at its first use. So a relation
/// that the registry refuses is left out and remembered, and each step that names it gets the refusal.
class models {
public:
    models(const json::object& scenario, const table_columns& columns);

    const ginnel::schema::model& model(std::string_view name) const { return registry_->get(name); }
    /// Throws what the registry said of a refused relation, E_UNDEFINED_RELATIONSHIP of an unknown one.
    const ginnel::schema::relation& relation(const ginnel::schema::model& m, std::string_view name) const;

private:
    using relation_name = std::pair<std::string, std::string>; ///< of the model, of the relation

    /// A relation, and those that it passes (`via`), on any depth.
    void add_with_passed(const relation_name& one, std::set<relation_name>& into) const;
    std::unique_ptr<ginnel::schema::registry> declare(const std::set<relation_name>& relations) const;

    const json::object& scenario_;
    const table_columns& columns_;
    std::unique_ptr<ginnel::schema::registry> registry_;
    std::map<relation_name, ginnel::error> refusals_;
};

} // namespace replay
