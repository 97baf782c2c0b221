// The courses and students of LoopBack's page, with the key names that it gives them, served over HTTP as written.
#include "app/application.hpp"
#include "loopback_folder.hpp"
#include "rest/filters/file_filters.hpp"
#include "rest/routes/handler.hpp"
#include "school_files.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>

namespace seeds {

namespace {

/// Links as a generated model has them: with an id, and something of their own.
const std::string graded_courstu =
    R"({"name": "Courstu", "plural": "courstus", "properties": {"grade": "string"}, "relations": {
    "student": {"type": "belongsTo", "model": "Students", "foreignKey": "stuid"},
    "course": {"type": "belongsTo", "model": "Courses", "foreignKey": "courid"}}})";

std::map<std::string, std::string> files_with(const std::string& courstu)
{
    auto files = school_files();
    files.emplace("courstu", courstu);
    return files;
}

class school_over_http : public loopback_folder {
public:
    explicit school_over_http(const std::string& courstu, const std::string& entry = "")
        : loopback_folder{files_with(courstu), {{"Courses", ""}, {"Students", ""}, {"Courstu", entry}}}
    {
        served_ = std::make_unique<ginnel::app::application>(
            path, ginnel::app::overrides{.database = database(),
                                         .log = [this](std::string_view) { ++statements; },
                                         .language = ginnel::rest::filters_of_files()});
        served_->connect();
        answers_ = std::make_unique<ginnel::rest::handler>(*served_, ginnel::rest::limits{},
                                                           [](const std::string& what) { ADD_FAILURE() << what; });
        run("insert into students (id, stuname) values (1, 'Eve'), (2, 'Finn'), (3, 'Gus');"
            "insert into courses (id, courname) values (1, 'Logic'), (2, 'Sets');"
            "insert into courstu (courid, stuid) values (2, 2), (1, 1), (2, 1)");
        statements = 0;
    }

    std::string ask(std::string_view method, const std::string& target, std::string_view body = {})
    {
        statements = 0;
        const auto whole = "/api" + target;
        const auto a = (*answers_)(ginnel::rest::request{method, whole, body, "application/json"});
        return std::to_string(a.status) + (a.body.empty() ? "" : " " + a.body);
    }

