// Settings that would lose rows or hide routes are told at the start, with file and key.
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

class wrong_folder : public testing::Test {
protected:
    void SetUp() override
    {
        fs::remove_all("wrong");
        config(R"({"port": 0})");
        write("server/datasources.json", R"({"db": {"name": "db", "connector": "memory"}})");
        write("server/model-config.json", R"({"Reader": {"dataSource": "db", "public": true}})");
        reader("");
    }
    void TearDown() override { fs::remove_all("wrong"); }

    static void write(const std::string& file, const std::string& text)
    {
        const auto at = fs::path{"wrong"} / file;
        fs::create_directories(at.parent_path());
        std::ofstream{at, std::ios::binary} << text;
    }
    static void config(const std::string& text) { write("server/config.json", text); }
    static void reader(const std::string& more) { write("common/models/reader.json", R"({"name": "Reader")" + more + "}"); }

    /// What the document of it says, which opens no database; empty if nothing is wrong.
    static std::string told()
    {
        program p{{"openapi", "wrong"}};
        (void)p.line();
        const auto status = p.wait();
        const auto said = p.errors();
        EXPECT_EQ(status, said.empty() ? 0 : 1);
        return said;
    }
    static std::string served(std::vector<std::string> more)
    {
        more.insert(more.begin(), {"serve", "wrong"});
        program p{more};
        EXPECT_EQ(p.wait(), 1);
        return p.errors();
    }
};

void has(const std::string& said, const std::string& part)
{
    EXPECT_NE(said.find(part), std::string::npos) << part << " in: " << said;
}

TEST_F(wrong_folder, a_byte_order_mark_is_read_over_in_every_file)
{
    const std::string mark = "\xEF\xBB\xBF";
    config(mark + R"({"port": 0})");
    write("server/datasources.json", mark + R"({"db": {"name": "db", "connector": "memory"}})");
    write("server/model-config.json", mark + R"({"Reader": {"dataSource": "db", "public": true}})");
    write("common/models/reader.json", mark + R"({"name": "Reader"})");
    EXPECT_EQ(told(), "");
    write("common/models/reader.json", mark + mark + R"({"name": "Reader"})");
    has(told(), "common/models/reader.json: this is no valid JSON");
}

TEST_F(wrong_folder, paths_that_no_request_can_name_are_told)
{
    for (const std::string path : {"../x", "a/../b", "./a", "a?b", "a#b", "a b", "a%20b"}) {
        reader(R"(, "plural": ")" + path + "\"");
        has(told(), "common/models/reader.json: plural: ");
        reader(R"(, "http": {"path": ")" + path + "\"}");
        has(told(), "common/models/reader.json: http.path: ");
        reader("");
        config(R"({"restApiRoot": "/)" + path + "\"}");
        has(told(), "server/config.json: restApiRoot: ");
    }
    config(R"({"restApiRoot": "/api/v1.0"})");
    reader(R"(, "http": {"path": "people/all-readers"})");
    EXPECT_EQ(told(), "");
}

TEST_F(wrong_folder, paths_that_the_servers_own_pages_have_are_told)
{
    for (const std::string root : {"/explorer", "/Health", "/explorer/api"}) {
        config(R"({"restApiRoot": ")" + root + "\"}");
        has(told(), "server/config.json: restApiRoot: at /");
    }
    config(R"({"restApiRoot": "/"})");
    reader(R"(, "plural": "explorer")");
    has(told(), "common/models/reader.json: plural: at /explorer it would hide behind the explorer's page /explorer");
    reader(R"(, "http": {"path": "/health"})");
    has(told(), "common/models/reader.json: http.path: at /health it would hide behind the server's state /health");
    config(R"({"restApiRoot": "/", "ginnel": {"health": false}})");
    EXPECT_EQ(told(), "") << "nothing else is there now";
    config("{}");
    EXPECT_EQ(told(), "") << "/api/health is another path";
}

TEST_F(wrong_folder, an_address_for_a_database_file_is_refused)
{
    const std::string address = "file:x.db?mode=memory";
    has(served({"--database", address}), "--database: \"" + address + "\" is an address");
    has(served({"--database", ""}), "--database: it names no file");
    write("server/datasources.json", R"({"db": {"name": "db", "connector": "sqlite3", "file": ")" + address + "\"}}");
    has(told(), "server/datasources.json: db.file: \"" + address + "\" is an address");
    EXPECT_FALSE(fs::exists("x.db"));
}

TEST_F(wrong_folder, no_model_is_told_to_follow_another_into_a_data_source_that_is_unknown)
{
    write("common/models/author.json", R"({"name": "Author"})");
    write("server/model-config.json", R"({"Author": {"dataSource": "nope"}, "Reader": {"dataSource": "db"}})");
    const auto said = told();
    has(said, "Author.dataSource: server/datasources.json has no data source \"nope\" (known: \"db\")");
    EXPECT_EQ(said.find("only one data source"), std::string::npos) << said;
}

TEST_F(wrong_folder, files_that_are_not_there_are_named)
{
    has(served({"--port", "0", "--seed", "nope.json"}), "nope.json: there is no such file");
    write("server/model-config.json", R"({"Reader": {"dataSource": "db"}, "PostTag": {"dataSource": "db"}})");
    has(told(), "write common/models/post-tag.json");
    write("common/models/reader.json", R"({"name": "Reader", "properties": {"tags": "[string]"}})");
    has(told(), "a list is written [\"string\"]");
}

} // namespace
