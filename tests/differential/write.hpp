#pragma once

#include "differential/question.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace diff {

/// What a write does: to rows of a table, to rows that a relation leads to, to rows one hop away, to the key in a row,
/// to links.
enum class write_kind : std::uint8_t {
    insert,
    update,
    update_changed,
    remove,
    remove_fully,
    restore,
    first_or_create,
    update_or_create,
    query_update,
    query_add,
    query_remove,
    related_update,
    related_remove,
    save_related,
    replace_related,
    dissociate_related,
    related_first_or_create,
    related_update_or_create,
    associate,
    dissociate,
    attach,
    attach_again,
    detach,
    detach_all,
    sync,
    sync_without_detaching,
    toggle,
    update_links,
    sync_many,
    count_
};
inline constexpr std::size_t write_kinds = static_cast<std::size_t>(write_kind::count_);
std::string_view name_of(write_kind k) noexcept;
inline bool of_relation(write_kind k) noexcept
{
    return k >= write_kind::related_update;
}
/// Whether relations of the kind can be written so.
bool sensible(variant kind, write_kind k) noexcept;

struct link_write {
    datum key;
    std::vector<std::pair<std::size_t, datum>> attributes; ///< columns of the link table
};

struct write {
    write_kind what = write_kind::insert;
    std::size_t table = 0; ///< whose rows are written; of links: the relation's target
    std::optional<std::size_t> relation;
    std::vector<std::size_t> parents;     ///< rows of the relation's source
    std::vector<std::vector<datum>> rows; ///< new ones; a null key is for the database to make
    std::vector<std::size_t> stored;      ///< rows of `table`
    std::vector<std::size_t> by;          ///< columns that a row is sought by
    std::vector<std::pair<std::size_t, datum>> set;
    std::vector<std::vector<link_write>> links; ///< of each parent
    diff::query query;
};

/// What a write gave back: keys of new rows, what a report names, numbers of rows. In the order of the call, sorted
/// where it says nothing of an order.
using write_report = std::vector<std::vector<datum>>;

/// The time of all writes.
inline constexpr std::string_view time_of_writes = "2024-05-06 07:08:09";

/// How often each kind of relation was written in each way.
class write_matrix {
public:
    void add(const world& w, const write& what);
    void add(const write_matrix& other);
    std::string shown() const;
    /// The sensible cells with fewer than `least` writes, named.
    std::string thin(std::size_t least) const;
    /// The fewest writes in a sensible cell.
    std::size_t thinnest() const;

private:
    std::array<std::array<std::size_t, write_kinds>, variants> of_relations_{};
    std::array<std::size_t, write_kinds> of_tables_{};
};

std::string shown(const world& w, const write& what);

} // namespace diff
