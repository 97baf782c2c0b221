#pragma once

#include "clauses.hpp"
#include "database.hpp"
#include "engine/connection_session.hpp"
#include "engine/record.hpp"
#include "json_values.hpp"
#include "models.hpp"
#include "table_columns.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace replay {

/// What a step stored under a name: rows, or one.
struct stored {
    std::shared_ptr<std::vector<ginnel::engine::record>> rows;
    bool list = false;
    json::object sideload;
};

/// A scenario at work: its database, its models, and what its steps stored.
struct world {
    explicit world(const json::object& scenario);

    /// The rows of a stored name.
    stored& named(const json::value& name);
    /// The one row that a step works on: `row`, with `index` for a list.
    ginnel::engine::record& row(const json::object& step);
    /// Stores rows under the step's `as`, if it has one.
    void store(const json::object& step, std::vector<ginnel::engine::record> rows, bool list, json::object sideload);

    database data;
    table_columns columns;
    replay::models models;
    replay::clauses clauses;
    ginnel::engine::connection_session session; ///< its one connection, so inside a transaction if a step opened one
    std::map<std::string, stored> names;
};

} // namespace replay
