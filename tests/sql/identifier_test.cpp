#include "sql/build.hpp"
#include "sql/identifier.hpp"
#include "sql/refusal.hpp"

// Inside, since <cstdlib> brings global functions named select and remove.
namespace ginnel::sql::test {
namespace {

const std::string hostile = R"(a" ; drop table "users" --)";
const std::string harmless = R"("a"" ; drop table ""users"" --")";

TEST(sql_identifier, quotes_are_doubled)
{
    EXPECT_EQ(quoted_identifier("users"), R"("users")");
    EXPECT_EQ(quoted_identifier(R"(a"b)"), R"("a""b")");
    EXPECT_EQ(quoted_identifier(R"("")"), R"("""""")");
    EXPECT_EQ(quoted_identifier("select"), R"("select")");
    EXPECT_EQ(quoted_identifier("größe; '`"), "\"größe; '`\"");
}

TEST(sql_identifier, zero_bytes_and_empty_names_are_refused)
{
    EXPECT_EQ(refusal_of([] { quoted_identifier(std::string_view{"a\0b", 3}); }).code, "E_IDENTIFIER");
    EXPECT_EQ(refusal_of([] { quoted_identifier(""); }).code, "E_IDENTIFIER");
}

TEST(sql_identifier, what_postgres_would_cut_is_refused_there)
{
    std::string longest(63, 'x');
    std::string longer(64, 'x');
    EXPECT_EQ(postgres(from(longest)), "select \"id\" from \"" + longest + "\"");
    EXPECT_EQ(refusal_of([&] { postgres(from(longer)); }).code, "E_IDENTIFIER");
    EXPECT_EQ(sqlite(from(longer)), "select \"id\" from \"" + longer + "\"");
}

/// Every place that takes a name, filled with a hostile one.
std::vector<tree> every_place()
{
    select s{};
    s.columns = {{col(hostile, hostile), hostile}};
    s.from = table_source{hostile, "x" + hostile};
    s.joins = {{join_kind::inner, keys_source{slot_of_keys(0), hostile}, op(col("", hostile), "=", col("", hostile))},
               {join_kind::left, select_source{shared(from(hostile)), hostile, false}, nullptr}};
    s.group_by = {col("", hostile)};
    s.order = {{col("", hostile), false}};
    insert i{};
    i.table = hostile;
    i.columns = {hostile};
    i.rows = {{val(1)}};
    i.returning = {hostile};
    update u{hostile, {{hostile, val(1)}}, nullptr, {hostile}};
    remove r{hostile, op(col("", hostile), "=", val(1)), {hostile}};
    create_table c{};
    c.table = hostile;
    c.columns = {{hostile, column_type::int64, false, false, {}}};
    c.primary_key = {hostile};
    c.unique = {{hostile}};
    c.foreign_keys = {{{hostile}, hostile, {hostile}, "cascade"}};
    create_index x{hostile, hostile, {hostile}, false, true};
    return {s, i, u, r, c, x};
}

TEST(sql_identifier, a_name_never_leaves_its_quotes)
{
    for (const dialect* d : {&sqlite_dialect(), &postgres_dialect()})
        for (const tree& t : every_place()) {
            std::string text = d->render(t).text;
            // Without all quoted names nothing of the hostile name is left.
            std::string outside;
            bool inside = false;
            for (char c : text) {
                if (c == '"')
                    inside = !inside;
                else if (!inside)
                    outside += c;
            }
            EXPECT_FALSE(inside) << text;
            EXPECT_EQ(outside.find("drop"), std::string::npos) << text;
            EXPECT_EQ(outside.find(';'), std::string::npos) << text;
            EXPECT_NE(text.find(harmless), std::string::npos) << text;
        }
}

} // namespace
} // namespace ginnel::sql::test
