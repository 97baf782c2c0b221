#include "sql/dialect.hpp"
#include "sql/expression.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace {

using namespace ginnel;

std::string part(const sql::dialect& d, sql::time_part p, column_type type)
{
    sql::select s;
    s.columns.push_back({sql::make(sql::part_of{p, sql::make(sql::column_name{"t", "at"}), type}), {}});
    return d.render(s).text;
}

TEST(rendering, parts_of_dates_are_said_as_each_database_says_them)
{
    using enum sql::time_part;
    const auto& lite = sql::sqlite_dialect();
    const auto& pg = sql::postgres_dialect();
    EXPECT_EQ(part(lite, date, column_type::date), R"(select "t"."at")");
    EXPECT_EQ(part(lite, year, column_type::date), R"(select cast(strftime('%Y', "t"."at") as integer))");
    EXPECT_EQ(part(lite, time, column_type::time), R"(select substr("t"."at", 1, 8))");
    EXPECT_EQ(part(lite, date, column_type::timestamp),
              R"(select date(case when length("t"."at") = 26 then substr("t"."at", 1, 23) else "t"."at" end))");
    EXPECT_EQ(part(pg, date, column_type::timestamp), R"(select cast("t"."at" as date))");
    EXPECT_EQ(part(pg, time, column_type::timestamp), R"(select cast(date_trunc('second', "t"."at") as time))");
    EXPECT_EQ(part(pg, month, column_type::date), R"(select cast(extract(month from "t"."at") as bigint))");
}

TEST(rendering, moments_in_milliseconds_have_the_same_parts)
{
    using enum sql::time_part;
    const auto& lite = sql::sqlite_dialect();
    const auto& pg = sql::postgres_dialect();
    EXPECT_EQ(part(lite, date, column_type::epoch_ms), R"(select date("t"."at" / 1000.0, 'unixepoch'))");
    EXPECT_EQ(part(lite, time, column_type::epoch_ms), R"(select time("t"."at" / 1000.0, 'unixepoch'))");
    EXPECT_EQ(part(lite, day, column_type::epoch_ms),
              R"(select cast(strftime('%d', "t"."at" / 1000.0, 'unixepoch') as integer))");
    EXPECT_EQ(part(pg, date, column_type::epoch_ms),
              R"(select cast((to_timestamp("t"."at" / 1000.0) at time zone 'UTC') as date))");
    EXPECT_EQ(part(pg, year, column_type::epoch_ms),
              R"(select cast(extract(year from (to_timestamp("t"."at" / 1000.0) at time zone 'UTC')) as bigint))");
}

TEST(rendering, names_in_braces_stand_for_tables_outside_quotes_and_comments)
{
    sql::select s;
    s.columns.push_back(
        {sql::make(
             sql::raw{"{t}.a || '{t} ?' || \"{t}\" /* {t} */ || {not a name} || ?", {value{"x"}}, {{"t", "t_2"}}}),
         {}});
    EXPECT_EQ(sql::postgres_dialect().render(s).text,
              "select \"t_2\".a || '{t} ?' || \"{t}\" /* {t} */ || {not a name} || $1");
}

} // namespace
