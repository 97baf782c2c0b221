#include "driver/open.hpp"

#include "driver/sqlite/sqlite.hpp"

namespace ginnel::driver {

std::unique_ptr<connection> open_sqlite(const std::string& path)
{
    sqlite::options o;
    o.path = path;
    return sqlite::open(o);
}

} // namespace ginnel::driver
