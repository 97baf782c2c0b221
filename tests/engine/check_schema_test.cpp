// What the check of models against a database finds, and the SQL that mends it.
#include "blog.hpp"
#include "engine/check_schema.hpp"
#include "engine/held_keys.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace ginnel::test {
namespace {

std::vector<const schema::model*> models_of(const blog& b)
{
    std::vector<const schema::model*> out;
    for (const auto* name : {"Country", "User", "Post", "Skill"})
        out.push_back(&b.model(name));
    return out;
}

/// All but the advice on unique indexes, which create_tables does not make: links may be there twice.
schema_report report_of(blog& b)
{
    auto report = engine::check_schema(b.session(), models_of(b));
    std::erase_if(report.findings, [](const auto& f) { return f.kind == finding_kind::missing_unique; });
    return report;
}

TEST(check_schema, a_fresh_database_lacks_nothing_once_each_finding_was_mended)
{
    blog b;
    b.run("pragma foreign_keys = off; drop table if exists skill_user; drop table if exists posts");
    auto report = engine::check_schema(b.session(), models_of(b));
    ASSERT_FALSE(report.empty());
    EXPECT_EQ(std::count_if(report.findings.begin(), report.findings.end(),
                            [](const auto& f) { return f.kind == finding_kind::missing_table; }),
              2);
    // Indexes of a table that is missing are said when it is there.
    for (int round = 0; round < 2; ++round)
        for (const auto& f : engine::check_schema(b.session(), models_of(b)).findings)
            if (!f.sql.empty())
                b.run(f.sql);
    EXPECT_TRUE(engine::check_schema(b.session(), models_of(b)).empty())
        << engine::check_schema(b.session(), models_of(b)).text();
}

TEST(check_schema, after_create_tables_nothing_is_missing_but_unique_indexes)
{
    blog b;
    b.run(
        "pragma foreign_keys = off; drop table if exists skill_user; drop table if exists posts; drop table if exists "
        "users; drop table if exists countries; drop table if exists skills");
    engine::create_tables(b.session(), models_of(b));
    EXPECT_TRUE(report_of(b).empty()) << report_of(b).text();
}

TEST(check_schema, two_statements_whatever_the_number_of_tables_and_one_per_key)
{
    blog b;
    b.statements();
    engine::check_schema(b.session(), models_of(b));
    EXPECT_EQ(b.statements().size(), 2U + engine::held_keys(models_of(b)).size());
}

TEST(check_schema, a_column_of_another_type_or_that_takes_nulls_is_found)
{
    blog b;
    b.run("pragma foreign_keys = off; drop table posts; create table posts (id integer primary key, user_id text)");
    const auto report = report_of(b);
    const auto found = [&](finding_kind kind, const std::string& column) {
        return std::any_of(report.findings.begin(), report.findings.end(), [&](const auto& f) {
            return f.kind == kind && f.table == "posts" && !f.columns.empty() && f.columns.front() == column;
        });
    };
    EXPECT_TRUE(found(finding_kind::different_type, "user_id")) << report.text();
    EXPECT_TRUE(found(finding_kind::missing_index, "user_id")) << report.text();
    EXPECT_FALSE(found(finding_kind::different_type, "id"));
    EXPECT_FALSE(found(finding_kind::nullable, "id"));
}

TEST(check_schema, an_index_that_begins_with_the_columns_counts_and_a_partial_one_does_not)
{
    const auto lacks = [](const std::string& index) {
        blog b;
        b.run("pragma foreign_keys = off; drop table posts; create table posts (id integer primary key, user_id "
              "integer, title text);" +
              index);
        const auto r = report_of(b);
        return std::any_of(r.findings.begin(), r.findings.end(), [](const auto& f) {
            return f.kind == finding_kind::missing_index && f.table == "posts" && f.columns.front() == "user_id";
        });
    };
    EXPECT_TRUE(lacks(""));
    EXPECT_FALSE(lacks("create index a on posts (user_id, title)"));
    EXPECT_TRUE(lacks("create index a on posts (title, user_id)"));
    EXPECT_TRUE(lacks("create index a on posts (user_id) where title is not null"));
}

} // namespace
} // namespace ginnel::test
