#if defined(GINNEL_POSTGRES)
#include "postgres_fixture.hpp"

#include <cmath>
#include <limits>

namespace ginnel::driver::postgres::test {
namespace {

class postgres_types : public fixture {};

TEST_F(postgres_types, every_kind_comes_back_as_it_went)
{
    const std::string bytes{"\0\x01\xff\\'\"", 6};
    struct sample {
        ginnel::value given;
        column_type type;
        ginnel::value expected;
    };
    const std::vector<sample> samples{
        {value{}, column_type::int64, value{}},
        {value(true), column_type::boolean, value(true)},
        {value(false), column_type::boolean, value(false)},
        {value(1), column_type::boolean, value(true)},
        {value(true), column_type::int64, value(1)},
        {value(-5), column_type::int16, value(-5)},
        {value(std::numeric_limits<std::int64_t>::min()), column_type::int64,
         value(std::numeric_limits<std::int64_t>::min())},
        {value(std::numeric_limits<std::int64_t>::max()), column_type::int64,
         value(std::numeric_limits<std::int64_t>::max())},
        {value(0.1), column_type::real, value(0.1)},
        {value(-1.7976931348623157e308), column_type::real, value(-1.7976931348623157e308)},
        {value(5e-324), column_type::real, value(5e-324)},
        {value(std::numeric_limits<double>::infinity()), column_type::real,
         value(std::numeric_limits<double>::infinity())},
        {value(-std::numeric_limits<double>::infinity()), column_type::real,
         value(-std::numeric_limits<double>::infinity())},
        {value(""), column_type::text, value("")},
        {value("größe ' \" \\ \n $1 ?"), column_type::text, value("größe ' \" \\ \n $1 ?")},
        {value::blob(bytes), column_type::blob, value::blob(bytes)},
        {value::blob(""), column_type::blob, value::blob("")},
        {value(R"(\x00 no escape)"), column_type::blob, value::blob(R"(\x00 no escape)")},
        {value("2024-02-29"), column_type::date, value("2024-02-29")},
        {value("13:45:59.25"), column_type::time, value("13:45:59.25")},
        {value("2024-02-29 13:45:59.123456"), column_type::timestamp, value("2024-02-29 13:45:59.123456")},
        {value("0c5f4a5e-8f1d-4b5e-9d1a-0123456789ab"), column_type::uuid,
         value("0c5f4a5e-8f1d-4b5e-9d1a-0123456789ab")},
        {value("12345678901234567890.0123456789"), column_type::decimal, value("12345678901234567890.0123456789")},
        {value(R"({"a": [1, null]})"), column_type::json, value(R"({"a": [1, null]})")},
    };
    for (const sample& s : samples)
        EXPECT_EQ(one("select $1", {{owned{s.given, s.type}}}), s.expected)
            << to_display(s.given) << " as " << name_of(s.type);
    EXPECT_TRUE(std::isnan(one("select $1", {{owned{value(std::nan("")), column_type::real}}}).real()));
}

TEST_F(postgres_types, results_of_every_width)
{
    EXPECT_EQ(rows("select 1::smallint, 2::integer, 3::bigint, 4::oid, 0.5::real, 0.25::float8, true, 'x'::varchar, "
                   "1.50::numeric, null::int"),
              (std::vector<row>{{1, 2, 3, 4, 0.5, 0.25, true, "x", "1.50", value{}}}));
    EXPECT_EQ(one("select timestamptz '2024-01-01 12:00:00.5+02'"), value("2024-01-01 10:00:00.5"));
    EXPECT_EQ(one("select count(*) from generate_series(1, 12)"), value(12));
}

TEST_F(postgres_types, values_without_a_type_take_that_of_their_place)
{
    db().run("create table t (i integer, b boolean, s text, r float8, d date, y bytea)");
    execute(db(), "insert into t values ($1, $2, $3, $4, $5, $6)",
            arguments{{value(1), value(true), value("x"), value(0.5), value("2024-01-01"), value::blob("\x01")}});
    EXPECT_EQ(rows("select * from t where i = $1 and s = $2", {{value(1), value("x")}}),
              (std::vector<row>{{1, true, "x", 0.5, "2024-01-01", value::blob("\x01")}}));
}

TEST_F(postgres_types, several_blobs_in_a_row)
{
    db().run("create table t (a bytea, n int, b bytea, c bytea)");
    execute(db(), "insert into t values ($1, 1, $2, null), ($2, 2, $1, $1)",
            arguments{{value::blob("abc"), value::blob(std::string(3000, 'x'))}});
    EXPECT_EQ(rows("select a, b, c from t order by n"),
              (std::vector<row>{{value::blob("abc"), value::blob(std::string(3000, 'x')), value{}},
                                {value::blob(std::string(3000, 'x')), value::blob("abc"), value::blob("abc")}}));
}

TEST_F(postgres_types, a_zero_byte_in_a_text_is_refused_before_it_travels)
{
    arguments zero{{owned{value(std::string{"a\0b", 3}), column_type::text}}};
    error e = error_of([&] { db().send("select $1", zero); });
    EXPECT_EQ(e.code(), "E_NUL_IN_TEXT");
    EXPECT_EQ(e.kind(), error_kind::data);
    EXPECT_EQ(e.spoiled(), spoils::nothing);
    EXPECT_EQ(e.sql(), "select $1");
    EXPECT_EQ(db().pending(), 0u);
    EXPECT_EQ(error_of([&] { db().send(std::string_view{"select 1\0", 9}, {}); }).code(), "E_NUL_IN_TEXT");
    EXPECT_EQ(error_of([&] {
                  db().send("select $1", arguments{{keys_of({value(std::string{"\0", 1})})}});
              }).code(),
              "E_NUL_IN_TEXT");
    EXPECT_EQ(one("select 1"), value(1));
}

TEST_F(postgres_types, integer_keys)
{
    arguments a{{owned{integers({3, -1, 9223372036854775807, 3}), column_type::int64}}};
    EXPECT_EQ(rows("select k, n from unnest($1::bigint[]) with ordinality as u(k, n)", a),
              (std::vector<row>{{3, 1}, {-1, 2}, {9223372036854775807, 3}, {3, 4}}));
}

TEST_F(postgres_types, text_keys_with_odd_characters)
{
    const std::vector<ginnel::value> odd{"",      "plain", "with blank",     "a,b",  "{a}",
                                         "\"",    "\\",    "\\\"",           "null", "NULL",
                                         "größe", "'",     "tab\tnew\nline", " "};
    auto got = rows("select k from unnest($1::text[]) with ordinality as u(k, n) order by n",
                    {{owned{keys_of(odd), column_type::text}}});
    ASSERT_EQ(got.size(), odd.size());
    for (std::size_t i = 0; i < odd.size(); ++i)
        EXPECT_EQ(got[i][0], odd[i]);
}

TEST_F(postgres_types, keys_of_other_kinds)
{
    EXPECT_EQ(rows("select * from unnest($1::bytea[])",
                   {{owned{keys_of({value::blob(std::string{"\0\\\"\xff", 4}), value::blob("")}), column_type::blob}}}),
              (std::vector<row>{{value::blob(std::string{"\0\\\"\xff", 4})}, {value::blob("")}}));
    EXPECT_EQ(rows("select * from unnest($1::float8[])", {{owned{keys_of({0.5, 1e300}), column_type::real}}}),
              (std::vector<row>{{0.5}, {1e300}}));
    EXPECT_EQ(rows("select * from unnest($1::uuid[])",
                   {{owned{keys_of({"0c5f4a5e-8f1d-4b5e-9d1a-0123456789ab"}), column_type::uuid}}}),
              (std::vector<row>{{"0c5f4a5e-8f1d-4b5e-9d1a-0123456789ab"}}));
    EXPECT_EQ(rows("select * from unnest($1::boolean[])", {{owned{keys_of({true, false}), column_type::boolean}}}),
              (std::vector<row>{{true}, {false}}));
    EXPECT_EQ(rows("select * from unnest($1::bigint[])", {{owned{key_set{}, column_type::int64}}}),
              (std::vector<row>{}));
    EXPECT_EQ(rows("select * from unnest($1)", {{owned{integers({1, 2})}}}), (std::vector<row>{{1}, {2}}));
}

TEST_F(postgres_types, a_hundred_thousand_keys_are_one_parameter)
{
    db().run("create table t (id bigint primary key); insert into t select n * 2 from generate_series(1, 100000) n; "
             "analyze t");
    key_set keys;
    for (std::int64_t i = 1; i <= 100000; ++i)
        keys.add(i);
    EXPECT_EQ(one("select count(*) from t where id = any($1::bigint[])", {{owned{keys, column_type::int64}}}),
              value(50000));
    key_set texts;
    for (int i = 1; i <= 100000; ++i)
        texts.add(value("key \"" + std::to_string(i)).view());
    EXPECT_EQ(one("select count(distinct k) from unnest($1::text[]) k", {{owned{texts, column_type::text}}}),
              value(100000));
}

TEST_F(postgres_types, rows_and_answers_larger_than_any_buffer)
{
    std::string large(3'000'000, 'x');
    EXPECT_EQ(one("select $1::text", {{value(large)}}), value(large));
    // Both sides full at once: what is sent and what comes back.
    arguments a{{value(large)}};
    for (int i = 0; i < 8; ++i)
        db().send("select $1::text", a);
    for (int i = 0; i < 8; ++i)
        EXPECT_EQ(take(db()).at(0).at(0).text().size(), large.size());
}

} // namespace
} // namespace ginnel::driver::postgres::test
#endif
