#include "sqlite_support.hpp"

#include <limits>

namespace {

using namespace sqlite_tests;

TEST(sqlite_numbers, are_of_one_type_where_that_is_asked_for)
{
    const auto c = sqlite::open({.path = ":memory:", .one_number = true});
    EXPECT_EQ(one(*c, "select 2.0"), value(2));
    EXPECT_EQ(one(*c, "select -2.0"), value(-2));
    EXPECT_EQ(one(*c, "select 2.5"), value(2.5));
    EXPECT_EQ(one(*c, "select 9007199254740992.0"), value(std::int64_t{9007199254740992}));
    EXPECT_EQ(one(*c, "select 9007199254740994.0"), value(9007199254740994.0)) << "which may stand for its neighbour";
    EXPECT_EQ(one(*c, "select 1e300"), value(1e300));
    EXPECT_EQ(one(*c, "select 9e999"), value(std::numeric_limits<double>::infinity()));
    EXPECT_EQ(one(*c, "select '2.0'"), value("2.0"));
}

TEST(sqlite_numbers, keep_the_type_that_the_database_gives_them_else)
{
    const auto c = sqlite::open({.path = ":memory:"});
    EXPECT_EQ(one(*c, "select 2.0"), value(2.0));
}

} // namespace
