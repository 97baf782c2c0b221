#include "sql/build.hpp"
#include "sql/refusal.hpp"

// Inside, since <cstdlib> brings global functions named select and remove.
namespace ginnel::sql::test {
namespace {

TEST(sql_select, reads_pleasantly)
{
    select s{};
    s.columns = {{col("posts", "id"), ""}, {col("posts", "title"), ""}};
    s.from = table_source{"posts", "posts"};
    s.joins = {{join_kind::inner, table_source{"users", ""}, op(col("posts", "user_id"), "=", col("users", "id"))}};
    s.where = make(in_keys{col("users", "country_id"), slot_of_keys(0), false});
    EXPECT_EQ(
        sqlite(s),
        R"(select "posts"."id", "posts"."title" from "posts" inner join "users" on "posts"."user_id" = "users"."id" )"
        R"(where "users"."country_id" in (select value from ginnel_keys(?1)))");
    EXPECT_EQ(
        postgres(s),
        R"(select "posts"."id", "posts"."title" from "posts" inner join "users" on "posts"."user_id" = "users"."id" )"
        R"(where "users"."country_id" = any($1::bigint[]))");
}

TEST(sql_select, all_clauses_in_their_order)
{
    select s = from("t", op(col("", "a"), "=", val(1)));
    s.distinct = true;
    s.columns = {{col("", "a"), "b"}, {make(call{"count", {}, false}), "n"}};
    s.from = table_source{"t", "x"};
    s.group_by = {col("", "a"), col("", "c")};
    s.having = op(make(call{"count", {}, false}), ">", val(2));
    s.order = {{col("", "a"), true}, {col("", "c"), false}};
    s.limit = val(10, column_type::int64);
    s.offset = val(20, column_type::int64);
    EXPECT_EQ(
        sqlite(s),
        R"(select distinct "a" as "b", count(*) as "n" from "t" as "x" where "a" = ?1 group by "a", "c" having count(*) > ?2 )"
        R"(order by "a" desc, "c" limit ?3 offset ?4)");
    EXPECT_EQ(
        postgres(s),
        R"(select distinct "a" as "b", count(*) as "n" from "t" as "x" where "a" = $1 group by "a", "c" having count(*) > $2 )"
        R"(order by "a" desc, "c" limit $3::bigint offset $4::bigint)");
    statement rendered = sqlite_dialect().render(s);
    ASSERT_EQ(rendered.parameters.size(), 4u);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(rendered.parameters[i].value, value(std::vector{1, 2, 10, 20}[i]));
}

TEST(sql_select, limit_and_offset_alone)
{
    select limited = from("t");
    limited.limit = val(1);
    EXPECT_EQ(sqlite(limited), R"(select "id" from "t" limit ?1)");
    EXPECT_EQ(postgres(limited), R"(select "id" from "t" limit $1)");
    select skipping = from("t");
    skipping.offset = val(1);
    EXPECT_EQ(sqlite(skipping), R"(select "id" from "t" limit -1 offset ?1)");
    EXPECT_EQ(postgres(skipping), R"(select "id" from "t" offset $1)");
}

TEST(sql_select, without_a_source)
{
    select s{};
    s.columns = {{val(1), "one"}};
    EXPECT_EQ(sqlite(s), R"(select ?1 as "one")");
}

TEST(sql_select, keys_as_a_source)
{
    select s{};
    s.columns = {{col("k", "ordinal"), ""}};
    s.from = keys_source{slot_of_keys(1, column_type::text), "k"};
    EXPECT_EQ(sqlite(s), R"(select "k"."ordinal" from ginnel_keys(?1) as "k")");
    EXPECT_EQ(postgres(s), R"(select "k"."ordinal" from (select "value", "ordinal" - 1 as "ordinal" )"
                           R"(from unnest($1::text[]) with ordinality as "k"("value", "ordinal")) as "k")");
    EXPECT_EQ(sqlite_dialect().render(s).parameters.at(0).slot, 1u);
}

TEST(sql_select, joins)
{
    select s = from("t");
    s.joins = {{join_kind::left, table_source{"u", "v"}, op(col("v", "id"), "=", col("t", "id"))},
               {join_kind::left, table_source{"w", ""}, nullptr},
               {join_kind::inner, select_source{shared(from("z")), "zz", false}, nullptr}};
    EXPECT_EQ(sqlite(s), R"(select "id" from "t" left join "u" as "v" on "v"."id" = "t"."id" left join "w" on 1 = 1 )"
                         R"(inner join (select "id" from "z") as "zz")");
    EXPECT_EQ(postgres(s), R"(select "id" from "t" left join "u" as "v" on "v"."id" = "t"."id" left join "w" on 1 = 1 )"
                           R"(cross join (select "id" from "z") as "zz")");
}

TEST(sql_select, lateral)
{
    select s = from("t");
    s.joins = {{join_kind::inner, select_source{shared(from("u")), "x", true}, nullptr},
               {join_kind::left, select_source{shared(from("u")), "y", true}, nullptr}};
    EXPECT_EQ(postgres(s), R"(select "id" from "t" cross join lateral (select "id" from "u") as "x" )"
                           R"(left join lateral (select "id" from "u") as "y" on 1 = 1)");
    EXPECT_EQ(refusal_of([&] { sqlite(s); }).code, "E_NO_LATERAL");
}

TEST(sql_select, row_lock)
{
    select s = from("t");
    s.lock = row_lock::update;
    EXPECT_EQ(sqlite(s), R"(select "id" from "t")");
    EXPECT_EQ(postgres(s), R"(select "id" from "t" for update)");
    s.joins = {{join_kind::left, table_source{"u", ""}, nullptr}};
    EXPECT_EQ(postgres(s), R"(select "id" from "t" left join "u" on 1 = 1 for update of "t")");
    s.from = table_source{"t", "x"};
    EXPECT_EQ(postgres(s), R"(select "id" from "t" as "x" left join "u" on 1 = 1 for update of "x")");
}

TEST(sql_insert, rows)
{
    insert i{};
    i.table = "users";
    i.columns = {"name", "age"};
    i.rows = {{val("Asha", column_type::text), val(30, column_type::int32)},
              {val("Ben", column_type::text), val(value{})}};
    i.returning = {"id", "name"};
    EXPECT_EQ(sqlite(i), R"(insert into "users" ("name", "age") values (?1, ?2), (?3, ?4) returning "id", "name")");
    EXPECT_EQ(
        postgres(i),
        R"(insert into "users" ("name", "age") values ($1::text, $2::bigint), ($3::text, $4) returning "id", "name")");
    EXPECT_EQ(sqlite_dialect().render(i).parameters.at(2).value, value("Ben"));
}

TEST(sql_insert, default_values)
{
    insert i{};
    i.table = "users";
    i.rows = {{}};
    EXPECT_EQ(sqlite(i), R"(insert into "users" default values)");
    i.returning = {"id"};
    EXPECT_EQ(postgres(i), R"(insert into "users" default values returning "id")");
}

TEST(sql_insert, from_a_select)
{
    insert i{};
    i.table = "users";
    i.columns = {"id"};
    i.query = shared(from("old", op(col("", "id"), ">", val(3))));
    i.returning = {"id"};
    EXPECT_EQ(sqlite(i), R"(insert into "users" ("id") select "id" from "old" where "id" > ?1 returning "id")");
}

TEST(sql_insert, rows_in_the_way_are_updated)
{
    insert i{};
    i.table = "users";
    i.columns = {"email", "age"};
    i.rows = {{val("a", column_type::text), val(30, column_type::int32)}};
    i.conflict = on_conflict{{"email"}, {"age", "email"}};
    i.returning = {"id"};
    EXPECT_EQ(sqlite(i),
              R"(insert into "users" ("email", "age") values (?1, ?2) on conflict ("email") do update set "age" = )"
              R"(excluded."age", "email" = excluded."email" returning "id")");
    EXPECT_EQ(postgres(i),
              R"(insert into "users" ("email", "age") values ($1::text, $2::bigint) on conflict ("email") do )"
              R"(update set "age" = excluded."age", "email" = excluded."email" returning "id")");
    i.conflict->update.clear();
    EXPECT_EQ(refusal_of([&] { sqlite(i); }).code, "E_SQL_TREE");
    i.conflict = on_conflict{{}, {"age"}};
    EXPECT_EQ(refusal_of([&] { sqlite(i); }).code, "E_SQL_TREE");
    i.conflict = on_conflict{{"email"}, {"age"}};
    i.rows.clear();
    i.query = shared(from("old", op(col("", "id"), ">", val(3))));
    EXPECT_EQ(refusal_of([&] { sqlite(i); }).code, "E_SQL_TREE") << "SQLite takes `on` for that of a join";
}

TEST(sql_insert, what_does_not_fit_is_refused)
{
    insert i{};
    i.table = "users";
    EXPECT_EQ(refusal_of([&] { sqlite(i); }).code, "E_SQL_TREE");
    i.columns = {"a", "b"};
    EXPECT_EQ(refusal_of([&] { sqlite(i); }).code, "E_SQL_TREE");
    i.rows = {{val(1)}};
    EXPECT_EQ(refusal_of([&] { sqlite(i); }).code, "E_SQL_TREE");
}

TEST(sql_update, text)
{
    update u{
        "users", {{"name", val("x")}, {"n", op(col("", "n"), "+", val(1))}}, op(col("", "id"), "=", val(7)), {"id"}};
    EXPECT_EQ(sqlite(u), R"(update "users" set "name" = ?1, "n" = "n" + ?2 where "id" = ?3 returning "id")");
    u.where = nullptr;
    u.returning = {};
    EXPECT_EQ(postgres(u), R"(update "users" set "name" = $1, "n" = "n" + $2)");
    u.set = {};
    EXPECT_EQ(refusal_of([&] { sqlite(u); }).code, "E_SQL_TREE");
}

TEST(sql_remove, text)
{
    remove r{"users", make(in_keys{col("", "id"), slot_of_keys(0), false}), {"id"}};
    EXPECT_EQ(sqlite(r), R"(delete from "users" where "id" in (select value from ginnel_keys(?1)) returning "id")");
    EXPECT_EQ(postgres(remove{"users", nullptr, {}}), R"(delete from "users")");
}

TEST(sql_statement, the_same_shape_gives_the_same_text)
{
    for (const dialect* d : {&sqlite_dialect(), &postgres_dialect()}) {
        auto text = [d](ginnel::value v) {
            return d->render(from("t", op(col("", "a"), "=", val(std::move(v), column_type::text)))).text;
        };
        EXPECT_EQ(text("a"), text("b' or 1=1 --"));
        EXPECT_EQ(text("a"), text(ginnel::value{}));
    }
}

TEST(sql_statement, dialects_have_names)
{
    EXPECT_EQ(sqlite_dialect().name(), "sqlite");
    EXPECT_EQ(postgres_dialect().name(), "postgres");
}

} // namespace
} // namespace ginnel::sql::test
