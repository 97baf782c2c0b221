#include "clinic.hpp"

#include <gtest/gtest.h>

namespace run_time {
namespace {

namespace types = ginnel::types;

TEST(query_by_name, every_form_of_condition_selects_its_rows)
{
    clinic c;
    const auto names = [&](const auto& say) {
        auto q = c.app.query("Patient");
        say(q);
        return each(q.order_by("name").all(), "name");
    };
    const texts both{"Cleo", "Dan"}, cleo{"Cleo"}, dan{"Dan"}, none;
    EXPECT_EQ(names([](auto& q) { q.where("age", 30); }), cleo);
    EXPECT_EQ(names([](auto& q) { q.where("age", "!=", 30); }), dan);
    EXPECT_EQ(names([](auto& q) { q.where("name", "NOT LIKE", "C%"); }), dan);
    EXPECT_EQ(names([](auto& q) { q.where_not("age", ">", 40).or_where("name", "Dan"); }), both);
    EXPECT_EQ(names([](auto& q) { q.where_in("age", {30, 31}); }), cleo);
    EXPECT_EQ(names([](auto& q) { q.where_not_in("age", {30, 31}); }), dan);
    EXPECT_EQ(names([](auto& q) { q.where_in("name", texts{}); }), none);
    EXPECT_EQ(names([](auto& q) { q.where_null("age"); }), none);
    EXPECT_EQ(names([](auto& q) { q.where_not_null("age").where_between("age", 30, 50); }), cleo);
    EXPECT_EQ(names([](auto& q) { q.where("insured", true).where([](auto& g) { g.where("age", 1).or_where("age", 30); }); }), cleo);
    EXPECT_EQ(names([](auto& q) { q.where("insured", true).or_where_not([](auto& g) { g.where("age", 30).or_where("age", 31); }); }), both);
    EXPECT_EQ(names([](auto& q) { q.has("physicians", ">=", 2); }), both);
    EXPECT_EQ(names([](auto& q) { q.where_has("appointments", [](auto& a) { a.where("fee", ">", 25); }, "=", 1); }), both);
    EXPECT_EQ(names([](auto& q) { q.doesnt_have("physicians.patients.appointments"); }), none);
    EXPECT_EQ(names([](auto& q) { q.where_doesnt_have("physicians", [](auto& p) { p.where("name", "Bea"); }).or_has("appointments", "=", 9); }), cleo);
}

TEST(query_by_name, counts_of_a_path_are_of_the_rows_at_its_end_together)
{
    clinic c; // Ash has visits of Cleo (2), of Cleo again, and of Dan (2): Cleo is a patient twice
    const auto names = [&](const auto& say) {
        auto q = c.app.query("Physician");
        say(q);
        return each(q.order_by("name").all(), "name");
    };
    EXPECT_EQ(names([](auto& q) { q.has("patients.appointments", ">=", 3); }), texts{"Ash"});
    EXPECT_EQ(names([](auto& q) { q.has("patients.appointments", "=", 2); }), texts{"Bea"});
    EXPECT_EQ(names([](auto& q) { q.where_has("patients.appointments", [](auto& a) { a.where("fee", ">", 40); }, "=", 1); }), (texts{"Ash", "Bea"}));
    EXPECT_EQ(names([](auto& q) { q.doesnt_have("patients.appointments", ">=", 3).or_has("patients", "=", 3); }), (texts{"Ash", "Bea", "Cy"}));
    EXPECT_EQ(names([](auto& q) { q.has("patients.appointments"); }), (texts{"Ash", "Bea"}));
}

TEST(query_by_name, properties_parts_of_dates_and_sql_are_compared)
{
    clinic c;
    using ids = std::vector<int>;
    const auto found = [&](const auto& say) {
        auto q = c.app.query("Appointment").order_by("id");
        say(q);
        return q.template pluck<int>("id");
    };
    EXPECT_EQ(found([](auto& q) { q.where_column("patientId", "physicianId"); }), (ids{1, 2, 4}));
    EXPECT_EQ(found([](auto& q) { q.where_column("patientId", ">", "physicianId").or_where_column("fee", "<", "patientId"); }), ids{3});
    EXPECT_EQ(found([](auto& q) { q.where_not_column("patientId", "=", "physicianId"); }), ids{3});
    EXPECT_EQ(found([](auto& q) { q.where_date("appointmentDate", ">=", "2024-05-01"); }), (ids{3, 4}));
    EXPECT_EQ(found([](auto& q) { q.where_time("appointmentDate", "<", "10:30:00").where_year("appointmentDate", 2024); }), (ids{1, 2}));
    EXPECT_EQ(found([](auto& q) { q.where_month("appointmentDate", 3).or_where_month("appointmentDate", ">", 5); }), (ids{1, 4}));
    EXPECT_EQ(found([](auto& q) { q.where_day("appointmentDate", "!=", 1); }), ids{});
    EXPECT_EQ(found([](auto& q) { q.where("patientId", 2).where_raw("{table}.fee_in_euro > ? or 1 = ?", {40, 2}); }), ids{4});
    EXPECT_EQ(each(c.app.query("Physician").where_has("patients", [](auto& q) { q.where_raw("{pivot}.fee_in_euro > 40 and {outer}.name = ?", {"Bea"}); }).all(), "name"), texts{"Bea"});
}

TEST(query_by_name, some_every_or_none_of_the_related_rows_are_meant)
{
    clinic c;
    const auto names = [&](const auto& say) {
        auto q = c.app.query("Physician");
        say(q);
        return each(q.order_by("name").all(), "name");
    };
    const auto dear = [](auto& a) { a.where("fee", ">", 25); };
    EXPECT_EQ(names([&](auto& q) { q.where_some("appointments", dear); }), (texts{"Ash", "Bea"}));
    EXPECT_EQ(names([&](auto& q) { q.where_every("appointments", dear); }), (texts{"Bea", "Cy"})) << "of no visits each is dear";
    EXPECT_EQ(names([&](auto& q) { q.where_none("appointments", dear); }), texts{"Cy"});
    EXPECT_EQ(names([&](auto& q) { q.where_every("patients.appointments", [](auto& a) { a.where_not_null("patientId"); }); }), (texts{"Ash", "Bea", "Cy"}));
    EXPECT_EQ(names([&](auto& q) { q.where_none("patients.appointments", dear).or_where_every("appointments", dear); }), (texts{"Bea", "Cy"}));
}

TEST(query_by_name, values_along_a_path_come_under_an_alias_in_the_same_statement)
{
    clinic c;
    std::vector<ginnel::record> rows;
    EXPECT_EQ(c.statements_of([&] {
        rows = c.app.query("Physician")
                   .with_count("patients.appointments", "visits")
                   .with_count("patients.appointments", [](auto& a) { a.where("fee", ">", 40); }, "dear")
                   .with_sum("patients.appointments", "fee", "paid")
                   .with_exists("patients.appointments", "seen")
                   .with_count_distinct("patients", "name", "people")
                   .order_by("name")
                   .all();
    }),
              1U);
    EXPECT_EQ(rows[0].extra("visits").as<std::int64_t>(), 6);
    EXPECT_EQ(rows[0].extra("dear").as<std::int64_t>(), 1);
    EXPECT_EQ(rows[1].extra("paid").as<double>(), 50);
    EXPECT_EQ(rows[0].extra("people").as<std::int64_t>(), 2);
    EXPECT_TRUE(rows[1].extra("seen").as<bool>());
    EXPECT_FALSE(rows[2].extra("seen").as<bool>());
}

TEST(query_by_name, rows_are_ordered_by_related_ones)
{
    clinic c;
    const auto dates = [&](const auto& say) {
        auto q = c.app.query("Appointment");
        say(q);
        return q.template pluck<std::int64_t>("id");
    };
    using ids = std::vector<std::int64_t>;
    EXPECT_EQ(dates([](auto& q) { q.order_by("patient.name", ginnel::desc).order_by("id"); }), (ids{3, 4, 1, 2}));
    const auto names = [&](const auto& say) {
        auto q = c.app.query("Physician");
        say(q);
        return each(q.all(), "name");
    };
    EXPECT_EQ(names([](auto& q) { q.order_by_count("patients.appointments").order_by("id"); }), (texts{"Cy", "Bea", "Ash"}));
    EXPECT_EQ(names([](auto& q) { q.where_not("name", "Cy").order_by_max("patients.appointments", "fee", ginnel::desc).order_by_min("appointments", "fee"); }), (texts{"Ash", "Bea"}));
    EXPECT_EQ(names([](auto& q) { q.order_by_sum("appointments", "fee", ginnel::desc, [](auto& a) { a.where("patientId", 2); }).order_by_avg("appointments", "fee"); })[0], "Bea");
}

TEST(query_by_name, filters_and_loads_by_the_same_words)
{
    clinic c;
    std::vector<ginnel::record> rows;
    EXPECT_EQ(c.statements_of([&] {
        rows = c.app.query("Physician")
                   .with_where_has("appointments", [](auto& a) { a.where("fee", ">", 25); })
                   .preload_once("appointments", [](auto& a) { a.where("fee", 1); })
                   .preload_once("patients.appointments")
                   .order_by("name")
                   .all();
    }),
              4U);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].related("appointments").size(), 1U);
    EXPECT_EQ(rows[0].related("patients")[2].related("appointments").size(), 2U);
    EXPECT_EQ(c.app.query("Physician").with_where_has("patients", {}, ">", 2).count(), 1);
}

