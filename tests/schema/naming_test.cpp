#include <ginnel/schema/registry.hpp>

#include <gtest/gtest.h>

namespace ginnel::schema {
namespace {

TEST(Naming, SnakeCaseSplitsAtCapitals)
{
    EXPECT_EQ(snake_case("Country"), "country");
    EXPECT_EQ(snake_case("PostCategory"), "post_category");
    EXPECT_EQ(snake_case("postCategory"), "post_category");
    EXPECT_EQ(snake_case("post_category"), "post_category");
    EXPECT_EQ(snake_case("User_id"), "user_id");
    EXPECT_EQ(snake_case("blog::Post"), "blog_post");
    EXPECT_EQ(snake_case(""), "");
}

TEST(Naming, SnakeCaseKeepsAcronymsAndDigitsTogether)
{
    EXPECT_EQ(snake_case("HTTPServer"), "http_server");
    EXPECT_EQ(snake_case("userID"), "user_id");
    EXPECT_EQ(snake_case("URL"), "url");
    EXPECT_EQ(snake_case("Area51Map"), "area51_map");
    EXPECT_EQ(snake_case("HTTP2Server"), "http2_server");
    EXPECT_EQ(snake_case("line2"), "line2");
}

TEST(Naming, LettersOfOtherAlphabetsAreKept)
{
    EXPECT_EQ(snake_case("GrößeMaß"), "größe_maß");
    EXPECT_EQ(camel_case("größe_maß"), "größeMaß");
}

TEST(Naming, CamelCaseJoinsWords)
{
    EXPECT_EQ(camel_case("user_id"), "userId");
    EXPECT_EQ(camel_case("User_id"), "userId");
    EXPECT_EQ(camel_case("userId"), "userId");
    EXPECT_EQ(camel_case("HTTPServer_id"), "httpServerId");
    EXPECT_EQ(camel_case("post_category_iso_code"), "postCategoryIsoCode");
}

struct singular_and_plural {
    const char* one;
    const char* many;
};

class Plurals : public testing::TestWithParam<singular_and_plural> {};

TEST_P(Plurals, AreEnglish)
{
    EXPECT_EQ(plural(GetParam().one), GetParam().many);
}

INSTANTIATE_TEST_SUITE_P(
    Regular, Plurals,
    testing::Values(singular_and_plural{"user", "users"}, singular_and_plural{"country", "countries"},
                    singular_and_plural{"day", "days"}, singular_and_plural{"box", "boxes"},
                    singular_and_plural{"match", "matches"}, singular_and_plural{"dish", "dishes"},
                    singular_and_plural{"address", "addresses"}, singular_and_plural{"status", "statuses"},
                    singular_and_plural{"bus", "buses"}, singular_and_plural{"virus", "viruses"},
                    singular_and_plural{"photo", "photos"}, singular_and_plural{"roof", "roofs"},
                    singular_and_plural{"belief", "beliefs"}, singular_and_plural{"analysis", "analyses"},
                    singular_and_plural{"axis", "axes"}, singular_and_plural{"iris", "irises"},
                    singular_and_plural{"human", "humans"}, singular_and_plural{"x", "xes"}));
INSTANTIATE_TEST_SUITE_P(
    Irregular, Plurals,
    testing::Values(singular_and_plural{"person", "people"}, singular_and_plural{"salesperson", "salespeople"},
                    singular_and_plural{"child", "children"}, singular_and_plural{"grandchild", "grandchildren"},
                    singular_and_plural{"man", "men"}, singular_and_plural{"woman", "women"},
                    singular_and_plural{"wolf", "wolves"}, singular_and_plural{"knife", "knives"},
                    singular_and_plural{"bookshelf", "bookshelves"}, singular_and_plural{"mouse", "mice"},
                    singular_and_plural{"quiz", "quizzes"}, singular_and_plural{"hero", "heroes"},
                    singular_and_plural{"index", "indices"}, singular_and_plural{"matrix", "matrices"},
                    singular_and_plural{"stomach", "stomachs"}, singular_and_plural{"alias", "aliases"},
                    singular_and_plural{"goose", "geese"}, singular_and_plural{"mongoose", "mongooses"}));
INSTANTIATE_TEST_SUITE_P(Unchanged, Plurals,
                         testing::Values(singular_and_plural{"news", "news"}, singular_and_plural{"series", "series"},
                                         singular_and_plural{"sheep", "sheep"}, singular_and_plural{"fish", "fish"},
                                         singular_and_plural{"species", "species"},
                                         singular_and_plural{"equipment", "equipment"},
                                         singular_and_plural{"software", "software"},
                                         singular_and_plural{"users", "users"}, singular_and_plural{"people", "people"},
                                         singular_and_plural{"", ""}));

TEST(Naming, TablesAreThePluralOfTheLastWord)
{
    EXPECT_EQ(table_name_for("PostCategory"), "post_categories");
    EXPECT_EQ(table_name_for("User"), "users");
    EXPECT_EQ(table_name_for("ContactPerson"), "contact_people");
    EXPECT_EQ(table_name_for("HTTPServer"), "http_servers");
    EXPECT_EQ(table_name_for("OrderStatus"), "order_statuses");
}

TEST(Naming, KindsHaveOurNamesAndLucids)
{
    EXPECT_EQ(name_of(relation_kind::belongs_to), "belongs_to");
    EXPECT_EQ(name_of(relation_kind::has_one_through), "has_one_through");
    EXPECT_EQ(lucid_name_of(relation_kind::has_many_through), "hasManyThrough");
    EXPECT_EQ(lucid_name_of(relation_kind::many_to_many), "manyToMany");
}

} // namespace
} // namespace ginnel::schema
