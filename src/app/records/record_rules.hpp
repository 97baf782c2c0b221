#pragma once

#include "app/relations/related_rows.hpp"
#include "app/writing/row_making.hpp"

namespace ginnel::app {

/// How a program's records are written.
class record_rules : public row_making {
public:
    /// What rows that are created get of the row that they are related to.
    virtual const copied_columns& copied(const schema::relation& r) const = 0;
    /// Gives a query that reads records what is always asked of them beside conditions. `of_list`: not of one row by
    /// its key, so that order, limit and skip mean something.
    virtual void add_defaults(engine::query&, bool /* of_list */) const {}
};

} // namespace ginnel::app
