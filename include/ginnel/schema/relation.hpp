#pragma once

#include <ginnel/schema/column.hpp>
#include <ginnel/schema/ops.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::engine {
class query;
}

namespace ginnel::schema {

class model;

enum class relation_kind : std::uint8_t {
    belongs_to,
    has_one,
    has_many,
    many_to_many,
    has_many_through,
    has_one_through
};

/// "belongs_to", "has_many_through" ...
std::string_view name_of(relation_kind kind) noexcept;
/// The name that Lucid gives the kind: "belongsTo", "hasManyThrough" ...
std::string_view lucid_name_of(relation_kind kind) noexcept;
constexpr bool to_many(relation_kind kind) noexcept
{
    return kind == relation_kind::has_many || kind == relation_kind::many_to_many ||
           kind == relation_kind::has_many_through;
}

/// One step of a path: rows of `to` whose column `to_key` equals column `from_key` of the rows reached so far.
struct hop {
    const table* from = nullptr;
    const column* from_key = nullptr;
    const table* to = nullptr;
    const column* to_key = nullptr;
    const model* to_model = nullptr; ///< null: a link table that is no model
};

/// What a relation adds to each of its queries: a condition, an order, a preload.
class query_hook {
public:
    virtual ~query_hook() = default;
    /// `sub_query`: the query is used inside another (where_has, with_count) and is not executed itself.
    virtual void apply(engine::query& q, bool sub_query) const = 0;
};

/// A named path of hops from a source model to a target model; everything that the engine does follows from the path.
struct relation {
    std::string name;
    relation_kind kind = relation_kind::has_many;
    const model* source = nullptr;
    const model* target = nullptr;
    const model* through = nullptr; ///< the first model passed, if any
    std::vector<hop> path;
    std::size_t index = 0;  ///< among the source's relations; the number of its slot
    std::size_t offset = 0; ///< typed models: of the member in its object
    const slot_ops* slot = nullptr;
    std::string serialize_as;
    std::vector<const column*> link_columns; ///< columns of the tables passed that every query of the relation selects
    std::vector<std::string> link_aliases;   ///< their names in extras: pivot_<column>, through_<column>
    /// Columns of the link table that a typed link row (`many_to_many<Skill, Proficiency>`) reads, in its fields'
    /// order.
    std::vector<const column*> link_row_columns;
    std::vector<const field_ops*> link_row_fields;
    std::vector<std::size_t> link_row_offsets;
    std::shared_ptr<const table> owned_table; ///< a link table that is no model; all relations over it share it
    const column* created_at = nullptr;       ///< of the link table, set when a link is made
    const column* updated_at = nullptr;       ///< of the link table, set when a link is made or changed
    std::shared_ptr<const query_hook> on_query;

    bool many() const noexcept { return to_many(kind); }
    /// The table passed first, if the path has more than one hop: the pivot of a many-to-many.
    const table* link_table() const noexcept { return path.size() > 1 ? path.front().to : nullptr; }
    /// The parent's column that the path starts from.
    const column& local_key() const noexcept { return *path.front().from_key; }
};

} // namespace ginnel::schema
