// LoopBack's page on HasManyThrough relations, block by block: its files served, its programs in C++, its requests
// sent.
#include "app/application.hpp"
#include "loopback_folder.hpp"
#include "rest/filters/file_filters.hpp"
#include "rest/routes/handler.hpp"
#include "school_files.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace seeds {

namespace {

using texts = std::vector<std::string>;
namespace types = ginnel::types;

texts names(const std::vector<ginnel::record>& rows, std::string_view property = "name")
{
    texts out;
    for (const auto& row : rows)
        out.push_back(row[property].as<std::string>());
    return out;
}

const std::map<std::string, std::string> clinic_models{{"Physician", ""}, {"Patient", ""}, {"Appointment", ""}};

/// The page's folder, asked by HTTP and by programs.
class clinic : public loopback_folder {
public:
    clinic() : loopback_folder{clinic_files(), clinic_models}
    {
        served_ = std::make_unique<ginnel::app::application>(
            path, ginnel::app::overrides{.database = database(), .language = ginnel::rest::filters_of_files()});
        served_->connect();
        answers_ = std::make_unique<ginnel::rest::handler>(*served_, ginnel::rest::limits{},
                                                           [](const std::string& what) { ADD_FAILURE() << what; });
        records = std::make_unique<ginnel::application>(served_->records());
        physician.emplace(records->model("Physician").create({{"name", "Ash"}}));
    }

