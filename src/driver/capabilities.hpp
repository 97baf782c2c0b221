#pragma once

#include <cstddef>

namespace ginnel::driver {

/// What a database can do, as a value: plans choose their statements by it, never by the driver's name.
struct capabilities {
    bool pipeline = false;        ///< several statements travel in one round trip
    bool lateral = false;         ///< a sub-select in `from` may refer to earlier sources
    bool row_locks = false;       ///< select ... for update
    bool returning = false;       ///< insert/update/delete ... returning
    bool returning_in_order = false; ///< rows of a multi-row `insert ... returning` come in the order given
    bool consecutive_keys = false; ///< keys of one multi-row insert are consecutive and end at `outcome::last_key`
    bool native_boolean = false;  ///< cells of boolean columns have kind::boolean (else integer 0 or 1)
    bool nulls_are_least = false; ///< an ascending order begins with nulls (else it ends with them)
    bool exact_decimals = false;  ///< decimals are compared as numbers (else as the texts they are stored as)
    bool walk_needs_transaction = false; ///< a statement stands open beside others inside a transaction only
    const char* row_identity = nullptr; ///< a column that every table has and that tells equal rows apart; null: none
    std::size_t max_parameters = 0; ///< per statement
};

} // namespace ginnel::driver
