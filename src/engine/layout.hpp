#pragma once

#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ginnel::engine {

/// What the cells of a statement's rows are, and where they go.
struct layout {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// A count that goes into a relation's slot.
    struct slot_count {
        const schema::relation* relation;
        std::size_t cell;
    };

    const schema::model* model = nullptr;
    bool full = true;                   ///< all columns of the model, in order, from cell 0
    std::vector<std::uint16_t> columns; ///< if not full: which, in order, from cell 0
    std::size_t extras_from = none;     ///< first cell of the added columns, which stand together
    schema::extras_names extras;        ///< their names; null: none
    std::vector<std::size_t> extras_truths{}; ///< which of the added columns say yes or no
    std::vector<slot_count> counts;
    std::size_t link_row_from = none; ///< first cell of the typed link row
    std::size_t through_row_from = none; ///< first cell of the through row: all columns of its model
    const schema::model* through_model = nullptr;
    std::size_t key = none;           ///< the cell that says to which parent a row belongs
    bool key_is_ordinal = false;      ///< it is the position of the parent's key in the key set, else the key itself
    std::size_t primary_key = none;   ///< for messages
    std::vector<std::size_t> noted;   ///< the cells that a plan notes; under `query::by_keys` the key's position first

    /// The cell that holds this column of the model, or none.
    std::size_t cell_of(const schema::column& c) const noexcept
    {
        if (full)
            return c.index;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i] == c.index)
                return i;
        return none;
    }
};

/// A statement with the meaning of its rows.
struct compiled {
    sql::statement statement;
    engine::layout layout;
    /// For each preload of the query: the cell of its parent key.
    std::vector<std::size_t> preload_keys;
    /// For each preload: the cell of its parent's type column; none unless the relation is one of a polymorphic
    /// relation's types.
    std::vector<std::size_t> preload_types;
};

} // namespace ginnel::engine
