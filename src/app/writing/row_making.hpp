#pragma once

#include "app/writing/row_values.hpp"
#include "engine/query.hpp"
#include "engine/record.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <cstdint>
#include <vector>

namespace ginnel::app {

/// How rows of any model are written: as the models' files say, or as a program that defined them does.
class row_making {
public:
    virtual ~row_making() = default;

    /// Inserts a row with its defaults. It knows what it was given, its defaults and its key.
    virtual engine::record create(engine::session& s, const schema::model& m, row_values row) const = 0;
    /// The same of several, all or none.
    virtual std::vector<engine::record> create(engine::session& s, const schema::model& m, std::vector<row_values> rows) const = 0;
    /// Gives a row that was read whole these values.
    virtual void change(engine::session& s, engine::record& row, const row_values& named) const = 0;
    /// Gives the rows of a query these values, by the rules of what is named. One statement. Gives their number.
    virtual std::int64_t change_all(engine::session& s, const engine::query& q, const row_values& named) const = 0;
};

} // namespace ginnel::app