    std::string ask(std::string_view method, const std::string& target, std::string_view body = {})
    {
        const auto whole = "/api" + target;
        const auto a = (*answers_)(ginnel::rest::request{method, whole, body, "application/json"});
        return std::to_string(a.status) + (a.body.empty() ? "" : " " + a.body);
    }
    ginnel::related_records patients() const { return physician->related("patients"); }

private:
    std::unique_ptr<ginnel::app::application> served_;
    std::unique_ptr<ginnel::rest::handler> answers_;

public:
    std::unique_ptr<ginnel::application> records;
    std::optional<ginnel::record> physician;
};

void run(const std::string& database, const std::string& script)
{
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(database.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
}

} // namespace

TEST(loopback_has_many_through, defining_a_has_many_through_relation_1)
{
    const std::string model = R"({"name": ")", end = R"(", "base": "PersistedModel"})";
    const loopback_folder f{{{"physician", model + "Physician" + end},
                             {"patient", model + "Patient" + end},
                             {"appointment", model + "Appointment" + end}},
                            clinic_models};
    program p{{"relation", f.path.string(), "--from", "Physician", "--type", "hasMany", "--to", "Patient", "--through",
               "Appointment"}};
    EXPECT_EQ(p.wait(), 0) << p.errors();
    auto app = f.open();
    const auto ash = app.model("Physician").create({});
    const auto made = ash.related("patients").create({});
    EXPECT_TRUE(ash.related("patients").exists(made));
}

TEST(loopback_has_many_through, defining_a_has_many_through_relation_2)
{
    clinic c;
    EXPECT_EQ(c.ask("POST", "/Physicians/1/patients", R"({"name": "Jane Smith"})"),
              R"(200 {"name":"Jane Smith","id":1})");
    EXPECT_EQ(c.ask("GET", "/Physicians/1/patients"), R"(200 [{"name":"Jane Smith","id":1}])");
}

TEST(loopback_has_many_through, defining_a_has_many_through_relation_3)
{
    clinic c;
    c.patients().create({{"name", "Jane Smith"}});
    EXPECT_EQ(c.ask("GET", "/Patients/1/physicans"), R"(200 [{"name":"Ash","id":1}])") << "spelt as the file spells it";
}

TEST(loopback_has_many_through, defining_a_has_many_through_relation_4)
{
    clinic c;
    c.patients().create({{"name", "Jane Smith"}}, {{"appointmentDate", "2014-06-01 08:30:00"}});
    EXPECT_EQ(c.ask("GET", "/Appointments/1"),
              R"(200 {"appointmentDate":"2014-06-01T08:30:00.000Z","id":1,"physicianId":1,"patientId":1})");
    EXPECT_EQ(c.ask("GET", "/Appointments/1/patient"), R"(200 {"name":"Jane Smith","id":1})");
}

TEST(loopback_has_many_through, defining_a_has_many_through_relation_5)
{
    ginnel::application app{"sqlite::memory:"};
    auto& physician = app.define("Physician", {{"name", types::text}});
    auto& patient = app.define("Patient", {{"name", types::text}});
    auto& appointment = app.define("Appointment", {{"appointmentDate", types::timestamp}});
    appointment.belongs_to(patient);
    appointment.belongs_to(physician);
    physician.has_many(patient, {.through = appointment});
    patient.has_many(physician, {.through = appointment});
    app.boot();
    app.create_tables();
    const auto ash = physician.create({{"name", "Ash"}});
    const auto patients = ash.related("patients");
    EXPECT_TRUE(patients.find([](auto& q) { q.where("name", "Cleo"); }).empty());
    EXPECT_FALSE(patients.build({{"name", "Cleo"}}).stored());
    const auto cleo = patients.create({{"name", "Cleo"}});
    const auto dan = patient.create({{"name", "Dan"}});
    patients.add(dan);
    EXPECT_EQ(names(patients.find()), (texts{"Cleo", "Dan"}));
    EXPECT_EQ(patients.remove(cleo), 1);
    EXPECT_FALSE(patients.find_by_id(1));
    EXPECT_EQ(patients.find_by_id(2).value()["name"].as<std::string>(), "Dan");
    EXPECT_EQ(patients.destroy_all(), 1);
    EXPECT_EQ(patient.count(), 2) << "behind links the links alone are deleted, as in LoopBack";
}

TEST(loopback_has_many_through, defining_the_foreign_key_property_1)
{
    ginnel::application app{"sqlite::memory:"};
    auto& physician = app.define("Physician");
    auto& patient = app.define("Patient");
    auto& appointment = app.define("Appointment");
    physician.has_many(patient, {.through = appointment});
    patient.has_many(physician, {.through = appointment});
    appointment.belongs_to(physician, {.as = "foo", .foreign_key = "physicianId"});
    appointment.belongs_to(patient, {.as = "bar", .foreign_key = "patientId"});
    app.boot();
    app.create_tables();
    patient.create({});
    const auto link = physician.create({}).related("patients").add(1);
    EXPECT_EQ(link["physicianId"].as<std::int64_t>(), 1);
    EXPECT_EQ(link["patientId"].as<std::int64_t>(), 1);
}

TEST(loopback_has_many_through, defining_the_foreign_key_property_2)
{
    ginnel::application app{"sqlite::memory:"};
    auto& physician = app.define("Physician", {{"name", types::text}});
    auto& patient = app.define("Patient", {{"name", types::text}});
    auto& appointment = app.define("Appointment");
    physician.has_many(patient, {.through = appointment, .foreign_key = "fooId", .key_through = "barId"});
    patient.has_many(physician, {.through = appointment, .foreign_key = "barId", .key_through = "fooId"});
    appointment.belongs_to(physician, {.as = "foo"});
    appointment.belongs_to(patient, {.as = "bar"});
    app.boot();
    app.create_tables();
    patient.create_many({{{"name", "Cleo"}}, {{"name", "Dan"}}});
    const auto ash = physician.create({{"name", "Ash"}});
    const auto link = ash.related("patients").add(2);
    EXPECT_EQ(link["fooId"].as<std::int64_t>(), 1);
    EXPECT_EQ(link["barId"].as<std::int64_t>(), 2) << "what is written is what is read:";
    EXPECT_EQ(names(ash.related("patients").find()), texts{"Dan"});
    EXPECT_EQ(names(patient.find(2).value().related("physicians").find()), texts{"Ash"});
}

namespace {

/// The page's STUDENTS, COURSES and COURSTU, as they stand in a database, and files with its relations.
class school : public loopback_folder {
public:
    school()
        : loopback_folder{with_links(), {{"Courses", ""}, {"Students", ""}, {"Courstu", R"(, "public": false)"}}}
    {
        run(database(),
            "create table STUDENTS (ID integer primary key, STUNAME text);"
            "create table COURSES (ID integer primary key, COURNAME text);"
            "create table COURSTU (COURID integer, STUID integer);"
            "insert into STUDENTS values (1, 'Eve'), (2, 'Finn'); insert into COURSES values (1, 'Logic'), (2, 'Sets');"
            "insert into COURSTU values (1, 1), (2, 1), (2, 2)");
    }

private:
    static std::map<std::string, std::string> with_links()
    {
        auto files = school_files();
        files.emplace("courstu", bare_courstu);
        return files;
    }
};

} // namespace

TEST(loopback_has_many_through, key_through_in_json_1)
{
    const school s;
    auto app = s.open();
    const auto sets = app.model("Courses").find_by_id(2).value();
    EXPECT_EQ(names(sets.related("students").find(), "stuname"), (texts{"Eve", "Finn"}));
    EXPECT_EQ(sets.related("students").remove(1), 1);
    EXPECT_EQ(names(sets.related("students").find(), "stuname"), texts{"Finn"});
}

TEST(loopback_has_many_through, key_through_in_json_2)
{
    const school s;
    auto app = s.open();
    const auto finn = app.model("Students").find_by_id(2).value();
    const auto link = finn.related("courses").add(1);
    EXPECT_EQ(link["courid"].as<std::int64_t>(), 1);
    EXPECT_EQ(link["stuid"].as<std::int64_t>(), 2);
    EXPECT_EQ(finn.related("courses").count(), 2);
    finn.related("courses").add(1);
    EXPECT_EQ(finn.related("courses").count(), 2) << "a link that is there stays one";
}

TEST(loopback_has_many_through, self_through)
{
    ginnel::application app{"sqlite::memory:"};
    auto& user = app.define("User", {{"name", types::text}});
    auto& follow = app.define("Follow");
    user.has_many(user,
                  {.through = follow, .as = "followers", .foreign_key = "followeeId", .key_through = "followerId"});
    user.has_many(user,
                  {.through = follow, .as = "following", .foreign_key = "followerId", .key_through = "followeeId"});
    follow.belongs_to(user, {.as = "follower"});
    follow.belongs_to(user, {.as = "followee"});
    app.boot();
    app.create_tables();
    const auto users = user.create_many({{{"name", "a"}}, {{"name", "b"}}, {{"name", "c"}}});
    users[0].related("following").add(users[1]);
    users[1].related("followers").add(users[2]);
    EXPECT_EQ(names(users[1].related("followers").find()), (texts{"a", "c"}));
    EXPECT_TRUE(users[1].related("following").find().empty());
    EXPECT_TRUE(users[2].related("following").exists(users[1]));
    EXPECT_FALSE(users[1].related("following").exists(users[2]));
}

TEST(loopback_has_many_through, methods_added_to_the_model_1)
{
    clinic c;
    c.patients().create_many({{{"name", "Jane"}}, {{"name", "Ravi"}}});
    EXPECT_EQ(names(c.patients().find([](auto& q) { q.where("name", "like", "R%"); })), texts{"Ravi"});
}

TEST(loopback_has_many_through, methods_added_to_the_model_2)
{
    clinic c;
    auto patient = c.patients().build({{"name", "Jane"}});
    EXPECT_EQ(c.records->model("Patient").count(), 0);
    patient.save();
    EXPECT_EQ(c.records->model("Patient").count(), 1);
    EXPECT_EQ(c.patients().count(), 0) << "saved, and not linked: as in LoopBack";
}

TEST(loopback_has_many_through, methods_added_to_the_model_3)
{
    clinic c;
    EXPECT_EQ(c.patients().create({{"name", "Jane"}})["id"].as<double>(), 1);
    EXPECT_EQ(c.patients().count(), 1);
}

TEST(loopback_has_many_through, methods_added_to_the_model_4)
{
    clinic c;
    c.patients().create_many({{{"name", "Jane"}}, {{"name", "Ravi"}}});
    EXPECT_EQ(c.patients().destroy_all(), 2);
    EXPECT_EQ(c.patients().count(), 0);
}

TEST(loopback_has_many_through, methods_added_to_the_model_5)
{
    clinic c;
    const auto jane = c.records->model("Patient").create({{"name", "Jane"}});
    c.patients().add(jane, {{"appointmentDate", "2014-06-01 08:30:00"}});
    EXPECT_EQ(
        c.ask("GET", "/Physicians/1/patients?filter=%7B%22through%22:true%7D"),
        R"(200 [{"name":"Jane","id":1,"Appointment":{"appointmentDate":"2014-06-01T08:30:00.000Z","id":1,"physicianId":1,"patientId":1}}])");
}

TEST(loopback_has_many_through, methods_added_to_the_model_6)
{
    clinic c;
    const auto jane = c.patients().create({{"name", "Jane"}});
    EXPECT_EQ(c.patients().remove(jane), 1);
    EXPECT_EQ(c.records->model("Patient").count(), 1);
    EXPECT_EQ(c.patients().count(), 0);
}

TEST(loopback_has_many_through, methods_added_to_the_model_7)
{
    clinic c;
    c.patients().create({{"name", "Jane"}});
    c.records->model("Patient").create({{"name", "Ravi"}});
    EXPECT_EQ(c.patients().find_by_id(1).value()["name"].as<std::string>(), "Jane");
    EXPECT_FALSE(c.patients().find_by_id(2)) << "Ravi is no patient of Ash's";
}

TEST(loopback_has_many_through, methods_added_to_the_model_8)
{
    clinic c;
    EXPECT_EQ(c.ask("POST", "/patients", R"({"name": "Jane Smith"})"), R"(200 {"name":"Jane Smith","id":1})");
}

TEST(loopback_has_many_through, methods_added_to_the_model_9)
{
    clinic c;
    c.records->model("Patient").create({{"name", "Jane Smith"}});
    EXPECT_EQ(c.ask("POST", "/appointments", R"({"patientId": 1, "physicianId": 1, "appointmentDate": "2014-06-01"})"),
              R"(200 {"appointmentDate":"2014-06-01T00:00:00.000Z","id":1,"physicianId":1,"patientId":1})");
    EXPECT_EQ(c.patients().count(), 1);
}

TEST(loopback_has_many_through, methods_added_to_the_model_10)
{
    clinic c;
    c.patients().create({{"name", "Jane Smith"}}, {{"appointmentDate", "2014-06-01 00:00:00"}}); // both in one call
    EXPECT_EQ(
        c.ask("GET",
              "/appointments?filter=%7B%22include%22:%5B%22patient%22%5D,%22where%22:%7B%22physicianId%22:1%7D%7D"),
        R"(200 [{"appointmentDate":"2014-06-01T00:00:00.000Z","id":1,"physicianId":1,"patientId":1,"patient":{"name":"Jane Smith","id":1}}])");
}

} // namespace seeds
