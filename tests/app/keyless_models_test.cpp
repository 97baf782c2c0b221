// Models whose tables have no key of one column: links between others.
#include "folder_maker.hpp"

#include <ginnel/app/application.hpp>

#include <gtest/gtest.h>

namespace {

constexpr const char* courses =
    R"("relations": {"students": {"type": "hasMany", "model": "Student", "foreignKey": "courseId", "through": "Seat", "keyThrough": "studentId"}})";

TEST(keyless_models, an_id_of_two_properties_is_taken_for_a_model_without_routes_and_keeps_its_rows_apart)
{
    folder_maker f;
    f.model("Course", courses).model("Student", "");
    f.model(
        "Seat",
        R"("properties": {"courseId": {"type": "number", "id": 1}, "studentId": {"type": "number", "id": 2}, "row": "number"})");
    EXPECT_NE(f.mistakes().find("ids of several properties cannot be served"), std::string::npos);
    f.configure("Seat", R"({"dataSource": "db", "public": false})");
    ASSERT_EQ(f.mistakes(), "");
    auto folder = f.open(":memory:");
    folder.connect();
    auto app = folder.records();
    app.model("Student").create({});
    const auto course = app.model("Course").create({});
    course.related("students").add(1, {{"row", 3}});
    EXPECT_EQ(course.related("students").add(1, {{"row", 4}})["row"].as<double>(), 4);
    EXPECT_EQ(folder.tables(),
              R"({"Course":[{"id":1}],"Seat":[{"courseId":1,"studentId":1,"row":4}],"Student":[{"id":1}]})");
    try {
        app.model("Seat").create({{"courseId", 1}, {"studentId", 1}});
        ADD_FAILURE() << "the pair is there already";
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.kind(), ginnel::error_kind::unique);
    }
}

TEST(keyless_models, nothing_can_name_their_rows)
{
    folder_maker f;
    f.model("Course", R"("relations": {"seats": {"type": "hasMany", "model": "Seat", "foreignKey": "courseId"}})");
    f.model("Seat", R"("idInjection": false, "properties": {"courseId": "number"})");
    EXPECT_NE(f.mistakes().find("so that no route could name a row"), std::string::npos);
    f.configure("Seat", R"({"dataSource": "db", "public": false})");
    EXPECT_NE(f.mistakes().find("Seat has no id of one property"), std::string::npos) << f.mistakes();
}

TEST(keyless_models, records_keep_the_rules_of_their_file)
{
    folder_maker f;
    f.model(
        "Item",
        R"("properties": {"name": {"type": "string", "required": true}, "state": {"type": "string", "default": "new"}},
        "validations": [{"property": "name", "rule": "length", "max": 5}])");
    auto folder = f.open(":memory:");
    folder.connect();
    auto app = folder.records();
    auto& items = app.model("Item");
    auto item = items.create({{"name", "short"}});
    EXPECT_EQ(item["state"].as<std::string>(), "new");
    EXPECT_THROW(items.create({{"name", "much too long"}}), ginnel::error);
    EXPECT_THROW(item.update_attributes({{"name", "much too long"}}), ginnel::error);
    EXPECT_EQ(item["name"].as<std::string>(), "short") << "a failure leaves the record as it was";
    EXPECT_THROW(items.update_all([](auto&) {}, {{"name", "much too long"}}), ginnel::error);
    EXPECT_THROW(items.create({{"id", 7}, {"name", "x"}}), ginnel::error) << "ids are the database's to make";
}

} // namespace
