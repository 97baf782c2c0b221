// Names and order of what create_tables makes.
#include "blog.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace ginnel::test {
namespace {

schema::column integer(const std::string& name, bool primary = false)
{
    schema::column c;
    c.name = c.column_name = name;
    c.primary = c.generated = primary;
    return c;
}

schema::model_draft table_of(const char* name, const std::string& table, std::vector<std::string> columns,
                             std::vector<schema::relation_draft> relations = {})
{
    schema::model_draft m;
    m.name = name;
    m.table = table;
    m.ops = &engine::record_ops();
    m.columns.push_back(integer("id", true));
    for (const auto& c : columns)
        m.columns.push_back(integer(c));
    m.relations = std::move(relations);
    return m;
}

schema::relation_draft many(const char* name, const char* target, const std::string& key)
{
    schema::relation_draft r;
    r.name = name;
    r.kind = schema::relation_kind::has_many;
    r.target = target;
    r.foreign_key = key;
    r.slot = &engine::record_list_ops();
    return r;
}

/// Names of the indexes, in the order in which they were made.
std::vector<std::string> indexes_of(schema::registry& models)
{
    models.boot();
    driver::sqlite::options in_memory;
    in_memory.path = ":memory:";
    const auto connection = driver::sqlite::open(in_memory);
    engine::connection_session session{*connection};
    engine::create_tables(session, models.models());
    std::vector<std::string> out;
    connection->send("select name from sqlite_master where type = 'index' and sql is not null order by rowid", {});
    while (const auto* row = connection->fetch())
        out.emplace_back(row[0].text);
    connection->finish();
    return out;
}

TEST(create_tables, indexes_whose_names_would_collide_get_names_of_their_own)
{
    schema::registry models;
    models.add(table_of("Owner", "owners", {}, {many("first", "First", "c"), many("second", "Second", "b_c")}));
    models.add(table_of("First", "a_b", {"c"}));
    models.add(table_of("Second", "a", {"b_c"}));
    EXPECT_EQ(indexes_of(models), (std::vector<std::string>{"a_b_c_index", "a_b_c_index_2"}));
}

TEST(create_tables, long_index_names_are_cut_to_what_every_database_takes)
{
    const std::string key = std::string(60, 'k');
    schema::registry models;
    models.add(
        table_of("Owner", "owners", {}, {many("first", "First", key + "1"), many("second", "First", key + "2")}));
    models.add(table_of("First", "things", {key + "1", key + "2"}));
    const auto names = indexes_of(models);
    ASSERT_EQ(names.size(), 2U);
    EXPECT_NE(names[0], names[1]);
    for (const auto& n : names) {
        EXPECT_EQ(n.size(), 63U);
        EXPECT_TRUE(n.starts_with("things_kkk") && n.ends_with("_index")) << n;
    }
}

TEST(create_tables, statements_come_in_the_order_of_the_models)
{
    std::vector<std::string> names, expected;
    schema::registry models;
    std::vector<schema::relation_draft> relations;
    for (const auto* t : {"M", "C", "X", "A", "K", "B"}) {
        relations.push_back(many(t, t, "owner_id"));
        expected.push_back(std::string{"table_"} + t + "_owner_id_index");
    }
    models.add(table_of("Owner", "owners", {}, relations));
    for (const auto& r : relations)
        models.add(table_of(r.target.c_str(), "table_" + r.target, {"owner_id"}));
    EXPECT_EQ(indexes_of(models), expected);
}

} // namespace
} // namespace ginnel::test