TEST(query_by_name, the_rows_passed_are_asked_and_read)
{
    clinic c;
    const auto rows = c.app.query("Physician")
                          .preload("patients",
                                   [](auto& q) {
                                       q.where_pivot("appointmentDate", ">=", "2024-04-01 00:00:00")
                                           .where("Appointment.fee", "<", 100)
                                           .pivot_columns({"appointmentDate", "fee"})
                                           .order_by("Appointment.appointmentDate", ginnel::desc);
                                   })
                          .order_by("name")
                          .all();
    const auto patients = rows[0].related("patients");
    ASSERT_EQ(each(patients, "name"), texts{"Cleo"});
    EXPECT_TRUE(rows[0].partial("patients"));
    EXPECT_EQ(patients[0].extra("through_appointmentDate").as<std::string>(), "2024-04-01 10:00:00");
    EXPECT_EQ(patients[0].extra("through_fee").as<double>(), 30.5);
    EXPECT_TRUE(rows[2].loaded("patients"));
    EXPECT_TRUE(rows[2].related("patients").empty());
}

TEST(query_by_name, limits_are_per_parent)
{
    clinic c;
    const auto rows = c.app.query("Physician")
                          .preload("appointments", [](auto& q) { q.group_limit(1).group_order_by("appointmentDate", ginnel::desc); })
                          .order_by("id")
                          .limit(2)
                          .all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(each(rows[0].related("appointments"), "appointmentDate"), texts{"2024-05-01 11:00:00"});
    EXPECT_EQ(each(rows[1].related("appointments"), "appointmentDate"), texts{"2024-06-01 12:00:00"});
}

