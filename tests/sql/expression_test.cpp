#include "sql/build.hpp"
#include "sql/refusal.hpp"

// Inside, since <cstdlib> brings global functions named select and remove.
namespace ginnel::sql::test {
namespace {

expr a()
{
    return op(col("t", "a"), "=", val(1));
}
expr b()
{
    return op(col("t", "b"), "=", val(2));
}
expr c()
{
    return op(col("t", "c"), "=", val(3));
}

TEST(sql_expression, column_with_and_without_table)
{
    EXPECT_EQ(sqlite_condition(op(col("t", "a"), "=", col("", "b"))), R"("t"."a" = "b")");
}

TEST(sql_expression, parameter_of_a_known_type_is_cast_on_postgres)
{
    expr e = op(col("t", "a"), "=", val(5, column_type::int32));
    EXPECT_EQ(sqlite_condition(e), R"("t"."a" = ?1)");
    EXPECT_EQ(postgres_condition(e), R"("t"."a" = $1::bigint)");
    statement s = postgres_dialect().render(from("t", e));
    ASSERT_EQ(s.parameters.size(), 1u);
    EXPECT_EQ(s.parameters[0].from, bound::origin::value);
    EXPECT_EQ(s.parameters[0].value, value(5));
    EXPECT_TRUE(s.parameters[0].typed);
    EXPECT_EQ(s.parameters[0].type, column_type::int32);
}

TEST(sql_expression, parameter_of_an_unknown_type_is_not_cast)
{
    expr e = op(col("t", "a"), "=", val("x"));
    EXPECT_EQ(postgres_condition(e), R"("t"."a" = $1)");
    EXPECT_FALSE(postgres_dialect().render(from("t", e)).parameters.at(0).typed);
}

TEST(sql_expression, every_type_has_its_cast)
{
    auto cast = [](column_type type) {
        std::string text = postgres_condition(op(col("", "a"), "=", val("x", type)));
        return text.substr(text.find("$1"));
    };
    EXPECT_EQ(cast(column_type::boolean), "$1::boolean");
    EXPECT_EQ(cast(column_type::int16), "$1::bigint");
    EXPECT_EQ(cast(column_type::int32), "$1::bigint");
    EXPECT_EQ(cast(column_type::int64), "$1::bigint");
    EXPECT_EQ(cast(column_type::real), "$1::double precision");
    EXPECT_EQ(cast(column_type::text), "$1::text");
    EXPECT_EQ(cast(column_type::blob), "$1::bytea");
    EXPECT_EQ(cast(column_type::date), "$1::date");
    EXPECT_EQ(cast(column_type::time), "$1::time");
    EXPECT_EQ(cast(column_type::timestamp), "$1::timestamp");
    EXPECT_EQ(cast(column_type::uuid), "$1::uuid");
    EXPECT_EQ(cast(column_type::decimal), "$1::numeric");
    EXPECT_EQ(cast(column_type::json), "$1::jsonb");
}

TEST(sql_expression, slot_value)
{
    statement s = sqlite_dialect().render(from("t", op(col("t", "a"), "=", make(slot_value{3, column_type::uuid}))));
    ASSERT_EQ(s.parameters.size(), 1u);
    EXPECT_EQ(s.parameters[0].from, bound::origin::slot_value);
    EXPECT_EQ(s.parameters[0].slot, 3u);
    EXPECT_TRUE(s.parameters[0].typed);
    EXPECT_EQ(s.parameters[0].type, column_type::uuid);
}

TEST(sql_expression, keys_from_a_slot)
{
    expr e = make(in_keys{col("t", "a"), slot_of_keys(2), false});
    EXPECT_EQ(sqlite_condition(e), R"("t"."a" in (select value from ginnel_keys(?1)))");
    EXPECT_EQ(postgres_condition(e), R"("t"."a" = any($1::bigint[]))");
    statement s = sqlite_dialect().render(from("t", e));
    ASSERT_EQ(s.parameters.size(), 1u);
    EXPECT_EQ(s.parameters[0].from, bound::origin::slot_keys);
    EXPECT_EQ(s.parameters[0].slot, 2u);
    EXPECT_TRUE(s.parameters[0].typed);
}

TEST(sql_expression, not_in_keys)
{
    expr e = make(in_keys{col("t", "a"), slot_of_keys(0, column_type::text), true});
    EXPECT_EQ(sqlite_condition(e), R"("t"."a" not in (select value from ginnel_keys(?1)))");
    EXPECT_EQ(postgres_condition(e), R"("t"."a" <> all($1::text[]))");
}

TEST(sql_expression, given_keys_have_the_same_text_whatever_their_number)
{
    keys none{};
    none.given = std::make_shared<const key_set>();
    keys some{};
    auto set = std::make_shared<key_set>();
    set->add(1);
    set->add(2);
    some.given = set;
    expr empty = make(in_keys{col("t", "a"), none, false});
    expr filled = make(in_keys{col("t", "a"), some, false});
    for (const dialect* d : {&sqlite_dialect(), &postgres_dialect()}) {
        EXPECT_EQ(condition(*d, empty), condition(*d, filled));
        statement s = d->render(from("t", filled));
        ASSERT_EQ(s.parameters.size(), 1u);
        EXPECT_EQ(s.parameters[0].from, bound::origin::keys);
        EXPECT_EQ(s.parameters[0].keys, set);
    }
}

TEST(sql_expression, parameters_of_an_operand_come_before_its_keys)
{
    expr e = make(in_keys{op(col("t", "a"), "+", val(7)), slot_of_keys(0), false});
    EXPECT_EQ(sqlite_condition(e), R"(("t"."a" + ?1) in (select value from ginnel_keys(?2)))");
    statement s = sqlite_dialect().render(from("t", e));
    ASSERT_EQ(s.parameters.size(), 2u);
    EXPECT_EQ(s.parameters[0].value, value(7));
    EXPECT_EQ(s.parameters[1].from, bound::origin::slot_keys);
}

TEST(sql_precedence, or_inside_and_is_wrapped)
{
    EXPECT_EQ(sqlite_condition(all_of({a(), any_of({b(), c()})})),
              R"("t"."a" = ?1 and ("t"."b" = ?2 or "t"."c" = ?3))");
}

TEST(sql_precedence, and_inside_or_is_not_wrapped)
{
    EXPECT_EQ(sqlite_condition(any_of({a(), all_of({b(), c()})})), R"("t"."a" = ?1 or "t"."b" = ?2 and "t"."c" = ?3)");
}

TEST(sql_precedence, and_inside_and_is_not_wrapped)
{
    EXPECT_EQ(sqlite_condition(all_of({a(), all_of({b(), c()})})), R"("t"."a" = ?1 and "t"."b" = ?2 and "t"."c" = ?3)");
}

TEST(sql_precedence, a_single_operand_is_itself)
{
    EXPECT_EQ(sqlite_condition(all_of({a()})), R"("t"."a" = ?1)");
    EXPECT_EQ(sqlite_condition(all_of({any_of({all_of({a()})}), b()})), R"("t"."a" = ?1 and "t"."b" = ?2)");
    // An or of one and of ors is an or, wrapped once.
    EXPECT_EQ(sqlite_condition(all_of({all_of({any_of({a(), b()})}), c()})),
              R"(("t"."a" = ?1 or "t"."b" = ?2) and "t"."c" = ?3)");
}

TEST(sql_precedence, empty_junctions)
{
    EXPECT_EQ(sqlite_condition(all_of({})), "1 = 1");
    EXPECT_EQ(sqlite_condition(any_of({})), "1 = 0");
    EXPECT_EQ(sqlite_condition(all_of({a(), any_of({})})), R"("t"."a" = ?1 and 1 = 0)");
    EXPECT_EQ(sqlite_condition(make(negation{any_of({})})), "not (1 = 0)");
}

TEST(sql_precedence, negation_always_wraps)
{
    EXPECT_EQ(sqlite_condition(make(negation{a()})), R"(not ("t"."a" = ?1))");
    EXPECT_EQ(sqlite_condition(make(negation{make(negation{any_of({a(), b()})})})),
              R"(not (not ("t"."a" = ?1 or "t"."b" = ?2)))");
    EXPECT_EQ(sqlite_condition(all_of({make(negation{a()}), b()})), R"(not ("t"."a" = ?1) and "t"."b" = ?2)");
}

TEST(sql_precedence, operands_of_operators_are_wrapped)
{
    expr sum = op(col("t", "a"), "+", val(1));
    EXPECT_EQ(sqlite_condition(op(sum, "*", op(val(2), "-", val(3)))), R"(("t"."a" + ?1) * (?2 - ?3))");
    EXPECT_EQ(sqlite_condition(op(any_of({a(), b()}), "=", val(true))), R"(("t"."a" = ?1 or "t"."b" = ?2) = ?3)");
    EXPECT_EQ(sqlite_condition(op(all_of({}), "=", val(true))), "(1 = 1) = ?1");
    EXPECT_EQ(sqlite_condition(make(null_test{a(), false})), R"(("t"."a" = ?1) is null)");
    EXPECT_EQ(sqlite_condition(op(make(null_test{col("t", "a"), false}), "=", val(true))), R"(("t"."a" is null) = ?1)");
    EXPECT_EQ(sqlite_condition(op(make(raw{"x or y", {}}), "=", val(true))), "(x or y) = ?1");
}

TEST(sql_expression, null_test)
{
    EXPECT_EQ(sqlite_condition(make(null_test{col("t", "a"), false})), R"("t"."a" is null)");
    EXPECT_EQ(sqlite_condition(make(null_test{col("t", "a"), true})), R"("t"."a" is not null)");
}

TEST(sql_expression, between)
{
    EXPECT_EQ(
        postgres_condition(make(between{col("t", "a"), val(1, column_type::int64), val(2, column_type::int64), false})),
        R"("t"."a" between $1::bigint and $2::bigint)");
    EXPECT_EQ(sqlite_condition(all_of({make(between{col("t", "a"), val(1), val(2), true}), b()})),
              R"("t"."a" not between ?1 and ?2 and "t"."b" = ?3)");
}

TEST(sql_expression, sub_selects)
{
    select_ptr inner = shared(from("u", op(col("u", "t_id"), "=", col("t", "id"))));
    EXPECT_EQ(sqlite_condition(make(exists{inner, false})),
              R"(exists (select "id" from "u" where "u"."t_id" = "t"."id"))");
    EXPECT_EQ(sqlite_condition(make(exists{inner, true})),
              R"(not exists (select "id" from "u" where "u"."t_id" = "t"."id"))");
    EXPECT_EQ(sqlite_condition(make(in_select{col("t", "a"), inner, false})),
              R"("t"."a" in (select "id" from "u" where "u"."t_id" = "t"."id"))");
    EXPECT_EQ(sqlite_condition(make(in_select{col("t", "a"), inner, true})),
              R"("t"."a" not in (select "id" from "u" where "u"."t_id" = "t"."id"))");
    EXPECT_EQ(sqlite_condition(op(make(scalar{inner}), ">=", val(3))),
              R"((select "id" from "u" where "u"."t_id" = "t"."id") >= ?1)");
}

TEST(sql_expression, exists_needs_no_columns)
{
    select inner{};
    inner.from = table_source{"u", "x"};
    EXPECT_EQ(sqlite_condition(make(exists{shared(inner), false})), R"(exists (select 1 from "u" as "x"))");
}

TEST(sql_expression, calls)
{
    EXPECT_EQ(sqlite_condition(op(make(call{"count", {}, false}), ">", val(0))), "count(*) > ?1");
    EXPECT_EQ(sqlite_condition(op(make(call{"count", {col("t", "a")}, true}), ">", val(0))),
              R"(count(distinct "t"."a") > ?1)");
    EXPECT_EQ(sqlite_condition(op(make(call{"coalesce", {col("t", "a"), val(1)}, false}), ">", val(0))),
              R"(coalesce("t"."a", ?1) > ?2)");
    EXPECT_EQ(sqlite_condition(make(call{"now", {}, false})), "now()");
}

TEST(sql_expression, row_number)
{
    EXPECT_EQ(sqlite_condition(
                  op(make(row_number{{col("t", "a"), col("t", "b")}, {{col("t", "c"), true}, {col("t", "id"), false}}}),
                     "<=", val(3))),
              R"(row_number() over (partition by "t"."a", "t"."b" order by "t"."c" desc, "t"."id") <= ?1)");
    EXPECT_EQ(sqlite_condition(make(row_number{{}, {{col("t", "c"), false}}})),
              R"(row_number() over (order by "t"."c"))");
    EXPECT_EQ(sqlite_condition(make(row_number{{}, {}})), "row_number() over ()");
}

TEST(sql_expression, operators_and_functions_cannot_carry_sql)
{
    for (const char* sign :
         {"", "= 1 or 1 =", "= 'x'", "; drop", "--", "/*", "AND", "and", "or", "= (select", "\"", "?"})
        EXPECT_EQ(refusal_of([&] { sqlite_condition(op(col("t", "a"), sign, val(1))); }).code, "E_SQL_TREE") << sign;
    for (const char* name : {"", "count(", "a b", "drop;", "Upper", "1a", "a.b"})
        EXPECT_EQ(refusal_of([&] { sqlite_condition(make(call{name, {}, false})); }).code, "E_SQL_TREE") << name;
    for (const char* sign :
         {"=", "<>", "<", "<=", "like", "not like", "is not distinct from", "||", "->>", "+", "@>", "~"})
        EXPECT_EQ(refusal_of([&] { sqlite_condition(op(col("t", "a"), sign, val(1))); }).code, "") << sign;
}

TEST(sql_expression, what_is_missing_is_refused)
{
    EXPECT_EQ(refusal_of([&] { sqlite_condition(op(nullptr, "=", val(1))); }).code, "E_SQL_TREE");
    EXPECT_EQ(refusal_of([&] { sqlite_condition(make(exists{nullptr, false})); }).code, "E_SQL_TREE");
    EXPECT_EQ(refusal_of([&] { sqlite_condition(all_of({a(), nullptr})); }).code, "E_SQL_TREE");
}

} // namespace
} // namespace ginnel::sql::test