    int statements = 0;

private:
    void run(const std::string& script) const
    {
        sqlite3* db = nullptr;
        EXPECT_EQ(sqlite3_open(database().c_str(), &db), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(db, script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
        sqlite3_close(db);
    }

    std::unique_ptr<ginnel::app::application> served_;
    std::unique_ptr<ginnel::rest::handler> answers_;
};

/// Over a table of nothing but two keys, as on the page.
struct bare : school_over_http {
    bare() : school_over_http{bare_courstu, R"(, "public": false)"} {}
};

/// The same relations over links that hold a grade.
struct graded : school_over_http {
    graded() : school_over_http{graded_courstu} {}
};

} // namespace

TEST(loopback_has_many_through,
     key_through_in_json_1_lists_students_of_a_course_and_courses_of_a_student_in_one_statement)
{
    bare school;
    EXPECT_EQ(school.ask("GET", R"(/Courses/2/students?filter={"order":"stuname"})"),
              R"(200 [{"id":1,"stuname":"Eve"},{"id":2,"stuname":"Finn"}])");
    EXPECT_EQ(school.statements, 1);
    EXPECT_EQ(school.ask("GET", R"(/Students/1/courses?filter={"where":{"courname":"Sets"}})"),
              R"(200 [{"id":2,"courname":"Sets"}])");
    EXPECT_EQ(school.statements, 1);
    EXPECT_EQ(school.ask("GET", "/Courses/2/students/count"), R"(200 {"count":2})");
    EXPECT_EQ(school.ask("GET", "/Students/3/courses"), "200 []");
    EXPECT_EQ(school.ask("GET", "/Courses/9/students").substr(0, 3), "404");
}

TEST(loopback_has_many_through, key_through_in_json_1_includes_both_ways_with_a_limit_for_each)
{
    bare school;
    EXPECT_EQ(
        school.ask("GET",
                   R"(/Courses?filter={"include":{"relation":"students","scope":{"order":"stuname","limit":1}}})"),
        R"(200 [{"id":1,"courname":"Logic","students":[{"id":1,"stuname":"Eve"}]},)"
        R"({"id":2,"courname":"Sets","students":[{"id":1,"stuname":"Eve"}]}])");
    EXPECT_EQ(school.statements, 2);
    EXPECT_EQ(school.ask("GET", R"(/Students/3?filter={"include":"courses"})"),
              R"(200 {"id":3,"stuname":"Gus","courses":[]})");
    EXPECT_EQ(school.ask("GET", R"(/Students/2?filter={"include":{"courses":"students"}})"),
              R"(200 {"id":2,"stuname":"Finn","courses":[{"id":2,"courname":"Sets",)"
              R"("students":[{"id":1,"stuname":"Eve"},{"id":2,"stuname":"Finn"}]}]})");
}

TEST(loopback_has_many_through, key_through_in_json_1_links_by_the_keys_that_it_reads_by)
{
    bare school;
    EXPECT_EQ(school.ask("PUT", "/Courses/1/students/rel/3"), R"(200 {"courid":1,"stuid":3})");
    EXPECT_EQ(school.ask("PUT", "/Courses/1/students/rel/3"), R"(200 {"courid":1,"stuid":3})");
    EXPECT_EQ(school.ask("GET", "/Students/3/courses"), R"(200 [{"id":1,"courname":"Logic"}])");
    EXPECT_EQ(school.ask("HEAD", "/Students/3/courses/rel/1"), "200");
    EXPECT_EQ(school.ask("DELETE", "/Students/3/courses/rel/1"), "204");
    EXPECT_EQ(school.ask("HEAD", "/Courses/1/students/rel/3"), "404");
    EXPECT_EQ(school.ask("PUT", "/Courses/1/students/rel/99").substr(0, 3), "404");
    EXPECT_EQ(school.ask("GET", "/Courses/1/students/count"), R"(200 {"count":1})") << "the links of others stay";
}

TEST(loopback_has_many_through, key_through_in_json_1_makes_changes_and_deletes_far_rows)
{
    bare school;
    EXPECT_EQ(school.ask("POST", "/Courses/1/students", R"({"stuname":"Hal"})"), R"(200 {"id":4,"stuname":"Hal"})");
    EXPECT_EQ(school.ask("GET", "/Students/4/courses"), R"(200 [{"id":1,"courname":"Logic"}])");
    EXPECT_EQ(school.ask("PUT", "/Courses/1/students/4", R"({"stuname":"Hai"})"), R"(200 {"id":4,"stuname":"Hai"})");
    EXPECT_EQ(school.ask("DELETE", "/Courses/1/students/4"), "204");
    EXPECT_EQ(school.ask("GET", "/Students/4").substr(0, 3), "404");
    EXPECT_EQ(school.ask("DELETE", "/Courses/2/students"), "204");
    EXPECT_EQ(school.ask("GET", "/Students/count"), R"(200 {"count":3})") << "only links are deleted";
    EXPECT_EQ(school.ask("GET", "/Students/1/courses"), R"(200 [{"id":1,"courname":"Logic"}])");
}

TEST(loopback_has_many_through, key_through_in_json_2_keeps_what_a_link_is_given_and_shows_it_on_the_far_rows)
{
    graded school;
    EXPECT_EQ(school.ask("PUT", "/Courses/1/students/rel/2", R"({"grade":"A"})"),
              R"(200 {"grade":"A","id":4,"stuid":2,"courid":1})");
    EXPECT_EQ(school.ask("POST", "/Students/3/courses", R"({"courname":"Graphs","Courstu":{"grade":"B"}})"),
              R"(200 {"id":3,"courname":"Graphs"})");
    EXPECT_EQ(school.ask("GET", R"(/Students/3/courses?filter={"through":true})"),
              R"(200 [{"id":3,"courname":"Graphs","Courstu":{"grade":"B","id":5,"stuid":3,"courid":3}}])");
    EXPECT_EQ(school.statements, 1);
    EXPECT_EQ(school.ask("GET", R"(/Courses/1?filter={"include":{"relation":"students","scope":{"through":true,)"
                                R"("where":{"Courstu.grade":"A"}}}})"),
              R"(200 {"id":1,"courname":"Logic","students":[{"id":2,"stuname":"Finn",)"
              R"("Courstu":{"grade":"A","id":4,"stuid":2,"courid":1}}]})");
    EXPECT_EQ(school.statements, 2);
}

TEST(loopback_has_many_through, key_through_in_json_2_reads_the_links_and_both_their_ends)
{
    graded school;
    EXPECT_EQ(school.ask("GET", R"(/courstus?filter={"where":{"courid":1},"include":["student","course"]})"),
              R"(200 [{"grade":null,"id":2,"stuid":1,"courid":1,"student":{"id":1,"stuname":"Eve"},)"
              R"("course":{"id":1,"courname":"Logic"}}])");
    EXPECT_EQ(school.statements, 3);
    EXPECT_EQ(school.ask("GET", "/courstus/1/student"), R"(200 {"id":2,"stuname":"Finn"})");
}

TEST(loopback_has_many_through, key_through_in_json_2_makes_the_links_exactly_those_of_a_list)
{
    graded school;
    EXPECT_EQ(school.ask("PUT", "/Courses/2/students/rel", R"([{"id":1,"Courstu":{"grade":"C"}},3])"),
              R"(200 {"attached":[3],"detached":[2],"updated":[1]})");
    EXPECT_EQ(school.ask("GET", R"(/Courses/2/students?filter={"order":"id"})"),
              R"(200 [{"id":1,"stuname":"Eve"},{"id":3,"stuname":"Gus"}])");
    EXPECT_EQ(school.ask("GET", "/Students/1/courses/count"), R"(200 {"count":2})") << "of another course";
}

} // namespace seeds
