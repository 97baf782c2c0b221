#include "sql/build.hpp"
#include "sql/refusal.hpp"

// Inside, since <cstdlib> brings global functions named select and remove.
namespace ginnel::sql::test {
namespace {

std::string on_sqlite(const std::string& text, std::vector<ginnel::value> values = {})
{
    return sqlite_condition(make(raw{text, std::move(values)}));
}
std::string on_postgres(const std::string& text, std::vector<ginnel::value> values = {})
{
    return postgres_condition(make(raw{text, std::move(values)}));
}

TEST(sql_raw, values_take_their_place_among_the_others)
{
    expr e = all_of({op(col("t", "a"), "=", val(1)), make(raw{"length(b) > ? or c = ?", {2, "x"}}),
                     op(col("t", "d"), "=", val(4))});
    EXPECT_EQ(sqlite_condition(e), R"("t"."a" = ?1 and (length(b) > ?2 or c = ?3) and "t"."d" = ?4)");
    EXPECT_EQ(postgres_condition(e), R"("t"."a" = $1 and (length(b) > $2 or c = $3) and "t"."d" = $4)");
    statement s = sqlite_dialect().render(from("t", e));
    ASSERT_EQ(s.parameters.size(), 4u);
    EXPECT_EQ(s.parameters[1].value, value(2));
    EXPECT_EQ(s.parameters[2].value, value("x"));
    EXPECT_FALSE(s.parameters[2].typed);
}

TEST(sql_raw, alone_it_is_not_wrapped)
{
    EXPECT_EQ(on_sqlite("a = ?", {1}), "a = ?1");
    EXPECT_EQ(sqlite_condition(all_of({make(raw{"a or b", {}})})), "a or b");
}

TEST(sql_raw, question_marks_inside_quotes_and_comments_stay)
{
    EXPECT_EQ(on_sqlite(R"(a = '?' and "b?" = `c?` and [d?] = ? and 'it''s ?' = ?)", {1, 2}),
              R"(a = '?' and "b?" = `c?` and [d?] = ?1 and 'it''s ?' = ?2)");
    EXPECT_EQ(on_sqlite("a /* ? */ = ? -- ?\n and b = ?", {1, 2}), "a /* ? */ = ?1 -- ?\n and b = ?2");
    EXPECT_EQ(on_postgres("a /* ? /* ? */ ? */ = ?", {1}), "a /* ? /* ? */ ? */ = $1");
    EXPECT_EQ(on_postgres(R"(a = E'\'?' and b = ?)", {1}), R"(a = E'\'?' and b = $1)");
    EXPECT_EQ(on_postgres(R"(a = 'x\' and b = ?)", {1}), R"(a = 'x\' and b = $1)");
    EXPECT_EQ(on_postgres("a = $$?'$$ and b = $x$ $$ ? $x$ and c = ?", {1}),
              "a = $$?'$$ and b = $x$ $$ ? $x$ and c = $1");
    EXPECT_EQ(on_postgres("a[?] = ?", {1, 2}), "a[$1] = $2");
    EXPECT_EQ(on_postgres("a$b = ?", {1}), "a$b = $1");
}

TEST(sql_raw, a_doubled_question_mark_is_one)
{
    EXPECT_EQ(on_postgres("tags ?? ? and tags ??| ?", {"a", "b"}), "tags ? $1 and tags ?| $2");
}

TEST(sql_raw, a_line_comment_at_the_end_swallows_nothing)
{
    EXPECT_EQ(sqlite_condition(all_of({make(raw{"a -- why", {}}), make(raw{"b", {}})})), "(a -- why\n) and (b)");
}

TEST(sql_raw, each_question_mark_has_one_value)
{
    refusal few = refusal_of([] { on_sqlite("a = ? and b = ?", {1}); });
    EXPECT_EQ(few.code, "E_RAW_VALUES");
    EXPECT_NE(few.message.find("2 ? for 1 values"), std::string::npos) << few.message;
    EXPECT_EQ(refusal_of([] { on_sqlite("a = '?'", {1}); }).code, "E_RAW_VALUES");
}

TEST(sql_raw, what_cannot_be_read_is_refused)
{
    for (const char* text : {"a = 'x", "a = \"x", "a = `x", "a = [x", "a /* x", "a = ?1"})
        EXPECT_EQ(refusal_of([&] { on_sqlite(text); }).code, "E_RAW_TEXT") << text;
    for (const char* text : {"a = $1", "a = $$x", "a = $x$ $y$", "a /* /* */", "a = E'\\'", "a = $12 "})
        EXPECT_EQ(refusal_of([&] { on_postgres(text); }).code, "E_RAW_TEXT") << text;
    EXPECT_EQ(refusal_of([] { on_sqlite(std::string{"a\0b", 3}); }).code, "E_RAW_TEXT");
}

} // namespace
} // namespace ginnel::sql::test
