#include <ginnel/value/uuid.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace {

using ginnel::uuid;

TEST(uuids_of_many_threads, differ_and_grow_within_each)
{
    std::vector<std::vector<uuid>> made(4);
    {
        std::vector<std::jthread> threads;
        for (std::vector<uuid>& mine : made) {
            threads.emplace_back([&mine] {
                for (int i = 0; i < 5'000; ++i)
                    mine.push_back(uuid::time_ordered());
            });
        }
    }
    std::vector<uuid> all;
    for (const std::vector<uuid>& mine : made) {
        EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
        all.insert(all.end(), mine.begin(), mine.end());
    }
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

} // namespace
