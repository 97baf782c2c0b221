#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ginnel {

namespace detail {
struct row_state_access;
struct kept_row;
} // namespace detail

/// A member of this type in a model knows whether its row came from the database, and which columns were selected; it
/// allows `select` of some columns into the model. Where `describe` says `track_changes()`, it keeps what was read too.
class row_state {
public:
    row_state() noexcept = default;

    /// Whether the row was read from the database or written to it.
    bool stored() const noexcept { return stored_; }
    /// Whether some columns only were selected.
    bool partial() const noexcept { return partial_; }
    /// Whether the column of this position was read: always, but after a `select` of others.
    bool has(std::size_t column) const noexcept
    {
        return !partial_ || (column < 128 && (selected_[column / 64] >> (column % 64) & 1) != 0);
    }

private:
    friend struct detail::row_state_access;

    std::uint64_t selected_[2]{};
    std::shared_ptr<detail::kept_row> kept_{}; ///< shared with copies of the row; null: nothing is kept
    bool stored_ = false, partial_ = false;
};

} // namespace ginnel
