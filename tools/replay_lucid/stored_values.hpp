#pragma once

#include "engine/record.hpp"

#include <map>
#include <vector>

namespace replay {

/// What the database held of rows when they were read or written last, so that what is equal is not written.
class stored_values {
public:
    void note(const ginnel::engine::record& r);
    void note_column(const ginnel::engine::record& r, const ginnel::schema::column& c);
    /// The columns that were assigned since, but for the primary key; of a row that was never noted all that it has.
    std::vector<const ginnel::schema::column*> changed(const ginnel::engine::record& r) const;
    /// Whether the column holds this value in the database.
    bool holds(const ginnel::engine::record& r, const ginnel::schema::column& c, const ginnel::value& v) const;

private:
    std::map<const ginnel::engine::record*, ginnel::engine::record> rows_;
};

} // namespace replay
