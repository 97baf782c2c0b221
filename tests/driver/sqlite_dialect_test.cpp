#include "dialect_support.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <gtest/gtest.h>

namespace dialect_tests {
namespace {

TEST(sqlite_dialect, sqlite_takes_every_statement)
{
    driver::sqlite::options o{};
    o.path = ":memory:";
    run_every_statement(*driver::sqlite::open(o));
}

} // namespace
} // namespace dialect_tests
