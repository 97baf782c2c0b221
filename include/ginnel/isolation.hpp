// room: value
#pragma once

#include <cstdint>

namespace ginnel {

/// How much a transaction sees of others that run beside it. A database without a level gives the next stronger one:
/// SQLite has `serializable` alone, since one transaction writes at a time.
enum class isolation : std::uint8_t {
    as_configured,   ///< what the database does by itself (PostgreSQL: read_committed, unless it was set up otherwise)
    read_committed,  ///< each statement sees what was committed before it began
    repeatable_read, ///< all statements see one state; a write to a row changed since fails as one to repeat
    serializable     ///< as if the transactions had run one after the other; one that does not fit in fails as one to
                     ///< repeat
};

} // namespace ginnel
