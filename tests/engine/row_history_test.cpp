#include "engine/statement_store.hpp"

#include <gtest/gtest.h>

namespace {

using namespace ginnel::engine;

TEST(row_history, expects_the_lesser_of_the_last_two_counts)
{
    row_history h;
    EXPECT_EQ(h.expected(), 0u);
    h.note(1000);
    EXPECT_EQ(h.expected(), 1000u);
    h.note(900);
    EXPECT_EQ(h.expected(), 900u);
    h.note(3);
    EXPECT_EQ(h.expected(), 3u);
    h.note(5000);
    EXPECT_EQ(h.expected(), 3u);
    h.note(6000);
    EXPECT_EQ(h.expected(), 5000u);
}

TEST(row_history, holds_counts_past_32_bits)
{
    row_history h;
    h.note(std::size_t{1} << 40);
    h.note(std::size_t{1} << 40);
    EXPECT_EQ(h.expected(), 0xffffffffu);
}

TEST(row_history, belongs_to_a_statements_text)
{
    statement_store store;
    const std::string text = "select 1";
    EXPECT_EQ(&store.history_of("select 1"), &store.history_of(text));
}

} // namespace
