// What loading means and costs: rows, relations, limits, null keys, and the statements counted outside the engine.
#include "blog.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

#include <functional>

namespace ginnel::test {
namespace {

using engine::query;
using texts = std::vector<std::string>;

class load : public testing::Test {
protected:
    load()
    {
        db.run("insert into countries(id, name) values (1, 'India'), (2, 'Peru'), (3, 'Chad');"
               "insert into users(id, country_id, name) values (1, 1, 'Asha'), (2, 1, 'Ravi'), (3, 2, 'Luz'), (4, "
               "null, 'Nemo');"
               "insert into posts(id, user_id, title) values (1, 1, 'Monsoon'), (2, 1, 'Draft'), (3, 2, 'Ghats'), (4, "
               "3, 'Andes'),"
               " (5, null, 'Lost'), (6, 1, 'Ganges');"
               "insert into skills(id, name) values (1, 'Sailing'), (2, 'Cooking');"
               "insert into skill_user(user_id, skill_id, level) values (1, 1, 3), (1, 2, 5), (2, 2, 1), (1, 2, 6)");
        db.statements();
    }

    /// A relation's query with something asked of it.
    std::shared_ptr<const query> sub(const char* model, const char* name, const std::function<void(query&)>& ask = {})
    {
        auto q = std::make_shared<query>(db.relation(model, name), false);
        if (ask)
            ask(*q);
        return q;
    }
    void preload(query& q, const char* name, const std::function<void(query&)>& ask = {})
    {
        const auto& r = q.model->relation_named(name);
        q.add_preload(r, sub(q.model->name.c_str(), name, ask));
    }
    static void where(query& q, const char* column, const char* op, value v)
    {
        q.add(false, false, {engine::compare{q.column(column), op, std::move(v)}});
    }
    static texts titles(const std::vector<engine::record>& rows, const char* column)
    {
        texts out;
        for (const auto& r : rows)
            out.push_back(r.get(column).text());
        return out;
    }
    static const std::vector<engine::record>& rows_of(const engine::record& r, const char* relation)
    {
        return r.slot(r.model().relation_named(relation).index).rows;
    }
    std::size_t statements_of(const std::function<void()>& work)
    {
        db.statements();
        work();
        return db.statements().size();
    }
    static std::string code_of(const std::function<void()>& work)
    {
        try {
            work();
        } catch (const error& e) {
            return std::string{e.code()};
        }
        return "no error";
    }

