#include "blog.hpp"

#include <gtest/gtest.h>

#include <cstdio>

namespace typed_blog {
namespace {

TEST(Database, UrlsThatCannotBe)
{
    auto open = [](const char* url) { return [url] { ginnel::database db{url}; }; };
    for (const char* url : {"", "blog.db", "sqlite:", "sqlite://host/blog.db", "oracle:blog"})
        EXPECT_EQ(code_of(open(url)), "E_DATABASE_URL") << url;
    EXPECT_NE(message_of(open("sqlit:blog.db")).find("sqlite"), std::string::npos);
    EXPECT_NE(message_of(open("blog.db")).find("sqlite:blog.db"), std::string::npos);
    EXPECT_NE(code_of([] { ginnel::database db{"sqlite:no/such/folder/blog.db"}; }), "none");
    EXPECT_NE(code_of([] { ginnel::database db("sqlite:missing.db", {.create = false}); }), "none");
}

TEST(Database, FilesOptionsAndMoves)
{
    std::remove("typed_database_test.db");
    {
        ginnel::database made{"sqlite:typed_database_test.db",
                              {.busy_timeout_ms = 100, .cache_kib = 1024, .pool_size = 2}};
        ginnel::database db{std::move(made)};
        db.create_tables<Skill>();
        db.create(Skill{.name = "A"});
        auto reading = db.begin(ginnel::read_only);
        EXPECT_EQ(reading.query<Skill>().count(), 1);
        db.create(Skill{.name = "B"});
        EXPECT_EQ(reading.query<Skill>().count(), 1); // one state
        auto moved = std::move(reading);
        EXPECT_EQ(moved.query<Skill>().count(), 1);
        moved.commit();
    }
    ginnel::database db{"sqlite:typed_database_test.db", {.read_only = true}};
    EXPECT_EQ(db.query<Skill>().count(), 2);
    EXPECT_THROW(db.create(Skill{}), ginnel::error);
    std::remove("typed_database_test.db");
}

TEST(Database, WhatWasStoredWronglyIsAnError)
{
    blog b;
    b.db.run("update posts set score = 'much' where id = 2");
    const std::string said = message_of([&] { (void)b.db.find<Post>(2); });
    for (const char* part : {"score", "2", "much"})
        EXPECT_NE(said.find(part), std::string::npos) << said;
}

TEST(Database, JsonHoldsColumnsAndLoadedRelations)
{
    blog b;
    auto user = b.db.query<User>().preload(&User::country).preload(&User::skills).find(b.asha.id);
    EXPECT_EQ(
        ginnel::to_json(*user),
        R"({"id":1,"country_id":1,"name":"Asha","country":{"id":1,"name":"India"},"skills":[{"id":1,"name":"Cooking"},{"id":2,"name":"Sailing"}]})");
    EXPECT_EQ(ginnel::to_json(
                  b.db.query<User>().where(&User::name, "Luz").preload(&User::country).preload(&User::posts).all()),
              R"([{"id":3,"country_id":null,"name":"Luz","country":null,"posts":[]}])");
    EXPECT_EQ(ginnel::to_json(std::vector<User>{}), "[]");
}

TEST(Database, LoggingIsTurnedOff)
{
    blog b;
    b.db.query<Skill>().count();
    EXPECT_EQ(b.sent.size(), 1U);
    b.db.log(nullptr);
    b.db.query<Skill>().count();
    EXPECT_EQ(b.sent.size(), 1U);
}

} // namespace
} // namespace typed_blog
