#pragma once

#include "app/relations/related_rows.hpp"
#include "app/writing/row_values.hpp"
#include "engine/middle_row.hpp"
#include "engine/record.hpp"

#include <span>
#include <vector>

namespace ginnel::app {

/// The far rows of a path of several hops, written with the row between named.
class rows_behind {
public:
    /// `middle`: the key of the row between, as the far rows hold it. `rows` must outlive this.
    rows_behind(const related_rows& rows, engine::middle_path path, value middle);

    /// A stored row and what it is given.
    struct change {
        engine::record* row;
        row_values named;
    };
    /// Inserts rows that hold the key of the row between, and writes what others are given; gives the new ones. In one
    /// write transaction: [a select of the parent where new rows get values of it,] the statements of
    /// engine::need_behind, one per change, and one insert for 100 alike rows.
    /// Throws as related_rows::start and engine::need_behind.
    std::vector<engine::record> write(std::vector<row_values> fresh, std::span<const change> changes) const;

    /// What ties a row to the row between.
    engine::column_values ties() const;

private:
    const related_rows& rows_;
    engine::middle_path path_;
    value middle_;
};

} // namespace ginnel::app
