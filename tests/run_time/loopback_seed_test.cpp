// The programs of LoopBack's page on HasManyThrough (its blocks in code), in C++; and what they lead to.
#include "clinic.hpp"

#include <gtest/gtest.h>

namespace run_time {
namespace {

namespace types = ginnel::types;

TEST(loopback_seed, appointments_link_physicians_and_patients_by_the_default_keys)
{
    clinic c;
    std::vector<ginnel::record> rows;
    const auto sent = c.statements_of([&] {
        rows = c.app.query("Physician")
                   .where("name", "like", "A%")
                   .where_has("patients", [](auto& q) { q.where("age", "<", 40); })
                   .with_count("patients")
                   .preload("patients.appointments", [](auto& q) { q.order_by("appointmentDate", ginnel::desc); })
                   .order_by("name")
                   .all();
    });
    EXPECT_EQ(sent, 3U);
    ASSERT_EQ(each(rows, "name"), texts{"Ash"});
    EXPECT_EQ(rows[0].count("patients"), 3);
    const auto patients = rows[0].related("patients");
    EXPECT_EQ(each(patients, "name"), (texts{"Cleo", "Cleo", "Dan"})) << "once per appointment, as a join has them";
    EXPECT_EQ(each(patients[0].related("appointments"), "appointmentDate"), (texts{"2024-04-01 10:00:00", "2024-03-01 09:00:00"}));
}

TEST(loopback_seed, keys_that_are_said_match_those_of_belongs_to)
{
    watched w;
    auto& physician = w.app.define("Physician", {{"name", types::text}});
    auto& patient = w.app.define("Patient", {{"name", types::text}});
    auto& appointment = w.app.define("Appointment");
    physician.has_many(patient, {.through = appointment, .foreign_key = "fooId", .key_through = "barId"});
    patient.has_many(physician, {.through = appointment, .foreign_key = "barId", .key_through = "fooId"});
    appointment.belongs_to(physician, {.as = "foo"}); // its key is fooId
    appointment.belongs_to(patient, {.as = "bar"});
    w.app.boot();
    w.app.create_tables();
    physician.create({{"name", "Ash"}});
    patient.create_many({{{"name", "Cleo"}}, {{"name", "Dan"}}});
    appointment.create({{"fooId", 1}, {"barId", 2}});
    EXPECT_EQ(each(w.app.query("Physician").preload("patients").first_or_fail().related("patients"), "name"), texts{"Dan"});
    EXPECT_EQ(w.app.query("Appointment").preload("foo").first_or_fail().one("foo").value()["name"].as<std::string>(), "Ash");
}

TEST(loopback_seed, tables_that_are_there_have_keys_of_other_names)
{
    watched w;
    w.app.define("Students", {{"id", types::id}, {"stuname", types::text, {.column = "STUNAME"}}}, {.table = "STUDENTS"})
        .has_many("Courses", {.through = "Courstu", .as = "courses", .foreign_key = "stuid", .key_through = "courid"});
    w.app.define("Courses", {{"courname", types::text}}).has_many("Students", {.through = "Courstu", .as = "students", .foreign_key = "courid", .key_through = "stuid"});
    w.app.define("Courstu", {{"courid", types::int64}, {"stuid", types::int64}}, {.table = "COURSTU"});
    w.app.boot();
    w.app.create_tables();
    w.app.model("Students").create({{"stuname", "Eve"}});
    w.app.model("Courses").create_many({{{"courname", "Logic"}}, {{"courname", "Sets"}}});
    w.app.model("Courstu").create_many({{{"courid", 2}, {"stuid", 1}}});
    const auto eve = w.app.query("Students").where("stuname", "Eve").preload("courses").first_or_fail();
    EXPECT_EQ(each(eve.related("courses"), "courname"), texts{"Sets"});
}

TEST(loopback_seed, users_follow_users)
{
    watched w;
    auto& user = w.app.define("User", {{"name", types::text}});
    auto& follow = w.app.define("Follow");
    user.has_many(user, {.through = follow, .as = "followers", .foreign_key = "followeeId", .key_through = "followerId"});
    user.has_many(user, {.through = follow, .as = "following", .foreign_key = "followerId", .key_through = "followeeId"});
    follow.belongs_to(user, {.as = "follower"});
    follow.belongs_to(user, {.as = "followee"});
    w.app.boot();
    w.app.create_tables();
    user.create_many({{{"name", "a"}}, {{"name", "b"}}, {{"name", "c"}}});
    follow.create_many({{{"followerId", 1}, {"followeeId", 2}}, {{"followerId", 3}, {"followeeId", 2}}, {{"followerId", 2}, {"followeeId", 3}}});
    const auto b = w.app.query("User").preload("followers").preload("following").where("name", "b").first_or_fail();
    EXPECT_EQ(each(b.related("followers"), "name"), (texts{"a", "c"}));
    EXPECT_EQ(each(b.related("following"), "name"), texts{"c"});
    EXPECT_EQ(each(w.app.query("User").has("following.following").order_by("name").all(), "name"), (texts{"a", "b", "c"}));
}

TEST(loopback_seed, the_patients_of_one_physician_are_asked_and_found)
{
    clinic c;
    const auto ash = c.app.model("Physician").find(1).value();
    const auto patients = c.app.related(ash, "patients");
    EXPECT_EQ(patients.count(), 3);
    EXPECT_EQ(c.statements_of([&] { EXPECT_EQ(patients.find_or_fail(2)["name"].as<std::string>(), "Dan"); }), 1U);
    const auto bea = c.app.model("Physician").find(2).value();
    EXPECT_FALSE(c.app.related(bea, "patients").find(1)) << "Cleo is no patient of Bea's";
}

} // namespace
} // namespace run_time
