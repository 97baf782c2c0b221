// Two doors, one database: the JSON models of the atlas read and write what its typed models wrote.
#include "atlas/program.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace {

std::int64_t number(const std::string& sql)
{
    sqlite3* db = nullptr;
    sqlite3_stmt* s = nullptr;
    EXPECT_EQ(sqlite3_open("atlas.db", &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &s, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    EXPECT_EQ(sqlite3_step(s), SQLITE_ROW) << sql;
    const auto n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

TEST(served_atlas, answers_from_the_tables_that_the_typed_models_made)
{
    for (const char* name : {"atlas.db", "atlas.db-wal", "atlas.db-shm"})
        std::filesystem::remove(name);
    ASSERT_EQ(run_atlas().status, 0);
    const auto tables = number("select count(*) from sqlite_master where type = 'table'");
    auto app = ginnel::open_folder(GINNEL_ROOT "/examples/atlas", {.database = "atlas.db"});
    EXPECT_EQ(number("select count(*) from sqlite_master where type = 'table'"), tables) << "no table is made beside";

    auto& countries = app.model("Country");
    EXPECT_EQ(countries.count(), number("select count(*) from countries"));
    EXPECT_EQ(countries.count([](auto& q) { q.where_has("languages", [](auto& l) { l.where("code", "fra"); }); }),
              number("select count(*) from country_language join languages on id = language_id where code = 'fra'"));

    const auto brazil = countries.find_one([](auto& q) { q.where("code", "BR"); }).value();
    const auto neighbours = brazil.related("neighbours");
    EXPECT_EQ(neighbours.count(),
              number("select count(*) from borders where country_id = (select id from countries where code = 'BR')"));
    const auto languages = brazil.related("languages").find();
    ASSERT_EQ(languages.size(), 1U);
    EXPECT_EQ(languages[0]["name"].as<std::string>(), "Portuguese");

    // Its links are rows of a table without a key.
    const auto french = app.model("Language").find_one([](auto& q) { q.where("code", "fra"); }).value();
    brazil.related("languages").add(french, {{"name", "Brésil"}, {"officialName", "République"}});
    const auto link = brazil.related("languages").add(french, {{"name", "Le Brésil"}});
    EXPECT_EQ(link["name"].as<std::string>(), "Le Brésil");
    EXPECT_EQ(link["officialName"].as<std::string>(), "République");
    EXPECT_EQ(number("select count(*) from country_language where name = 'Le Brésil'"), 1);
    EXPECT_EQ(brazil.related("languages").remove(french), 1);
    EXPECT_EQ(
        number("select count(*) from country_language where country_id = (select id from countries where code = 'BR')"),
        1);
}

} // namespace
