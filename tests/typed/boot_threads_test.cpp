#include "blog.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <thread>

namespace typed_blog {
namespace {

// A program of its own, so that the models are booted here, by all threads at once.
TEST(Boot, ManyThreadsBootQueryAndWriteAtOnce)
{
    std::remove("typed_boot_threads.db");
    ginnel::database db{"sqlite:typed_boot_threads.db", {.pool_size = 4}};
    std::atomic<int> failures{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            try {
                db.create_tables<Country, User, Post, Skill, Profile>();
                const Country country = db.create(Country{.name = std::to_string(t)});
                const User user = db.related(country, &Country::users).create({.name = "u"});
                db.related(user, &User::posts).create_many({{.title = "a"}, {.title = "b"}});
                const auto found = db.query<Country>().preload(&Country::posts).find(country.id);
                if (found->posts.size() != 2) ++failures;
                db.transaction([&](ginnel::transaction& tx) { tx.related(user, &User::skills).create({.name = "s"}); });
            } catch (const ginnel::error& e) {
                ADD_FAILURE() << e.what();
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(db.query<Post>().count(), 16);
    EXPECT_EQ(db.query<Skill>().count(), 8);
}

} // namespace
} // namespace typed_blog
