#pragma once

#include "differential/question.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace diff {

/// The columns of the printed matrix.
enum class operation : std::uint8_t {
    preload,
    preload_where,
    preload_order,
    preload_nested,
    preload_limited,
    group_limit,
    preload_distinct,
    has,
    where_has,
    nested_has,
    doesnt_have,
    has_count,
    with_count,
    aggregate,
    related_rows,
    related_slice,
    related_count,
    related_exists,
    related_pluck,
    related_aggregate,
    load_into,
    link_condition,
    declared,
    text_key,
    mixed_key,
    hides_trashed,
    hides_trashed_passed,
    with_trashed,
    with_trashed_passed,
    preload_deep,
    deep_has,
    all_types,
    count_
};
inline constexpr std::size_t operations = static_cast<std::size_t>(operation::count_);
std::string_view name_of(operation o) noexcept;

/// Whether the operation means anything for the kind: a to-one has no limit per parent, a single hop passes no table.
bool sensible(variant kind, operation o) noexcept;

/// Whether one of the tables passed has rows that were softly deleted.
bool passes_deleted(const world& w, const relation_spec& r) noexcept;

/// Which cells of the matrix a question falls into.
std::set<std::pair<variant, operation>> cells_of(const world& w, const question& q);

/// How many cases fell into each cell.
class matrix {
public:
    void add(const std::set<std::pair<variant, operation>>& cells);
    void add(const matrix& other);
    std::string shown() const;
    /// The sensible cell with the fewest cases, and how many.
    std::string thinnest() const;
    /// The sensible cells with fewer than `least` cases, named.
    std::string thin(std::size_t least) const;

private:
    std::array<std::array<std::size_t, operations>, variants> counts_{};
};

} // namespace diff
