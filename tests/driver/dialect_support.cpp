#include "dialect_support.hpp"

#include <gtest/gtest.h>

namespace dialect_tests {
namespace {

using rows = std::vector<std::vector<value>>;

void make_tables(driver::connection& c)
{
    sql::create_table parents{};
    parents.table = "parents";
    parents.columns = {{"id", column_type::int64, false, true, {}},
                       {"name \"quoted\"", column_type::text, false, false, value("it's \\ 'x'")},
                       {"flag", column_type::boolean, false, false, value(true)},
                       {"real", column_type::real, true, false, value(-0.5)},
                       {"bytes", column_type::blob, true, false, value::blob(std::string{"\0'", 2})}};
    parents.unique = {{"name \"quoted\"", "flag"}};
    sql::create_table children{};
    children.table = "children";
    children.columns = {{"parent_id", column_type::int64, false, false, {}},
                        {"position", column_type::int32, false, false, {}}};
    children.primary_key = {"parent_id", "position"};
    children.foreign_keys = {{{"parent_id"}, "parents", {"id"}, "cascade"}};
    for (int twice = 0; twice < 2; ++twice) {
        rows_of(c, parents);
        rows_of(c, children);
        rows_of(c, sql::create_index{"children_position", "children", {"position"}, false, true});
    }
    sql::create_table all{};
    all.table = "all types";
    int n = 0;
    for (column_type type :
         {column_type::boolean, column_type::int16, column_type::int32, column_type::int64, column_type::real,
          column_type::text, column_type::blob, column_type::date, column_type::time, column_type::timestamp,
          column_type::uuid, column_type::decimal, column_type::json, column_type::epoch_ms})
        all.columns.push_back({"c" + std::to_string(n++), type, true, false, {}});
    rows_of(c, all);
}

void write_rows(driver::connection& c)
{
    sql::insert defaults{};
    defaults.table = "parents";
    defaults.rows = {{}};
    defaults.returning = {"id", "name \"quoted\"", "real", "bytes"};
    EXPECT_EQ(rows_of(c, defaults), (rows{{1, "it's \\ 'x'", -0.5, value::blob(std::string{"\0'", 2})}}));
    sql::insert named{};
    named.table = "parents";
    named.columns = {"name \"quoted\""};
    named.rows = {{sql::make(sql::parameter{"b", column_type::text})},
                  {sql::make(sql::parameter{"c", column_type::text})}};
    rows_of(c, named);
    sql::insert children{};
    children.table = "children";
    children.columns = {"parent_id", "position"};
    children.rows = {{number(1), number(1)}, {number(1), number(2)}, {number(1), number(3)}, {number(2), number(4)}};
    rows_of(c, children);
}

void read_rows(driver::connection& c)
{
    sql::select s{};
    s.columns = {{column("p", "id"), ""}, {column("children", "position"), "at"}};
    s.from = sql::table_source{"parents", "p"};
    s.joins = {{sql::join_kind::inner, sql::table_source{"children", ""},
                sql::make(sql::binary{"=", column("children", "parent_id"), column("p", "id")})}};
    s.where = sql::make(sql::in_keys{column("p", "id"), slot(), false});
    s.order = {{column("children", "position"), true}};
    s.limit = number(2);
    s.offset = number(1);
    EXPECT_EQ(rows_of(c, s, integer_keys({1, 2, 99})), (rows{{1, 3}, {1, 2}}));
    EXPECT_EQ(rows_of(c, s, {}), (rows{}));
    s.limit = nullptr;
    EXPECT_EQ(rows_of(c, s, integer_keys({1, 2})), (rows{{1, 3}, {1, 2}, {1, 1}}));
    s.offset = nullptr;
    s.where = sql::make(sql::in_keys{column("p", "id"), slot(), true});
    EXPECT_EQ(rows_of(c, s, integer_keys({1})), (rows{{2, 4}}));

    sql::select by_keys{};
    by_keys.columns = {{column("k", "ordinal"), ""}, {column("k", "value"), ""}, {column("parents", "id"), ""}};
    by_keys.from = sql::keys_source{slot(), "k"};
    by_keys.joins = {{sql::join_kind::left, sql::table_source{"parents", ""},
                      sql::make(sql::binary{"=", column("parents", "id"), column("k", "value")})}};
    by_keys.order = {{column("k", "ordinal"), false}};
    EXPECT_EQ(rows_of(c, by_keys, integer_keys({2, 7, 2})), (rows{{0, 2, 2}, {1, 7, value{}}, {2, 2, 2}}));
}

void read_with_conditions(driver::connection& c)
{
    auto count = [&](sql::expr where) {
        sql::select s{};
        s.columns = {{sql::make(sql::call{"count", {}, false}), ""}};
        s.from = sql::table_source{"children", ""};
        s.where = std::move(where);
        return rows_of(c, s).at(0).at(0).integer();
    };
    auto position = [](const char* op, std::int64_t v) {
        return sql::make(sql::binary{op, column("", "position"), number(v)});
    };
    auto both = [](std::vector<sql::expr> list) { return sql::make(sql::junction{true, std::move(list)}); };
    auto either = [](std::vector<sql::expr> list) { return sql::make(sql::junction{false, std::move(list)}); };
    EXPECT_EQ(count(both({})), 4);
    EXPECT_EQ(count(either({})), 0);
    EXPECT_EQ(count(sql::make(sql::negation{either({})})), 4);
    EXPECT_EQ(count(both({either({position("=", 1), position("=", 4)}), position("<", 3)})), 1);
    EXPECT_EQ(count(either({position("=", 1), both({position(">", 1), position("<", 4)})})), 3);
    EXPECT_EQ(count(sql::make(sql::between{column("", "position"), number(2), number(3), false})), 2);
    EXPECT_EQ(count(sql::make(sql::null_test{column("", "position"), true})), 4);
    EXPECT_EQ(count(sql::make(sql::binary{"is not distinct from", column("", "position"), number(2)})), 1);
    EXPECT_EQ(count(both({sql::make(sql::raw{"position > ? -- all but one", {value(1)}}), position("<", 4)})), 2);

    sql::select parents{};
    parents.columns = {{column("", "id"), ""}};
    parents.from = sql::table_source{"parents", ""};
    auto shared = [](sql::select s) { return std::make_shared<const sql::select>(std::move(s)); };
    EXPECT_EQ(count(sql::make(sql::in_select{column("", "parent_id"), shared(parents), false})), 4);
    parents.where = sql::make(sql::binary{"=", column("parents", "id"), column("children", "parent_id")});
    EXPECT_EQ(count(sql::make(sql::exists{shared(parents), true})), 0);
    EXPECT_EQ(count(sql::make(sql::binary{"=", sql::make(sql::scalar{shared(parents)}), number(2)})), 1);

    sql::select ranked{};
    ranked.columns = {
        {column("", "position"), ""},
        {sql::make(sql::row_number{{column("", "parent_id")}, {{column("", "position"), true}}}), "rank"}};
    ranked.from = sql::table_source{"children", ""};
    sql::select newest{};
    newest.columns = {{column("r", "position"), ""}};
    newest.from = sql::select_source{shared(ranked), "r", false};
    newest.where = sql::make(sql::binary{"<=", column("r", "rank"), number(1)});
    newest.order = {{column("r", "position"), false}};
    EXPECT_EQ(rows_of(c, newest), (rows{{3}, {4}}));
}

void change_rows(driver::connection& c)
{
    sql::update u{"children",
                  {{"position", sql::make(sql::binary{"+", column("", "position"), number(10)})}},
                  sql::make(sql::binary{"=", column("", "parent_id"), number(2)}),
                  {"position"}};
    EXPECT_EQ(rows_of(c, u), (rows{{14}}));
    sql::remove r{"children", sql::make(sql::in_keys{column("", "position"), slot(), false}), {"position"}};
    EXPECT_EQ(rows_of(c, r, integer_keys({14, 15})), (rows{{14}}));
    sql::select other{};
    other.columns = {{column("", "id"), ""}, {number(7), ""}};
    other.from = sql::table_source{"parents", ""};
    sql::insert i{};
    i.table = "children";
    i.columns = {"parent_id", "position"};
    i.query = std::make_shared<const sql::select>(other);
    EXPECT_EQ(rows_of(c, i).size(), 0u);
    // A removed key is not given again.
    rows_of(c, sql::remove{"parents", nullptr, {}});
    sql::insert next{};
    next.table = "parents";
    next.rows = {{}};
    next.returning = {"id"};
    EXPECT_EQ(rows_of(c, next), (rows{{4}}));
}

} // namespace

void run_every_statement(driver::connection& c)
{
    make_tables(c);
    write_rows(c);
    read_rows(c);
    read_with_conditions(c);
    change_rows(c);
}

} // namespace dialect_tests
