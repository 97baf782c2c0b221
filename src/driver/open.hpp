#pragma once

#include "driver/connection.hpp"

#include <memory>
#include <string>

namespace ginnel::driver {

/// Opens a SQLite database with the options' defaults: a file, made if it is missing, or ":memory:". For rooms that may not
/// know the drivers. Throws what `sqlite::open` throws.
std::unique_ptr<connection> open_sqlite(const std::string& path);

} // namespace ginnel::driver
