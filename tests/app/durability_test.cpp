// "synchronous" of a data source: whether a commit waits for the disk.
#include "folder_maker.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <vector>

namespace {

std::vector<sqlite3*> opened; // the connections to any database, in the order in which they were made

extern "C" int note_connection(sqlite3* db, char**, const void*)
{
    opened.push_back(db);
    return SQLITE_OK;
}

class durability : public testing::Test {
protected:
    durability() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(note_connection)); }
    ~durability() override { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(note_connection)); }

    static std::string source(const std::string& synchronous)
    {
        return R"({"db": {"connector": "sqlite3", "file": "x.db", "synchronous": )" + synchronous + "}}";
    }

    /// What "pragma synchronous" answers on each connection that a running application has made.
    std::string synchronous_of(const std::string& data_sources)
    {
        folder.model("Note", R"("properties": {"text": "string"})").file("server/datasources.json", data_sources);
        auto a = folder.open((folder.path() / "notes.db").string());
        opened.clear();
        a.connect();
        EXPECT_EQ(a.find(a.models().get("Note"), {}), "[]");
        std::string out;
        for (auto* db : opened) {
            const auto take = [](void* to, int, char** cells, char**) {
                *static_cast<std::string*>(to) += cells[0];
                return 0;
            };
            sqlite3_exec(db, "pragma synchronous", take, &out, nullptr);
        }
        return out;
    }

    folder_maker folder;
};

TEST_F(durability, full_makes_commits_wait_for_the_disk_and_holds_of_a_file_given_at_the_start)
{
    const auto all = synchronous_of(source(R"("full")"));
    EXPECT_EQ(all, std::string(all.size(), '2'));
    EXPECT_FALSE(all.empty());
}

TEST_F(durability, normal_is_what_holds_where_nothing_is_said)
{
    for (const auto& said :
         {source(R"("normal")"), source("null"), std::string{R"({"db": {"connector": "sqlite3"}})"}}) {
        const auto all = synchronous_of(said);
        EXPECT_EQ(all, std::string(all.size(), '1')) << said;
        EXPECT_FALSE(all.empty());
    }
}

TEST_F(durability, is_a_setting_of_the_data_source)
{
    folder.model("Note", "").file("server/datasources.json", source(R"("full")"));
    EXPECT_TRUE(folder.open().settings().sync_commits);
    EXPECT_TRUE(folder.open(":memory:").settings().sync_commits);
    folder.file("server/datasources.json", source(R"("normal")"));
    EXPECT_FALSE(folder.open().settings().sync_commits);
}

TEST_F(durability, another_value_is_told_with_its_place)
{
    folder.model("Note", "");
    for (const char* wrong : {R"("off")", R"("FULL")", R"("extra")"}) {
        folder.file("server/datasources.json", source(wrong));
        EXPECT_EQ(
            folder.mistakes(),
            "  server/datasources.json: db.synchronous: write \"normal\" (a power cut may lose the newest writes, "
            "and nothing else does) or \"full\" (each write waits for the disk)")
            << wrong;
    }
    for (const char* wrong : {"2", "true", "[\"full\"]"}) {
        folder.file("server/datasources.json", source(wrong));
        EXPECT_EQ(folder.mistakes(), "  server/datasources.json: db.synchronous: write a text") << wrong;
    }
}

} // namespace
