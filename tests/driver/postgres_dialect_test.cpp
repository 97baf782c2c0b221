#if defined(GINNEL_POSTGRES)
#include "dialect_support.hpp"
#include "postgres_fixture.hpp"

namespace ginnel::driver::postgres::test {
namespace {

using namespace dialect_tests;

class postgres_dialect : public fixture {};

TEST_F(postgres_dialect, postgres_takes_every_statement)
{
    run_every_statement(db());
}

/// What the planner makes of a text with one set of integer keys.
std::string plan_of(connection& c, const std::string& text)
{
    std::string explained = "explain (costs off) " + text;
    arguments keys{{owned{integers({1, 2}), column_type::int64}}};
    c.send(explained, keys);
    std::string plan;
    for (const row& r : take(c))
        plan += r.at(0).text() + "\n";
    return plan;
}

TEST_F(postgres_dialect, keys_that_count_from_zero_cost_the_planner_nothing)
{
    db().run("create table t (id bigint primary key); insert into t select generate_series(1, 10000); analyze t");
    sql::select s{};
    s.columns = {{column("t", "id"), ""}};
    s.from = sql::keys_source{slot(), "k"};
    s.joins = {{sql::join_kind::inner, sql::table_source{"t", ""},
                sql::make(sql::binary{"=", column("t", "id"), column("k", "value")})}};
    std::string ours = plan_of(db(), sql::postgres_dialect().render(s).text);
    std::string bare =
        plan_of(db(), R"(select "t"."id" from unnest($1::bigint[]) with ordinality as "k"("value", "ordinal") )"
                      R"(inner join "t" on "t"."id" = "k"."value")");
    EXPECT_EQ(ours, bare);
    EXPECT_EQ(ours.find("Subquery"), std::string::npos) << ours;
    EXPECT_NE(ours.find("Index"), std::string::npos) << ours;
}

TEST_F(postgres_dialect, keys_of_another_integer_width_use_the_index)
{
    db().run("create table t (id integer primary key); insert into t select generate_series(1, 10000); analyze t");
    std::string plan = plan_of(
        db(), sql::postgres_dialect()
                  .render(sql::select{false,
                                      {{column("", "id"), ""}},
                                      sql::table_source{"t", ""},
                                      {},
                                      sql::make(sql::in_keys{column("", "id"), slot(column_type::int32), false}),
                                      {},
                                      {},
                                      {},
                                      {},
                                      {},
                                      sql::row_lock::none})
                  .text);
    EXPECT_NE(plan.find("Index"), std::string::npos) << plan;
}

TEST_F(postgres_dialect, lateral_and_row_locks)
{
    db().run("create table t (id bigint primary key, name text); insert into t values (1, 'a'), (2, 'b')");
    sql::select inner{};
    inner.columns = {{column("t", "name"), ""}};
    inner.from = sql::table_source{"t", ""};
    inner.where = sql::make(sql::binary{"=", column("t", "id"), column("k", "value")});
    inner.limit = number(1);
    sql::select s{};
    s.columns = {{column("k", "ordinal"), ""}, {column("x", "name"), ""}};
    s.from = sql::keys_source{slot(), "k"};
    s.joins = {
        {sql::join_kind::left, sql::select_source{std::make_shared<const sql::select>(inner), "x", true}, nullptr}};
    s.order = {{column("k", "ordinal"), false}};
    EXPECT_EQ(rows_of(db(), s, integer_keys({2, 3, 1})), (std::vector<row>{{0, "b"}, {1, value{}}, {2, "a"}}));

    sql::select locked{};
    locked.columns = {{column("t", "id"), ""}};
    locked.from = sql::table_source{"t", ""};
    locked.joins = {{sql::join_kind::left, sql::table_source{"t", "other"},
                     sql::make(sql::binary{"=", column("other", "id"), column("t", "id")})}};
    locked.lock = sql::row_lock::update;
    EXPECT_EQ(rows_of(db(), locked).size(), 2u);
}

} // namespace
} // namespace ginnel::driver::postgres::test
#endif
