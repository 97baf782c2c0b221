#pragma once

#include <ginnel/value/cell.hpp>

namespace ginnel::driver {

/// The rows of one statement, fetched one by one beside whatever else its connection is asked meanwhile. Its end is the
/// end of the statement. One thread at a time; must not outlive its connection.
class walk {
public:
    walk() = default;
    walk(const walk&) = delete;
    walk& operator=(const walk&) = delete;
    virtual ~walk() = default;

    /// The next row, valid until the next call; null at the end. Throws what the database refuses.
    virtual const cell* fetch() = 0;
};

} // namespace ginnel::driver
