#include "cells.hpp"
#include "corpus.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/json.hpp>
#include <ginnel/value/utf8.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>

namespace {

using namespace ginnel;
using cells::load;
using cells::round_trip;

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

std::string problem(std::string text)
{
    try {
        static_cast<void>(json{std::move(text)});
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_JSON_INVALID");
        return e.what();
    }
    return "none";
}

TEST(json_texts, the_corpus_is_told_apart)
{
    for (const corpus::entry& e : corpus::read("json/valid"))
        EXPECT_TRUE(json::valid(e.text)) << e.name;
    for (const corpus::entry& e : corpus::read("json/invalid"))
        EXPECT_FALSE(json::valid(e.text)) << e.name;
}

TEST(json_texts, may_be_nested_200_deep)
{
    EXPECT_TRUE(json::valid(nested(json::max_depth)));
    EXPECT_FALSE(json::valid(nested(json::max_depth + 1)));
    EXPECT_FALSE(json::valid(std::string(1'000'000, '[')));
    std::string objects = "1";
    for (std::size_t i = 0; i < json::max_depth; ++i)
        objects = R"({"a":[],"b":)" + objects + "}";
    EXPECT_FALSE(json::valid(objects)) << "the innermost [] is one deeper";
}

TEST(json_texts, an_error_says_what_and_where)
{
    EXPECT_EQ(problem("{\"a\": }"), "the text is not valid JSON: at byte 6 a value was expected");
    EXPECT_EQ(problem("[1 2]"), "the text is not valid JSON: at byte 3 a comma or ] was expected");
    EXPECT_EQ(problem(""), "the text is not valid JSON: at byte 0 a value was expected, but the text ends");
    EXPECT_EQ(problem("[true]x"), "the text is not valid JSON: at byte 6 the text goes on after its value");
    EXPECT_EQ(problem("\"\xff\""), "the text is not valid JSON: at byte 1 the text is not UTF-8");
    EXPECT_EQ(problem("\"a\nb\""), "the text is not valid JSON: at byte 2 a control character must be escaped");
    EXPECT_EQ(problem("{}"), "none");
}

TEST(json_texts, are_kept_as_they_are)
{
    const json v{" {\"b\" : 1.50,\n\"a\":null} "};
    EXPECT_EQ(v.text(), " {\"b\" : 1.50,\n\"a\":null} ");
    EXPECT_EQ(round_trip(v), v);
    EXPECT_EQ(json{}.text(), "null");
    EXPECT_NE(json{"[1]"}, json{"[ 1 ]"});
    EXPECT_EQ(column_traits<json>::store(json{"[1]"}), value{"[1]"});
}

TEST(json_texts, other_cells_are_none)
{
    EXPECT_FALSE(load<json>(cells::text("{")));
    EXPECT_FALSE(load<json>(cells::text("")));
    EXPECT_FALSE(load<json>(cells::integer(1)));
    EXPECT_FALSE(load<json>(cells::null()));
    EXPECT_FALSE(load<json>(cells::blob("1")));
    EXPECT_FALSE(load<std::optional<json>>(cells::null()).value());
}

/// SQLite's reader as a second opinion. It takes more than RFC 8259 does, so it can only refute what we take.
class second_opinion {
public:
    second_opinion()
    {
        sqlite3* opened = nullptr;
        sqlite3_open(":memory:", &opened);
        db_.reset(opened);
        sqlite3_stmt* made = nullptr;
        sqlite3_prepare_v2(opened, "select json_valid(?)", -1, &made, nullptr);
        statement_.reset(made);
    }

    bool takes(const std::string& text)
    {
        sqlite3_bind_text(statement_.get(), 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        const bool valid = sqlite3_step(statement_.get()) == SQLITE_ROW && sqlite3_column_int(statement_.get(), 0) == 1;
        sqlite3_reset(statement_.get());
        return valid;
    }

private:
    struct close {
        void operator()(sqlite3* p) const { sqlite3_close(p); }
        void operator()(sqlite3_stmt* p) const { sqlite3_finalize(p); }
    };
    std::unique_ptr<sqlite3, close> db_;
    std::unique_ptr<sqlite3_stmt, close> statement_;
};

TEST(json_texts, what_is_taken_from_damaged_text_stands_up_to_a_second_opinion)
{
    std::vector<corpus::entry> seeds = corpus::read("json/valid");
    for (corpus::entry& e : corpus::read("json/invalid"))
        seeds.push_back(std::move(e));
    second_opinion other;
    std::mt19937 random{17};
    int taken = 0;
    for (int i = 0; i < 100'000; ++i) {
        const std::string text =
            corpus::mutate(seeds[random() % seeds.size()].text, "{}[]\",:\\0123456789-+.eE truefalsn\t\n", random);
        if (!json::valid(text))
            continue;
        ++taken;
        ASSERT_TRUE(is_utf8(text)) << text;
        ASSERT_TRUE(other.takes(text)) << text;
        ASSERT_TRUE(json::valid("{\"a\":[" + text + "," + text + "]}")) << text;
    }
    EXPECT_GT(taken, 1'000);
}

TEST(utf8, is_told_from_what_only_looks_like_it)
{
    for (const char* good : {"", "ascii", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                             "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "eight by \xc3\xab and on and on"})
        EXPECT_TRUE(is_utf8(good)) << good;
    for (const char* bad :
         {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
          "\xe2\x82", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "eight characters and \xff"})
        EXPECT_FALSE(is_utf8(bad));
    EXPECT_TRUE(is_utf8(std::string_view{"\0", 1}));
}

} // namespace