TEST(query_by_name, aggregates_of_related_rows_come_as_extras_and_order)
{
    clinic c;
    std::vector<ginnel::record> rows;
    EXPECT_EQ(c.statements_of([&] {
        rows = c.app.query("Physician")
                   .with_sum("appointments", "fee", "earned")
                   .with_max("appointments", "fee", "dearest", [](auto& q) { q.where("patientId", 1); })
                   .with_count("appointments", "visits")
                   .with_count("patients")
                   .order_by("visits", ginnel::desc)
                   .order_by("patients_count")
                   .all();
    }),
              1U);
    ASSERT_EQ(each(rows, "name"), (texts{"Ash", "Bea", "Cy"}));
    EXPECT_EQ(rows[0].extra("earned").as<double>(), 50.5);
    EXPECT_EQ(rows[0].extra("visits").as<std::int64_t>(), 3);
    EXPECT_TRUE(rows[1].extra("dearest").is_null());
    EXPECT_EQ(rows[2].count("patients"), 0);
}

TEST(query_by_name, the_ways_to_end_a_query_send_one_statement)
{
    clinic c;
    const auto one = [&](const auto& work) { EXPECT_EQ(c.statements_of(work), 1U); };
    const auto patients = c.app.query("Patient");
    one([&] { EXPECT_EQ(patients.count(), 2); });
    one([&] { EXPECT_TRUE(patients.exists()); });
    one([&] { EXPECT_EQ(patients.min("age").template as<int>(), 30); });
    one([&] { EXPECT_EQ(patients.max("name").template as<std::string>(), "Dan"); });
    one([&] { EXPECT_EQ(patients.sum("age").template as<std::int64_t>(), 81); });
    one([&] { EXPECT_EQ(patients.avg("age").template as<double>(), 40.5); });
    one([&] { EXPECT_EQ(patients.template pluck<std::int32_t>("age"), (std::vector<std::int32_t>{30, 51})); });
    one([&] { EXPECT_FALSE(patients.find(99)); });
    one([&] { EXPECT_EQ(patients.first_or_fail()["name"].template as<std::string>(), "Cleo"); });
    EXPECT_EQ(c.statements_of([&] { EXPECT_NE(patients.to_sql().find("\"Patient\""), std::string::npos); }), 0U);
}

