#pragma once

#include "engine/layout.hpp"
#include "engine/query.hpp"
#include "engine/select_builder.hpp"
#include "sql/statement.hpp"

#include <vector>

namespace ginnel::engine {

/// The columns that a query's statement selects, and what each is for.
struct outputs {
    std::vector<sql::output> list;
    engine::layout layout;
    std::vector<std::size_t> preload_keys, preload_types;

    /// The cell of this column of the model; it is added (unseen by objects) if it was not selected.
    std::size_t cell_for(const schema::column& c, const scope& s);
};

/// Whether a model's objects keep added columns.
bool keeps_extras(const schema::model& m) noexcept;

/// `as_preload`: the column that ties the row to its path is selected too, as part of the object.
outputs outputs_of(select_builder& b, const query& q, const scope& s, bool as_preload);

} // namespace ginnel::engine
