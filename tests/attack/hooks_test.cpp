#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace {

struct Leaf {
    std::int64_t id{};
    std::string name{};
    inline static std::size_t fetched = 0;
    static void describe(ginnel::model<Leaf>& leaf)
    {
        leaf.after_load([](Leaf& l) { l.name += '!'; });
        leaf.after_fetch([](std::span<Leaf* const> rows) { fetched += rows.size(); });
    }
};

TEST(AttackedHooks, AStreamWithoutPreloadsHandsEachRowToItsHooksOnce)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Leaf>();
    for (int i = 0; i < 5; ++i)
        db.create(Leaf{.name = "leaf"});
    Leaf::fetched = 0;
    std::size_t rows = 0;
    for (const Leaf& l : db.query<Leaf>().stream(2)) {
        EXPECT_EQ(l.name, "leaf!");
        ++rows;
    }
    EXPECT_EQ(rows, 5U);
    EXPECT_EQ(Leaf::fetched, 5U);
}

} // namespace
