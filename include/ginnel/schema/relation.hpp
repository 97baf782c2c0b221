#pragma once

#include <ginnel/on_delete.hpp>
#include <ginnel/schema/column.hpp>
#include <ginnel/schema/ops.hpp>
#include <ginnel/value/value.hpp>

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
    has_one_through,
    morph_one,
    morph_many,
    morph_to,
    morph_to_many,
    morphed_by_many
};

/// "belongs_to", "has_many_through" ...
std::string_view name_of(relation_kind kind) noexcept;
/// The name that Lucid gives the kind: "belongsTo", "hasManyThrough" ...
std::string_view lucid_name_of(relation_kind kind) noexcept;
constexpr bool to_many(relation_kind kind) noexcept
{
    return kind == relation_kind::has_many || kind == relation_kind::many_to_many ||
           kind == relation_kind::has_many_through || kind == relation_kind::morph_many ||
           kind == relation_kind::morph_to_many || kind == relation_kind::morphed_by_many;
}
/// Whether the path goes over a pivot table whose rows are links: many-to-many, polymorphic or not.
constexpr bool over_pivot(relation_kind kind) noexcept
{
    return kind == relation_kind::many_to_many || kind == relation_kind::morph_to_many ||
           kind == relation_kind::morphed_by_many;
}

/// One step of a path: rows of `to` whose column `to_key` equals column `from_key` of the rows reached so far.
struct hop {
    const table* from = nullptr;
    const column* from_key = nullptr;
    const table* to = nullptr;
    const column* to_key = nullptr;
    const model* to_model = nullptr; ///< null: a link table that is no model
    bool polymorphic = false; ///< the foreign key may name rows of several tables: a type column says which
    bool key_on_from = false; ///< `from` holds the foreign key (a post its user's), else `to`
};

/// Tables of a path by number: what hop k leads to is k, but for the last one, which is the target.
struct place {
    static constexpr int target = -1;
    static constexpr int source = -2;
};

/// A condition that is part of the path: a column holds a constant, as the type beside a polymorphic key does.
struct fixed_value {
    int at = place::target;
    const column* what = nullptr;
    value must{};
};

/// An order by which one row of several is picked.
struct pick_order {
    const column* by = nullptr;
    bool descending = false;
};

struct relation;

/// A relation that a longer path passes, with its own conditions: its hops stand in the path from number `first` on.
struct passed_relation {
    const relation* passed = nullptr;
    std::size_t first = 0;
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
    ginnel::on_delete delete_rule = ginnel::on_delete::unsaid; ///< of the foreign key of the path's first hop
    std::vector<fixed_value> fixed;                            ///< conditions that are part of the path
    std::vector<passed_relation> passed; ///< relations on the way that have conditions or picks of their own
    /// Not empty: of the rows that the path reaches only the first by these orders is related (the newest post). The
    /// conditions of `on_query` choose among which.
    std::vector<pick_order> of_many;
    /// morph_to only, which has no path of its own: one belongs_to per type that the source's type column may name.
    /// They share its name, index and offset, and are no relations of the model by themselves.
    std::vector<relation> alternatives;
    const relation* family = nullptr;    ///< of an alternative: the morph_to
    const column* type_column = nullptr; ///< morph_to and its alternatives: the source's column that names the type

    bool many() const noexcept { return to_many(kind); }
    /// The table passed first, if the path has more than one hop: the pivot of a many-to-many.
    const table* link_table() const noexcept { return path.size() > 1 ? path.front().to : nullptr; }
    /// The parent's column that the path starts from.
    const column& local_key() const noexcept { return *path.front().from_key; }
    /// The constant that a polymorphic relation's source must have in its type column; null: none.
    const value* source_type() const noexcept;
    /// The number of the table that the path's hop `hop` leads to.
    int place_after(std::size_t hop) const noexcept
    {
        return hop + 1 == path.size() ? place::target : static_cast<int>(hop);
    }
};

/// The relation whose row a slot holds: of a morph_to the alternative of the row's type (the first if there is no row),
/// else the relation itself.
const relation& held_by(const relation& r, const void* slot) noexcept;

} // namespace ginnel::schema
