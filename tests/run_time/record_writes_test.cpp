// Records built, saved, changed and deleted; their relations by LoopBack's methods, and the statements of each.
#include "clinic.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace run_time {
namespace {

std::string code_of(const std::function<void()>& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string{e.code()};
    }
    return {};
}

TEST(record_writes, a_record_is_built_saved_changed_and_deleted)
{
    clinic c;
    auto& patients = c.app.model("Patient");
    auto eve = patients.build({{"name", "Eve"}, {"age", 30}});
    EXPECT_FALSE(eve.stored());
    EXPECT_EQ(code_of([&] { eve.update_attributes({{"age", 31}}); }), "E_NOT_PERSISTED");
    EXPECT_EQ(code_of([&] { (void)eve.related("physicians").find(); }), "E_UNSAVED_PARENT");
    EXPECT_EQ(c.statements_of([&] { eve.save(); }), 1U);
    EXPECT_TRUE(eve.stored());
    EXPECT_EQ(c.statements_of([&] { eve.save(); }), 0U) << "nothing was changed";
    eve.set("age", 31);
    EXPECT_EQ(c.statements_of([&] { eve.save(); }), 1U);
    EXPECT_EQ(c.statements_of([&] { eve.update_attributes({{"name", "Eva"}}); }), 1U);
    const auto key = eve["id"].as<std::int64_t>();
    const auto read = patients.find_by_id(key).value();
    EXPECT_EQ(read["name"].as<std::string>(), "Eva");
    EXPECT_EQ(read["age"].as<std::int64_t>(), 31);
    EXPECT_EQ(code_of([&] { eve.update_attributes({{"nam", "x"}}); }), "E_UNKNOWN_COLUMN");
    EXPECT_TRUE(eve.destroy());
    EXPECT_FALSE(patients.exists(key));
    EXPECT_EQ(code_of([&] { eve.save(); }), "E_NOT_PERSISTED");
}

TEST(record_writes, a_model_finds_writes_and_counts)
{
    clinic c;
    auto& patients = c.app.model("Patient");
    EXPECT_EQ(patients.find().size(), 2U);
    EXPECT_EQ(each(patients.find([](auto& q) { q.where("name", "Dan"); }), "name"), texts{"Dan"});
    EXPECT_EQ(patients.find(1).value()["name"].as<std::string>(), "Cleo");
    EXPECT_EQ(patients.upsert({{"id", 1}, {"name", "Clea"}})["name"].as<std::string>(), "Clea");
    EXPECT_EQ(patients.upsert({{"id", 9}, {"name", "New"}})["id"].as<std::int64_t>(), 9);
    EXPECT_FALSE(patients.find_or_create([](auto& q) { q.where("name", "New"); }, {{"name", "New"}}).second);
    EXPECT_TRUE(patients.find_or_create([](auto& q) { q.where("name", "Other"); }, {{"name", "Other"}}).second);
    EXPECT_EQ(patients.update_by_id(9, {{"age", 4}}).value()["age"].as<std::int64_t>(), 4);
    EXPECT_FALSE(patients.update_by_id(77, {{"age", 4}}));
    EXPECT_EQ(c.statements_of([&] {
        EXPECT_EQ(patients.update_all([](auto& q) { q.where("id", ">", 2); }, {{"age", 5}}), 2);
    }),
              1U);
    EXPECT_TRUE(patients.destroy_by_id(9));
    EXPECT_FALSE(patients.destroy_by_id(9));
    EXPECT_EQ(patients.destroy_all([](auto& q) { q.where("name", "Other"); }), 1);
    EXPECT_EQ(patients.count(), 2);
}

TEST(record_writes, relations_are_read_and_written_by_loopbacks_methods)
{
    clinic c;
    const auto bea = c.app.model("Physician").find_by_id(2).value();
    const auto patients = bea.related("patients");
    EXPECT_EQ(code_of([&] { (void)patients.size(); }), "E_RELATION_NOT_LOADED");
    EXPECT_EQ(c.statements_of([&] { EXPECT_EQ(each(patients.find(), "name"), texts{"Dan"}); }), 1U);
    EXPECT_TRUE(patients.find([](auto& q) { q.where("name", "Nobody").or_where("name", "Cleo"); }).empty())
        << "an or stays within the relation";
    EXPECT_EQ(c.statements_of([&] { patients.add(1, {{"appointmentDate", "2024-09-01 10:00:00"}}); }), 4U);
    EXPECT_TRUE(patients.exists(1));
    EXPECT_EQ(code_of([&] { patients.add(77); }), "E_TARGET_NOT_FOUND");
    const auto changes = patients.sync({2, {1, {{"appointmentDate", "2024-09-02 10:00:00"}}}});
    EXPECT_EQ(changes.updated.size(), 1U);
    EXPECT_EQ(patients.query().where("Appointment.appointmentDate", "2024-09-02 10:00:00").count(), 1);
    EXPECT_EQ(patients.update_by_id(1, {{"name", "Clea"}}).value()["name"].as<std::string>(), "Clea");
    const auto fay = patients.create({{"name", "Fay"}}, {{"appointmentDate", "2024-09-03 10:00:00"}});
    EXPECT_TRUE(patients.destroy_by_id(fay["id"].as<std::int64_t>()));
    EXPECT_FALSE(c.app.model("Patient").exists(fay["id"].as<std::int64_t>()));
    EXPECT_EQ(code_of([&] { bea.related("appointments").update_by_id(4, {{"physicianId", 1}}); }), "E_KEY_OF_PARENT");
    EXPECT_EQ(bea.related("appointments").build()["physicianId"].as<std::int64_t>(), 2);
}

} // namespace
} // namespace run_time
