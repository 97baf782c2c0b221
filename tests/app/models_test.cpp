#include "folder_maker.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using ginnel::column_type;
using ginnel::schema::relation_kind;

/// "source.key -> table.key" for each hop.
std::string path_of(const ginnel::schema::relation& r)
{
    std::string out;
    for (const auto& hop : r.path)
        out += (out.empty() ? "" : ", ") + hop.from->name + "." + hop.from_key->name + " -> " + hop.to->name + "." + hop.to_key->name;
    return out;
}

std::string path_of(const ginnel::app::application& a, const char* model, const char* relation)
{
    return path_of(a.models().get(model).relation_named(relation));
}

TEST(models, the_clinic_of_the_examples_is_read)
{
    const ginnel::app::application a{GINNEL_ROOT "/examples/clinic"};
    EXPECT_EQ(path_of(a, "Physician", "patients"), "physician.id -> appointment.physicianId, appointment.patientId -> patient.id");
    EXPECT_EQ(path_of(a, "Patient", "physicians"), "patient.id -> appointment.patientId, appointment.physicianId -> physician.id");
    EXPECT_EQ(path_of(a, "Appointment", "physician"), "appointment.physicianId -> physician.id");
    ASSERT_EQ(a.endpoints().size(), 3U);
    EXPECT_EQ(a.endpoints()[2].path, "Physicians");
    EXPECT_EQ(a.settings().port, 3000);
    EXPECT_EQ(a.settings().database, "clinic.db");
}

TEST(models, keys_that_are_not_said_are_loopbacks)
{
    folder_maker f;
    f.model("Physician", R"("relations": {"patients": {"type": "hasMany", "model": "Patient", "through": "Visit"},
                                           "office": {"type": "hasOne", "model": "Office"},
                                           "visits": {"type": "hasMany", "model": "Visit", "foreignKey": ""}})")
        .model("Patient", R"("relations": {"doctor": {"type": "belongsTo", "model": "Physician"}})")
        .model("Office", "")
        .model("Visit", R"("relations": {"patient": {"type": "belongsTo"}})");
    const auto a = f.open();
    EXPECT_EQ(path_of(a, "Physician", "patients"), "Physician.id -> Visit.physicianId, Visit.patientId -> Patient.id");
    EXPECT_EQ(path_of(a, "Physician", "office"), "Physician.id -> Office.physicianId");
    EXPECT_EQ(path_of(a, "Patient", "doctor"), "Patient.doctorId -> Physician.id");
    EXPECT_EQ(path_of(a, "Visit", "patient"), "Visit.patientId -> Patient.id");
}

TEST(models, a_self_through_takes_the_keys_that_are_said)
{
    folder_maker f;
    f.model("Member", R"("relations": {
            "followers": {"type": "hasMany", "model": "Member", "foreignKey": "followeeId", "keyThrough": "followerId", "through": "Follow"},
            "following": {"type": "hasMany", "model": "Member", "foreignKey": "followerId", "keyThrough": "followeeId", "through": "Follow"}})")
        .model("Follow", R"("relations": {"follower": {"type": "belongsTo", "model": "Member"}, "followee": {"type": "belongsTo", "model": "Member"}})");
    const auto a = f.open();
    EXPECT_EQ(path_of(a, "Member", "followers"), "Member.id -> Follow.followeeId, Follow.followerId -> Member.id");
}

TEST(models, has_and_belongs_to_many_links_by_a_table_of_both_names)
{
    folder_maker f;
    f.model("Product", R"("relations": {"categories": {"type": "hasAndBelongsToMany", "model": "Category"}})")
        .model("Category", R"("relations": {"products": {"type": "hasAndBelongsToMany", "model": "Product"}})");
    const auto a = f.open();
    EXPECT_EQ(path_of(a, "Product", "categories"), "Product.id -> CategoryProduct.productId, CategoryProduct.categoryId -> Category.id");
    EXPECT_EQ(a.models().get("Category").relation_named("products").path[0].to, a.models().get("Product").relation_named("categories").path[0].to);
}

TEST(models, properties_have_the_types_and_names_that_are_said)
{
    folder_maker f;
    f.model("Thing", R"("plural": "stuff", "sqlite3": {"table": "THINGS"}, "hidden": ["secret"], "properties": {
            "text": {"type": "String", "required": true, "sqlite3": {"columnName": "TEXT_COLUMN"}}, "number": "number", "flag": "boolean",
            "when": "date", "list": ["string"], "any": "any", "bytes": "buffer", "secret": "string",
            "count": {"type": "number", "sqlite3": {"dataType": "INTEGER"}, "index": {"unique": true}}})");
    const auto a = f.open();
    const auto& m = a.models().get("Thing");
    EXPECT_EQ(m.table.name, "THINGS");
    EXPECT_EQ(a.endpoints()[0].path, "stuff");
    EXPECT_EQ(m.column_named("text").column_name, "TEXT_COLUMN");
    EXPECT_FALSE(m.column_named("text").nullable);
    EXPECT_EQ(m.column_named("number").type, column_type::real);
    EXPECT_EQ(m.column_named("flag").type, column_type::boolean);
    EXPECT_EQ(m.column_named("when").type, column_type::timestamp);
    EXPECT_EQ(m.column_named("list").type, column_type::json);
    EXPECT_EQ(m.column_named("any").type, column_type::json);
    EXPECT_EQ(m.column_named("bytes").type, column_type::blob);
    EXPECT_EQ(m.column_named("secret").serialize_as, "");
    EXPECT_EQ(m.column_named("count").type, column_type::int64);
    EXPECT_TRUE(m.column_named("count").unique);
    ASSERT_NE(m.primary_key, nullptr);
    EXPECT_EQ(m.primary_key->name, "id");
    EXPECT_TRUE(m.primary_key->generated);
}

TEST(models, a_base_gives_its_properties_and_relations)
{
    folder_maker f;
    f.model("Patient", R"("base": "Person", "properties": {"ward": "string", "nickname": false})")
        .model("Person", R"("properties": {"name": "string", "nickname": "string"}, "relations": {"home": {"type": "belongsTo", "model": "Place"}})")
        .model("Place", "");
    const auto a = f.open();
    const auto& m = a.models().get("Patient");
    EXPECT_NE(m.table.find("name"), nullptr);
    EXPECT_NE(m.table.find("ward"), nullptr);
    EXPECT_EQ(m.table.find("nickname"), nullptr);
    EXPECT_EQ(path_of(a, "Patient", "home"), "Patient.homeId -> Place.id");
}

TEST(models, a_text_key_gives_its_type_to_the_keys_that_repeat_it)
{
    folder_maker f;
    f.model("Country", R"("properties": {"code": {"type": "string", "id": true}}, "relations": {"cities": {"type": "hasMany", "model": "City"}})")
        .model("City", "");
    const auto a = f.open();
    EXPECT_EQ(path_of(a, "Country", "cities"), "Country.code -> City.countryId");
    EXPECT_EQ(a.models().get("City").column_named("countryId").type, column_type::text);
}

TEST(models, that_are_not_public_have_no_routes)
{
    folder_maker f;
    f.model("Patient", "").configure("Patient", R"({"dataSource": "db", "public": false})");
    EXPECT_TRUE(f.open().endpoints().empty());
}

TEST(models, of_loopback_itself_are_passed_over_with_a_note)
{
    folder_maker f;
    f.model("Patient", "").configure("ACL", R"({"dataSource": "db", "public": false})");
    const auto a = f.open();
    ASSERT_EQ(a.notes().size(), 1U);
    EXPECT_EQ(a.notes()[0], "ACL: LoopBack's own model, not served");
}

} // namespace
