#pragma once

#include "engine/query.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ginnel::engine {

/// Which of a query's rows are taken, and in which order they are shown. It says the same in every use of a query: in a
/// preload it counts per parent, in a related query for its one parent, elsewhere the rows are one group.
struct slice {
    std::optional<std::int64_t> count; ///< the lesser of limit and group limit
    std::int64_t skipped = 0;
    const std::vector<order_by>& chosen_by;
    bool key_descends; ///< of the primary key, which makes the order total; a group limit alone takes the newest
    const std::vector<order_by>& shown_by;
    bool reordered; ///< a group limit chooses by one order and shows in another

    bool limited() const noexcept { return count || skipped > 0; }
    /// The last row taken, counted from 1; never past what 64 bits hold.
    std::int64_t last() const noexcept;
};

/// Throws error usage, E_NEGATIVE, where a limit or offset is below 0. The slice refers to the query.
slice slice_of(const query& q);

} // namespace ginnel::engine
