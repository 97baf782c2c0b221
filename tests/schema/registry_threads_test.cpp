#include "drafts.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace ginnel::schema {
namespace {

using namespace drafts;

TEST(RegistryThreads, AddBootAndReadAtOnce)
{
    constexpr int count = 8;
    models m{
        {with_columns("Country", {"id"}, {has_many("users", "User")}), with_columns("User", {"id", "country_id"})}};
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            const std::string name = "Model" + std::to_string(i);
            m.all.add(with_columns(name, {"id", "country_id"},
                                   {belongs_to("country", "Country"), many_to_many("users", "User")}));
            m.all.boot();
            for (int j = 0; j < 100; ++j) {
                const model& mine = m.all.get(name);
                if (mine.relation_named("country").path.size() == 1 &&
                    mine.relation_named("users").owned_table != nullptr &&
                    m.path("Country", "users") == "countries.id = users.country_id" && m.all.models().size() >= 3)
                    ++right;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(right, count * 100);
    EXPECT_TRUE(m.all.booted());
    EXPECT_EQ(m.all.models().size(), 2U + count);
}

} // namespace
} // namespace ginnel::schema
