#pragma once

#include <ginnel/schema/column.hpp>
#include <ginnel/schema/computed.hpp>
#include <ginnel/schema/ops.hpp>
#include <ginnel/schema/read_hooks.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/schema/write_hooks.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::schema {

/// Conditions (and orders) of a model by name; those by default are in each query of its rows.
struct model_scope {
    std::string name;
    std::shared_ptr<const query_hook> hook;
    bool by_default = false;
};

/// A model: a table, its relations, and how to reach into its objects. Immutable once its registry has booted it; any
/// thread may then read it. Lives as long as its registry.
class model {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::string name; ///< "Country"
    schema::table table;
    std::deque<relation> relations; ///< resolved by boot; addresses stay
    const column* primary_key = nullptr;
    const column* deleted_at = nullptr; ///< not null in rows that were softly deleted; null: the model has no such
    /// When a row was created and last written, and how often it was written (optimistic locking); null: not kept.
    const column *created_at = nullptr, *updated_at = nullptr, *version = nullptr;
    std::vector<model_scope> scopes;
    std::string morph_value;            ///< how type columns of polymorphic relations name the model
    const model_ops* ops = nullptr;
    std::size_t extras_offset = none; ///< typed models with a member of type `extras`
    std::size_t state_offset = none;  ///< typed models with a member of type `row_state`
    std::vector<schema::computed> computed;
    std::shared_ptr<const schema::read_hooks> read_hooks;   ///< null: none
    std::shared_ptr<const schema::write_hooks> write_hooks; ///< null: none

    /// The column of this property or column name. Throws error (E_UNKNOWN_COLUMN) with the nearest names.
    const column& column_named(std::string_view name) const;
    /// Throws error (E_UNDEFINED_RELATIONSHIP) with the nearest names.
    const relation& relation_named(std::string_view name) const;
    const relation* find_relation(std::string_view name) const noexcept;
    /// Typed models: the column or relation whose member lies at this offset; null if there is none.
    const column* column_at(std::size_t offset) const noexcept;
    const relation* relation_at(std::size_t offset) const noexcept;
};

} // namespace ginnel::schema
