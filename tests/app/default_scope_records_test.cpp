#include "folder_maker.hpp"

#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

namespace {

// Records of a folder's models are read as its routes read them: by the default scopes of the files.

std::vector<std::string> names(const std::vector<ginnel::record>& rows)
{
    std::vector<std::string> out;
    for (const auto& row : rows)
        out.push_back(row["name"].as<std::string>());
    return out;
}
using texts = std::vector<std::string>;

class default_scope_of_records : public testing::Test {
protected:
    default_scope_of_records()
    {
        folder.model(
            "Team",
            R"("properties": {"name": "string"}, "relations": {"members": {"type": "hasMany", "model": "Member"}})");
        folder.model("Member", R"("properties": {"name": "string", "gone": "boolean"},
            "scope": {"where": {"gone": false}, "order": "name DESC", "limit": 2, "include": "team"},
            "relations": {"team": {"type": "belongsTo", "model": "Team"}})");
        served.emplace(folder.open());
        served->connect();
        app.emplace(served->records());
        const auto team = app->model("Team").create({{"name", "red"}});
        for (const char* name : {"a", "b", "c"})
            team.related("members").create({{"name", name}, {"gone", false}});
    }

    folder_maker folder;
    std::optional<ginnel::app::application> served;
    std::optional<ginnel::application> app;
};

TEST_F(default_scope_of_records, orders_limits_and_includes)
{
    const auto rows = app->model("Member").find();
    EXPECT_EQ(names(rows), (texts{"c", "b"}));
    EXPECT_EQ(rows[0].related("team").find_one().value()["name"].as<std::string>(), "red");
    EXPECT_TRUE(rows[0].loaded("team"));
    EXPECT_EQ(app->model("Member").find_one().value()["name"].as<std::string>(), "c");
    EXPECT_EQ(app->model("Member").count(), 3) << "a count knows no limit, as in LoopBack";
}

TEST_F(default_scope_of_records, gives_way_to_what_a_program_asks)
{
    EXPECT_EQ(names(app->model("Member").find([](auto& q) { q.order_by("name"); })), (texts{"a", "b"}));
    EXPECT_EQ(names(app->model("Member").find([](auto& q) { q.limit(1); })), texts{"c"});
    EXPECT_EQ(names(app->model("Member").find([](auto& q) { q.limit(9); })), (texts{"c", "b"}));
}

TEST_F(default_scope_of_records, holds_for_one_row_by_its_key)
{
    const auto row = app->model("Member").find_by_id(1);
    ASSERT_TRUE(row);
    EXPECT_EQ((*row)["name"].as<std::string>(), "a");
}

TEST_F(default_scope_of_records, holds_for_related_rows_and_preloads)
{
    const auto team = app->model("Team").find_by_id(1).value();
    EXPECT_EQ(names(team.related("members").find()), (texts{"c", "b"}));
    EXPECT_EQ(names(team.related("members").find([](auto& q) { q.order_by("name"); })), (texts{"a", "b"}));
    const auto loaded = app->model("Team").find([](auto& q) { q.preload("members"); });
    texts read;
    for (const auto& row : loaded[0].related("members"))
        read.push_back(row["name"].as<std::string>());
    EXPECT_EQ(read, (texts{"c", "b"}));
}

TEST(order_of_related_records, is_that_of_the_closure_before_that_of_the_keys)
{
    folder_maker f;
    f.model("Team", R"("relations": {"notes": {"type": "hasMany", "model": "Note"}})");
    f.model("Note", R"("properties": {"name": "string"})");
    auto served = f.open();
    served.connect();
    auto app = served.records();
    const auto notes = app.model("Team").create({}).related("notes");
    for (const char* name : {"b", "c", "a"})
        notes.create({{"name", name}});
    EXPECT_EQ(names(notes.find()), (texts{"b", "c", "a"}));
    EXPECT_EQ(names(notes.find([](auto& q) { q.where("name", "<", "c"); })), (texts{"b", "a"}));
    EXPECT_EQ(names(notes.find([](auto& q) { q.order_by("name"); })), (texts{"a", "b", "c"}));
    EXPECT_EQ((*notes.find_one([](auto& q) { q.order_by("name", ginnel::desc); }))["name"].as<std::string>(), "c");
}

} // namespace