TEST(query_by_name, pages_hold_each_row_once)
{
    clinic c;
    ginnel::page<ginnel::record> page;
    EXPECT_EQ(c.statements_of([&] { page = c.app.query("Physician").order_by("name", ginnel::desc).paginate(2, 2); }), 2U);
    EXPECT_EQ(each(page.rows, "name"), texts{"Ash"});
    EXPECT_EQ(page.total, 3);
    EXPECT_EQ(page.last_page, 2);
    EXPECT_EQ(page.current_page, 2);
    EXPECT_TRUE(c.app.query("Physician").paginate(9, 2).rows.empty());
}

TEST(query_by_name, a_copy_is_changed_on_its_own)
{
    clinic c;
    const auto all = c.app.query("Patient");
    auto some = all;
    some.where("name", "Dan");
    EXPECT_EQ(all.count(), 2);
    EXPECT_EQ(some.count(), 1);
}

TEST(query_by_name, an_error_in_a_group_takes_the_group_back)
{
    clinic c;
    auto q = c.app.query("Patient").where("name", "Dan");
    EXPECT_THROW(q.or_where([](auto& g) { g.where("name", "Cleo").where("nme", 1); }), ginnel::error);
    EXPECT_EQ(each(q.all(), "name"), texts{"Dan"});
}

// ---- records

TEST(records, are_created_with_defaults_and_their_keys)
{
    clinic c;
    ginnel::record eve = c.app.model("Patient").create({{"name", "Eve"}, {"age", nullptr}});
    EXPECT_EQ(eve["id"].as<std::int64_t>(), 3);
    EXPECT_TRUE(eve["insured"].as<bool>());
    EXPECT_TRUE(eve["age"].is_null());
    EXPECT_EQ(eve["age"].as<std::optional<int>>(), std::nullopt);
    EXPECT_EQ(c.app.query("Patient").find_or_fail(3).to_json(), R"({"name":"Eve","age":null,"insured":true,"id":3})");
    EXPECT_EQ(c.statements_of([&] { c.app.model("Patient").create_many({{{"name", "F"}}, {{"name", "G"}}}); }), 1U);
    EXPECT_EQ(c.statements_of([&] { c.app.model("Patient").create_many({}); }), 0U);
}

TEST(records, live_on_by_themselves)
{
    clinic c;
    const auto cleo = [&] { return c.app.query("Physician").preload("patients").first_or_fail().related("patients").at(0); }();
    EXPECT_EQ(cleo["name"].as<std::string>(), "Cleo");
    ginnel::record copy = cleo;
    copy.set("name", "Clea");
    EXPECT_EQ(cleo["name"].as<std::string>(), "Clea") << "both are of one row";
}

TEST(records, times_uuids_and_decimals_take_their_texts_in_one_form)
{
    watched w;
    auto& thing = w.app.define("Thing", {{"at", types::timestamp}, {"day", types::date}, {"code", types::uuid}, {"price", types::decimal}});
    w.app.boot();
    w.app.create_tables();
    const auto row = thing.create({{"at", "2024-03-01T10:00:00+01:00"},
                                   {"day", std::chrono::year_month_day{std::chrono::year{2024}, std::chrono::month{2}, std::chrono::day{29}}},
                                   {"code", "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"},
                                   {"price", ginnel::decimal::parse("12.50").value()}});
    EXPECT_EQ(row["at"].as<std::string>(), "2024-03-01 09:00:00");
    EXPECT_EQ(row["code"].as<std::string>(), "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    EXPECT_EQ(w.app.query("Thing").where("day", "2024-02-29").where("at", "<", "2024-03-01T09:00:01Z").count(), 1);
}

} // namespace
} // namespace run_time
