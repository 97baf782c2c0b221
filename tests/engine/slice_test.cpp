// Limits, group limits, distinct and added names mean the same in every use of a query.
#include "blog.hpp"
#include "engine/key_index.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <limits>

namespace ginnel::test {
namespace {

using engine::query;
using texts = std::vector<std::string>;

class slice : public testing::Test {
protected:
    slice()
    {
        db.run("insert into countries(id, name) values (1, 'India');"
               "insert into users(id, country_id, name) values (1, 1, 'C'), (2, 1, 'B'), (3, 1, 'A');"
               "insert into posts(id, user_id, title) values (1, 1, 'p'), (2, 1, 'r'), (3, 1, 'q');"
               "insert into skills(id, name) values (1, 'Sailing');"
               "insert into skill_user(user_id, skill_id, level) values (1, 1, 3), (1, 1, 5)");
    }
    static texts names(const std::vector<engine::record>& rows)
    {
        texts out;
        for (const auto& r : rows)
            out.push_back(r.get("name").text());
        return out;
    }
    /// The users of the country, in both uses: preloaded, and as a related query.
    void expect_both(const std::function<void(query&)>& ask, const texts& expected)
    {
        const auto& users = db.relation("Country", "users");
        query related{users, false};
        ask(related);
        std::vector<engine::record> rows;
        engine::load_related(db.session(), related, value{1}, {&rows, &engine::record_rows_ops()});
        EXPECT_EQ(names(rows), expected) << "related";
        query root{db.model("Country")};
        root.add_preload(users, std::make_shared<const query>(related));
        EXPECT_EQ(names(db.all(root).at(0).slot(users.index).rows), expected) << "preloaded";
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

TEST_F(slice, the_lesser_of_limit_and_group_limit_counts)
{
    expect_both([](query& q) { q.limit = 3, q.group_limit = 1; }, {"A"});
    expect_both([](query& q) { q.limit = 1, q.group_limit = 3; }, {"A"});
}

TEST_F(slice, a_group_limit_chooses_by_its_order_and_shows_by_the_other)
{
    expect_both(
        [](query& q) {
            q.group_limit = 2;
            q.group_orders = {{q.column("id"), true, {}}};
            q.orders = {{q.column("name"), true, {}}};
        },
        {"B", "A"});
}

TEST_F(slice, a_group_order_alone_orders)
{
    expect_both([](query& q) { q.group_orders = {{q.column("name"), false, {}}}; }, {"A", "B", "C"});
}

TEST_F(slice, huge_numbers_are_clamped_and_negative_ones_refused)
{
    const auto most = std::numeric_limits<std::int64_t>::max();
    expect_both([&](query& q) { q.limit = most, q.offset = 2, q.orders = {{q.column("id"), false, {}}}; }, {"A"});
    for (auto member : {&query::limit, &query::offset, &query::group_limit})
        EXPECT_EQ(code_of([&] {
                      query q{db.model("User")};
                      q.*member = -1;
                      db.all(q);
                  }),
                  "E_NEGATIVE");
}

TEST_F(slice, a_to_one_without_rows_in_its_limit_is_empty)
{
    const auto& country = db.relation("User", "country");
    query none{country, false};
    none.limit = 0;
    query q{db.model("User")};
    q.add_preload(country, std::make_shared<const query>(none));
    EXPECT_EQ(db.all(q).at(0).slot(country.index).row, nullptr);
}

TEST_F(slice, a_distinct_sub_query_counts_each_row_once)
{
    const auto& skills = db.relation("User", "skills");
    query sub{skills, true};
    query q{db.model("User")};
    q.limit = 1;
    q.aggregates.push_back({&skills, std::make_shared<const query>(sub), {}, "links", false});
    sub.distinct = true;
    const auto once = std::make_shared<const query>(sub);
    q.aggregates.push_back({&skills, once, {}, "skills", false});
    q.aggregates.push_back({&skills, once, {engine::aggregate_function::sum, once->column("id"), false}, "sum", false});
    EXPECT_EQ(db.all(q).at(0).extra_values(), (std::vector<value>{value{2}, value{1}, value{1}}));
}

TEST_F(slice, a_limit_in_a_test_or_count_is_refused)
{
    const auto& users = db.relation("Country", "users");
    query sub{users, true};
    sub.limit = 1;
    query q{db.model("Country")};
    q.aggregates.push_back({&users, std::make_shared<const query>(sub), {}, "n", false});
    EXPECT_EQ(code_of([&] { db.all(q); }), "E_LIMIT_IN_SUB_QUERY");
}

TEST_F(slice, one_alias_for_two_things_is_refused)
{
    query q{db.relation("User", "skills"), false};
    q.links = {{q.link_column("level"), "x"}, {q.link_column("level"), "x"}};
    EXPECT_EQ(code_of([&] { engine::to_sql(db.session().env(), q); }), "no error");
    q.links.push_back({q.link_column("note"), "x"});
    EXPECT_EQ(code_of([&] { engine::to_sql(db.session().env(), q); }), "E_DUPLICATE_ALIAS");
}

TEST_F(slice, a_pivot_column_cannot_be_selected_as_a_column_of_the_model)
{
    query q{db.relation("User", "skills"), false};
    q.selected = {q.link_column("level").column};
    EXPECT_EQ(code_of([&] { engine::to_sql(db.session().env(), q); }), "E_UNKNOWN_COLUMN");
}

TEST_F(slice, a_row_without_the_key_of_a_relation_cannot_load_it)
{
    query q{db.model("User")};
    q.selected = {q.column("id").column};
    auto rows = db.all(q);
    const auto& country = db.relation("User", "country");
    const engine::preload p{&country, std::make_shared<const query>(country, false)};
    void* object = &rows.at(0);
    EXPECT_EQ(code_of([&] {
                  engine::load_into(db.session(), db.model("User"), {&object, 1}, {&p, 1});
              }),
              "E_MISSING_MODEL_ATTRIBUTE");
}

TEST_F(slice, ilike_ignores_case)
{
    query q{db.model("User")};
    q.add(false, false, {engine::compare{q.column("name"), "ilike", value{"a"}}});
    EXPECT_EQ(names(db.all(q)), (texts{"A"}));
}

TEST_F(slice, a_declaration_is_the_relation_and_may_not_ask_for_itself)
{
    class hook final : public schema::query_hook {
    public:
        explicit hook(const std::function<void(query&)>& f) : f_{f} {}
        void apply(query& q, bool) const override { f_(q); }

    private:
        std::function<void(query&)> f_;
    };
    auto r = db.relation("Country", "users");
    r.on_query = std::make_shared<const hook>([](query& q) {
        q.add(false, false, {engine::is_null{q.column("name"), true}});
    });
    query q{r, false};
    EXPECT_FALSE(q.restricted());
    q.limit = 1;
    EXPECT_TRUE(q.restricted());
    r.on_query =
        std::make_shared<const hook>([&r](query& it) { it.add_preload(r, std::make_shared<const query>(r, false)); });
    EXPECT_EQ(code_of([&] { query{r, false}; }), "E_RELATION_DEPTH");
}

TEST(key_index, integers_among_reals_are_one_set_if_they_are_exact)
{
    engine::key_index keys;
    for (const value& v : {value{1}, value{1.0}, value{2.5}})
        keys.add(v.view());
    keys.close();
    EXPECT_EQ(keys.keys().size(), 2U);
    EXPECT_EQ(keys.next(keys.rows_at(0)), 1U);
    engine::key_index inexact;
    for (const value& v : {value{(std::int64_t{1} << 53) + 1}, value{2.5}})
        inexact.add(v.view());
    EXPECT_THROW(inexact.close(), error);
}

} // namespace
} // namespace ginnel::test
