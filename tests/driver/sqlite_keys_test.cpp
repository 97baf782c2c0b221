#include "driver/sqlite_support.hpp"

#include <limits>

namespace {

using namespace sqlite_tests;

key_set set_of(const std::vector<value>& values)
{
    key_set set;
    for (const value& v : values)
        set.add(v.view());
    return set;
}

// The plan as SQLite tells it, a line for each step.
std::vector<std::string> plan(connection& c, const std::string& text)
{
    std::vector<std::string> out;
    const std::string explained = "explain query plan " + text;
    const key_set none;
    for (const auto& row : rows(c, explained, keys(none)))
        out.push_back(row.at(3).text());
    return out;
}

constexpr const char* blog = "create table countries(id integer primary key, name text);"
                             "create table users(id integer primary key, country_id integer, name text collate nocase);"
                             "create index users_country on users(country_id); create index users_name on users(name);"
                             "create table posts(id integer primary key, user_id integer, title text);"
                             "create index posts_user on posts(user_id)";

TEST(sqlite_keys, come_as_a_table_of_values_and_ordinals)
{
    const auto c = in_memory();
    const key_set set = set_of({value(30), value(10), value(20), value(10)});
    const auto read = rows(*c, "select value, ordinal from ginnel_keys(?1)", keys(set));
    ASSERT_EQ(read.size(), 4U);
    EXPECT_EQ(read[0], (std::vector<value>{value(30), value(0)}));
    EXPECT_EQ(read[3], (std::vector<value>{value(10), value(3)}));
}

TEST(sqlite_keys, may_be_none)
{
    const auto c = in_memory();
    const key_set none;
    EXPECT_TRUE(rows(*c, "select value from ginnel_keys(?1)", keys(none)).empty());
    EXPECT_EQ(rows(*c, "select 1 where 5 not in (select value from ginnel_keys(?1))", keys(none)).size(), 1U);
}

TEST(sqlite_keys, are_served_in_their_own_kind)
{
    const auto c = in_memory();
    for (const auto& kept : {std::vector<value>{value(std::numeric_limits<std::int64_t>::min()), value(std::numeric_limits<std::int64_t>::max())},
                             std::vector<value>{value(0.5), value(-1e300)},
                             std::vector<value>{value(""), value(std::string("a\0b", 3)), value("\xff\xc3 broken"), value("quote ' and \"")},
                             std::vector<value>{value::blob(""), value::blob(std::string("\0\xff", 2))}}) {
        const key_set set = set_of(kept);
        const auto read = rows(*c, "select value from ginnel_keys(?1)", keys(set));
        ASSERT_EQ(read.size(), kept.size());
        for (std::size_t i = 0; i < kept.size(); ++i)
            EXPECT_EQ(read[i][0], kept[i]) << to_display(read[i][0]);
    }
    const key_set flags = set_of({value(true), value(false)});
    EXPECT_EQ(rows(*c, "select value from ginnel_keys(?1)", keys(flags)).at(0).at(0), value(1));
}

TEST(sqlite_keys, match_rows_whose_keys_hold_any_bytes)
{
    const auto c = in_memory();
    c->run("create table t(k primary key, n)");
    const std::vector<value> kept = {value(std::string("a\0b", 3)), value(std::string("a\0c", 3)), value("\xff"), value("a")};
    int n = 0;
    for (const value& v : kept)
        write(*c, "insert into t values (?1, ?2)", {v, value(n++)});
    const key_set set = set_of({kept[0], kept[2]});
    EXPECT_EQ(rows(*c, "select n from t where k in (select value from ginnel_keys(?1)) order by n", keys(set)),
              (std::vector<std::vector<value>>{{value(0)}, {value(2)}}));
    // A blob of the same bytes is another key.
    const key_set blobs = set_of({value::blob("\xff")});
    EXPECT_TRUE(rows(*c, "select n from t where k in (select value from ginnel_keys(?1))", keys(blobs)).empty());
}

TEST(sqlite_keys, are_compared_by_the_affinity_and_collation_of_the_column)
{
    const auto c = in_memory();
    c->run(blog);
    c->run("insert into users(country_id, name) values (1, 'Asha'), (2, 'BEN'), (3, 'cy')");
    const key_set names = set_of({value("ASHA"), value("ben")});
    EXPECT_EQ(rows(*c, "select name from users where name in (select value from ginnel_keys(?1)) order by id", keys(names)),
              (std::vector<std::vector<value>>{{value("Asha")}, {value("BEN")}}));
    EXPECT_EQ(rows(*c, "select u.name, k.ordinal from ginnel_keys(?1) k join users u on u.name = k.value order by k.ordinal", keys(names)),
              (std::vector<std::vector<value>>{{value("Asha"), value(0)}, {value("BEN"), value(1)}}));
    // Texts against an integer column: the column's affinity makes numbers of them.
    const key_set digits = set_of({value("2"), value("x")});
    EXPECT_EQ(rows(*c, "select name from users where country_id in (select value from ginnel_keys(?1))", keys(digits)),
              (std::vector<std::vector<value>>{{value("BEN")}}));
}

TEST(sqlite_keys, may_be_300000)
{
    const auto c = in_memory();
    c->run(blog);
    c->run("with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) insert into posts(user_id) select i from n");
    key_set set;
    set.reserve(300'000);
    for (std::int64_t i = 300'000; i > 0; --i)
        set.add(i);
    const argument a = keys(set);
    EXPECT_EQ(one(*c, "select count(*) from posts p where p.user_id in (select value from ginnel_keys(?1))", std::span(&a, 1)), value(300'000));
    EXPECT_EQ(one(*c, "select sum(k.ordinal + p.user_id) from ginnel_keys(?1) k join posts p on p.user_id = k.value", std::span(&a, 1)),
              value(std::int64_t{300'000} * 300'000));
}

TEST(sqlite_keys, may_stand_twice_in_one_statement_and_beside_another_set)
{
    const auto c = in_memory();
    const key_set low = set_of({value(1), value(2), value(3)});
    const key_set high = set_of({value(3), value(2), value(9)});
    const std::array both{keys(low), keys(high)};
    EXPECT_EQ(rows(*c, "select a.value, b.ordinal from ginnel_keys(?1) a join ginnel_keys(?2) b on b.value = a.value order by a.ordinal", both),
              (std::vector<std::vector<value>>{{value(2), value(1)}, {value(3), value(0)}}));
    EXPECT_EQ(rows(*c, "select count(*) from ginnel_keys(?1) a join ginnel_keys(?1) b", keys(low)).at(0).at(0), value(9));
}

TEST(sqlite_keys, serve_a_kept_statement_with_a_new_set_each_time)
{
    const auto c = in_memory();
    for (int i = 1; i < 20; ++i) {
        key_set set;
        for (int k = 0; k < i; ++k)
            set.add(std::int64_t{k});
        EXPECT_EQ(rows(*c, "select value from ginnel_keys(?1)", keys(set)).size(), static_cast<std::size_t>(i));
    }
}

TEST(sqlite_keys, work_in_writes)
{
    const auto c = in_memory();
    c->run("create table links(a, b, unique(a, b)); insert into links values (1, 2)");
    const key_set set = set_of({value(2), value(3), value(4)});
    const argument a = keys(set);
    const outcome added = execute(*c,
                                  "insert into links select 1, k.value from ginnel_keys(?1) k where not exists"
                                  " (select 1 from links l where l.a = 1 and l.b = k.value)",
                                  std::span(&a, 1));
    EXPECT_EQ(added.affected, 2);
    EXPECT_EQ(execute(*c, "delete from links where a = 1 and b in (select value from ginnel_keys(?1))", std::span(&a, 1)).affected, 3);
}

TEST(sqlite_keys, refuse_an_argument_that_is_no_set)
{
    const auto c = in_memory();
    for (const value& v : {value("[1,2]"), value(7), value()}) {
        const argument a{.value = &v};
        const error e = failure_of([&] { rows(*c, "select value from ginnel_keys(?1)", a); });
        EXPECT_TRUE(e.database_text().find("no key set") != std::string::npos) << e.database_text();
    }
    EXPECT_THROW(rows(*c, "select value from ginnel_keys"), error);
    EXPECT_THROW(c->run("insert into ginnel_keys values (1, 2)"), error);
}

TEST(sqlite_keys, lead_to_the_plans_that_json_each_leads_to)
{
    const auto c = in_memory();
    c->run(blog);
    for (const std::string text :
         {"select p.* from posts p where p.user_id in (select value from KEYS(?1))",
          "select p.* from posts p join users u on u.id = p.user_id where u.country_id in (select value from KEYS(?1))",
          "select p.* from KEYS(?1) k join posts p on p.id in (select id from posts where user_id = k.value order by id desc limit 3)"
          " order by k.ORDINAL, p.id desc",
          "select p.*, k.ORDINAL from posts p join KEYS(?1) k on p.user_id = k.value",
          "delete from posts where user_id not in (select value from KEYS(?1))"}) {
        const auto with = [&text](const std::string& function, const std::string& ordinal) {
            std::string out = text;
            for (const auto& [mark, name] : {std::pair<std::string, std::string>{"KEYS", function}, {"ORDINAL", ordinal}})
                for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark))
                    out.replace(at, mark.size(), name);
            return out;
        };
        auto ours = plan(*c, with("ginnel_keys", "ordinal"));
        // json_each takes no set as its argument, but a plan runs nothing.
        auto theirs = plan(*c, with("json_each", "key"));
        for (auto* lines : {&ours, &theirs})
            for (std::string& line : *lines)
                if (const auto at = line.find(" VIRTUAL TABLE"); at != std::string::npos)
                    line = "SCAN the keys";
        EXPECT_EQ(ours, theirs) << text;
    }
}

TEST(sqlite_keys, need_no_sort_for_the_order_of_their_ordinals)
{
    const auto c = in_memory();
    c->run(blog);
    const auto sorts = [&](const std::string& text) {
        for (const std::string& line : plan(*c, text))
            if (line.find("TEMP B-TREE") != std::string::npos)
                return true;
        return false;
    };
    EXPECT_FALSE(sorts("select k.value from ginnel_keys(?1) k order by k.ordinal"));
    EXPECT_FALSE(sorts("select p.id from ginnel_keys(?1) k join posts p on p.id = k.value order by k.ordinal"));
    EXPECT_TRUE(sorts("select k.value from ginnel_keys(?1) k order by k.ordinal desc"));
    EXPECT_TRUE(sorts("select k.value from ginnel_keys(?1) k order by k.value"));
    const key_set set = set_of({value(5), value(4), value(6)});
    EXPECT_EQ(rows(*c, "select ordinal from ginnel_keys(?1) order by ordinal desc", keys(set)).at(0).at(0), value(2));
    EXPECT_EQ(rows(*c, "select distinct ordinal from ginnel_keys(?1) order by ordinal", keys(set)).size(), 3U);
}

} // namespace
