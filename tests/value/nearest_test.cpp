#include "value/nearest.hpp"

#include <gtest/gtest.h>

namespace {

using namespace ginnel;
using names = std::vector<std::string>;

const std::string_view columns[] = {"id",         "title", "titles", "user_id", "is_published",
                                    "created_at", "body",  "slug",   "views"};

TEST(nearest_names, forgive_slips_swaps_and_case)
{
    EXPECT_EQ(nearest("tilte", columns), (names{"title", "titles"}));
    EXPECT_EQ(nearest("Title", columns), (names{"title", "titles"}));
    EXPECT_EQ(nearest("userId", columns), (names{"user_id"}));
    EXPECT_EQ(nearest("isPublished", columns), (names{"is_published"}));
    EXPECT_EQ(nearest("slog", columns), (names{"slug"}));
}

TEST(nearest_names, a_common_beginning_is_near)
{
    EXPECT_EQ(nearest("created", columns), (names{"created_at"}));
    EXPECT_EQ(nearest("created_at_utc", columns), (names{"created_at"}));
}

TEST(nearest_names, what_is_far_is_not_offered)
{
    EXPECT_EQ(nearest("password", columns), names{});
    EXPECT_EQ(nearest("xx", columns), names{});
    EXPECT_EQ(nearest("", columns), names{});
    EXPECT_EQ(nearest(std::string(65, 't'), columns), names{});
    EXPECT_EQ(nearest(std::string(1'000'000, 't'), columns), names{});
    EXPECT_EQ(nearest("title", {}), names{});
}

TEST(nearest_names, are_at_most_as_many_as_asked_for)
{
    const std::string_view many[] = {"post1", "post2", "post3", "post4", "post"};
    EXPECT_EQ(nearest("post", many), (names{"post", "post1", "post2"}));
    EXPECT_EQ(nearest("post", many, 1), (names{"post"}));
}

TEST(did_you_mean, names_the_nearest_or_all_of_few_or_none_of_many)
{
    EXPECT_EQ(did_you_mean("titel", columns), R"( (nearest: "title", "titles"))");
    EXPECT_EQ(did_you_mean("password", columns), "");
    const std::string_view few[] = {"id", "name"};
    EXPECT_EQ(did_you_mean("password", few), R"( (known: "id", "name"))");
    EXPECT_EQ(did_you_mean("password", {}), "");
}

} // namespace