    blog db;
};

TEST_F(load, a_query_is_one_statement)
{
    query q{db.model("Country")};
    where(q, "name", "like", value{"%a"});
    std::vector<engine::record> rows;
    EXPECT_EQ(statements_of([&] { rows = db.all(q); }), 1U);
    EXPECT_EQ(titles(rows, "name"), (texts{"India"}));
}

TEST_F(load, a_preload_is_one_statement_whatever_the_number_of_parents)
{
    query q{db.model("Country")};
    preload(q, "users");
    std::vector<engine::record> rows;
    EXPECT_EQ(statements_of([&] { rows = db.all(q); }), 2U);
    EXPECT_EQ(titles(rows_of(rows.at(0), "users"), "name"), (texts{"Asha", "Ravi"}));
    EXPECT_TRUE(rows_of(rows.at(2), "users").empty());
    EXPECT_TRUE(rows.at(2).slot(0).loaded) << "loaded and empty is not the same as not loaded";
}

TEST_F(load, nested_preloads_and_siblings_add_one_statement_each)
{
    query q{db.model("Country")};
    preload(q, "users", [&](query& users) {
        preload(users, "posts");
        preload(users, "skills");
    });
    preload(q, "posts");
    EXPECT_EQ(statements_of([&] { db.all(q); }), 5U);
}

TEST_F(load, an_empty_set_of_parents_costs_no_statement)
{
    query q{db.model("Country")};
    where(q, "name", "=", value{"nowhere"});
    preload(q, "users", [&](query& users) { preload(users, "posts"); });
    EXPECT_EQ(statements_of([&] { EXPECT_TRUE(db.all(q).empty()); }), 1U);
}

TEST_F(load, a_null_key_relates_to_nothing_and_costs_no_statement)
{
    query q{db.model("User")};
    where(q, "name", "=", value{"Nemo"});
    preload(q, "country");
    std::vector<engine::record> rows;
    EXPECT_EQ(statements_of([&] { rows = db.all(q); }), 1U);
    const auto& country = rows.at(0).slot(db.relation("User", "country").index);
    EXPECT_TRUE(country.loaded);
    EXPECT_EQ(country.row, nullptr);
}

TEST_F(load, a_through_relation_is_one_join_and_carries_its_near_key)
{
    query q{db.model("Country")};
    preload(q, "posts", [&](query& posts) { posts.orders.push_back({posts.column("title"), false, {}}); });
    std::vector<engine::record> rows;
    EXPECT_EQ(statements_of([&] { rows = db.all(q); }), 2U);
    const auto& posts = rows_of(rows.at(0), "posts");
    EXPECT_EQ(titles(posts, "title"), (texts{"Draft", "Ganges", "Ghats", "Monsoon"}));
    EXPECT_EQ(posts.at(0).extra_names(), (texts{"through_country_id"}));
    EXPECT_EQ(posts.at(0).extra_values().at(0), value{1});
}

TEST_F(load, rows_of_a_to_one_are_shared_by_their_parents)
{
    query q{db.model("Post")};
    preload(q, "user");
    const auto rows = db.all(q);
    const auto index = db.relation("Post", "user").index;
    EXPECT_EQ(rows.at(0).slot(index).row, rows.at(1).slot(index).row);
    EXPECT_NE(rows.at(0).slot(index).row, rows.at(2).slot(index).row);
}

TEST_F(load, duplicate_links_give_duplicate_rows_with_their_pivot_columns)
{
    query q{db.model("User")};
    where(q, "id", "=", value{1});
    preload(q, "skills", [&](query& skills) { skills.orders.push_back({skills.link_column("level"), false, {}}); });
    const auto user = db.all(q);
    const auto& skills = rows_of(user.at(0), "skills");
    ASSERT_EQ(skills.size(), 3U);
    EXPECT_EQ(skills.at(2).extra_names(), (texts{"pivot_user_id", "pivot_skill_id", "pivot_level", "pivot_note"}));
    EXPECT_EQ(skills.at(2).extra_values().at(2), value{6});
}

TEST_F(load, a_limit_in_a_preload_counts_per_parent)
{
    query q{db.model("Country")};
    preload(q, "users", [](query& users) { users.limit = 1; });
    const auto rows = db.all(q);
    EXPECT_EQ(titles(rows_of(rows.at(0), "users"), "name"), (texts{"Asha"}));
    EXPECT_EQ(titles(rows_of(rows.at(1), "users"), "name"), (texts{"Luz"}));
}

TEST_F(load, a_group_limit_takes_the_newest_of_each_parent)
{
    for (const auto* relation : {"users", "posts"}) { // one hop by seeking, two hops by numbering
        query q{db.model("Country")};
        preload(q, relation, [](query& r) { r.group_limit = 1; });
        std::vector<engine::record> rows;
        EXPECT_EQ(statements_of([&] { rows = db.all(q); }), 2U);
        ASSERT_EQ(rows_of(rows.at(0), relation).size(), 1U) << relation;
        EXPECT_EQ(rows_of(rows.at(0), relation).at(0).get("id"), value{relation[0] == 'u' ? 2 : 6});
        EXPECT_EQ(rows_of(rows.at(1), relation).size(), 1U);
    }
}

TEST_F(load, a_group_limit_of_one_hop_seeks_in_the_index_of_its_key)
{
    query q{db.model("Country")};
    preload(q, "users", [](query& r) { r.group_limit = 1; });
    db.statements();
    db.all(q);
    const auto sent = db.statements();
    EXPECT_NE(sent.at(1).find("limit"), std::string::npos) << sent.at(1);
    EXPECT_EQ(sent.at(1).find("row_number"), std::string::npos);
}

TEST_F(load, where_has_and_with_count_add_no_statement)
{
    query q{db.model("Country")};
    const auto& users = db.relation("Country", "users");
    auto named = std::make_shared<query>(users, true);
    where(*named, "name", "=", value{"Luz"});
    q.add(false, false, {engine::relation_test{&users, named, {}, 0, {}, false}});
    q.aggregates.push_back({&db.relation("Country", "posts"),
                            std::make_shared<query>(db.relation("Country", "posts"), true),
                            {},
                            "posts_count",
                            false});
    std::vector<engine::record> rows;
    EXPECT_EQ(statements_of([&] { rows = db.all(q); }), 1U);
    ASSERT_EQ(titles(rows, "name"), (texts{"Peru"}));
    EXPECT_EQ(rows.at(0).extra_values().at(0), value{1});
}

TEST_F(load, an_or_in_a_relation_closure_never_reaches_outside_the_relation)
{
    query q{db.model("Country")};
    where(q, "id", "=", value{2});
    preload(q, "posts", [](query& posts) {
        where(posts, "title", "=", value{"Andes"});
        posts.add(true, false, {engine::compare{posts.column("title"), "=", value{"Monsoon"}}});
    });
    EXPECT_EQ(titles(rows_of(db.all(q).at(0), "posts"), "title"), (texts{"Andes"}));
}

TEST_F(load, counting_plucking_and_asking_for_existence_are_one_statement_each)
{
    query q{db.model("Post")};
    EXPECT_EQ(statements_of([&] { EXPECT_EQ(engine::count(db.session(), q), 6); }), 1U);
    EXPECT_EQ(statements_of([&] { EXPECT_TRUE(engine::exists(db.session(), q)); }), 1U);
    EXPECT_EQ(statements_of([&] { EXPECT_EQ(engine::pluck(db.session(), q, q.column("title")).size(), 6U); }), 1U);
    q.limit = 2;
    EXPECT_EQ(engine::count(db.session(), q), 2) << "a count counts what the list lists";
    const query of_user{db.relation("User", "posts"), false};
    const value nobody{};
    EXPECT_EQ(statements_of([&] { EXPECT_EQ(engine::count(db.session(), of_user, &nobody), 0); }), 0U);
    const value asha{1};
    EXPECT_EQ(engine::count(db.session(), of_user, &asha), 3);
}

TEST_F(load, find_is_one_statement_and_leaves_the_result_empty_where_there_is_no_row)
{
    std::vector<engine::record> found;
    EXPECT_EQ(statements_of([&] {
                  engine::find(db.session(), db.model("Post"), value{4}, {&found, &engine::record_rows_ops()});
              }),
              1U);
    EXPECT_EQ(titles(found, "title"), (texts{"Andes"}));
    engine::find(db.session(), db.model("Post"), value{40}, {&found, &engine::record_rows_ops()});
    EXPECT_TRUE(found.empty());
    EXPECT_EQ(statements_of([&] {
                  engine::find(db.session(), db.model("Post"), value{}, {&found, &engine::record_rows_ops()});
              }),
              0U);
}

TEST_F(load, related_rows_of_one_parent_are_one_statement_and_none_for_a_null_key)
{
    std::vector<engine::record> rows;
    const query q{db.relation("Country", "posts"), false};
    EXPECT_EQ(statements_of([&] {
                  engine::load_related(db.session(), q, value{2}, {&rows, &engine::record_rows_ops()});
              }),
              1U);
    EXPECT_EQ(titles(rows, "title"), (texts{"Andes"}));
    EXPECT_EQ(statements_of([&] {
                  engine::load_related(db.session(), q, value{}, {&rows, &engine::record_rows_ops()});
              }),
              0U);
    EXPECT_TRUE(rows.empty());
}

TEST_F(load, loading_into_rows_that_exist_is_one_statement_and_all_or_nothing)
{
    auto countries = db.all(query{db.model("Country")});
    std::vector<void*> objects;
    for (auto& c : countries)
        objects.push_back(&c);
    const engine::preload users{&db.relation("Country", "users"), sub("Country", "users")};
    EXPECT_EQ(statements_of([&] { engine::load_into(db.session(), db.model("Country"), objects, {&users, 1}); }), 1U);
    EXPECT_EQ(rows_of(countries.at(0), "users").size(), 2U);

    const engine::preload posts{&db.relation("Country", "posts"), sub("Country", "posts")};
    const engine::preload both[]{users, posts};
    db.run("update users set name = x'00' where id = 3"); // a blob in a text column
    EXPECT_EQ(code_of([&] { engine::load_into(db.session(), db.model("Country"), objects, both); }), "E_COLUMN_TYPE");
    EXPECT_EQ(rows_of(countries.at(0), "users").size(), 2U);
    EXPECT_FALSE(countries.at(0).slot(db.relation("Country", "posts").index).loaded);
}

TEST_F(load, a_wrong_type_is_an_error_that_names_table_column_row_and_what_was_found)
{
    db.run("update posts set title = 12.5 where id = 3"); // the column has text affinity, so '12.5' fits
    EXPECT_EQ(db.all(query{db.model("Post")}).size(), 6U);
    db.run("update posts set title = x'41' where id = 3");
    try {
        db.all(query{db.model("Post")});
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.kind(), error_kind::data);
        EXPECT_EQ(e.model(), "Post");
        for (const auto* part : {"\"posts\"", "\"title\"", "id = 3", "text", "x'41'"})
            EXPECT_NE(std::string{e.what()}.find(part), std::string::npos) << part << " in: " << e.what();
    }
}

TEST_F(load, unknown_names_are_errors_with_the_nearest_names)
{
    query q{db.model("Post")};
    try {
        q.column("titel");
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.code(), "E_UNKNOWN_COLUMN");
        EXPECT_NE(std::string{e.what()}.find("title"), std::string::npos);
    }
    EXPECT_EQ(code_of([&] { db.model("Post").relation_named("usr"); }), "E_UNDEFINED_RELATIONSHIP");
    EXPECT_EQ(code_of([&] { q.link_column("level"); }), "E_NO_LINK_TABLE");
    EXPECT_EQ(code_of([&] {
                  query wrong{db.model("Post")};
                  wrong.add(false, false, {engine::compare{wrong.column("title"), "~~", value{"x"}}});
                  db.all(wrong);
              }),
              "E_UNKNOWN_OPERATOR");
}

TEST_F(load, statements_of_one_shape_have_one_text)
{
    query few{db.model("Country")}, all{db.model("Country")};
    where(few, "id", "=", value{1});
    where(all, "id", "<>", value{99});
    preload(few, "users");
    preload(all, "users");
    db.statements();
    db.all(few);
    const auto first = db.statements().at(1);
    db.all(all);
    EXPECT_EQ(db.statements().at(1), first);
}

} // namespace
} // namespace ginnel::test
