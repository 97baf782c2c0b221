#include "folder_maker.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

/// What a folder with this model beside a sound Patient is told.
std::string told(const std::string& body)
{
    folder_maker f;
    f.model("Patient", R"("properties": {"name": "string"})").model("Physician", body);
    return f.mistakes();
}

struct wrong {
    const char* name;
    const char* body;
    const char* sentence;
};

class mistake : public testing::TestWithParam<wrong> {};

TEST_P(mistake, is_told_with_file_member_and_what_to_write)
{
    EXPECT_EQ(told(GetParam().body), "  common/models/physician.json: " + std::string{GetParam().sentence});
}

INSTANTIATE_TEST_SUITE_P(
    of_a_model, mistake,
    testing::Values(
        wrong{"property_type", R"("properties": {"name": "strng"})", R"(properties.name: there is no type "strng"; write "string")"},
        wrong{"property_type_in_object", R"("properties": {"name": {"type": "quux"}})",
              R"(properties.name.type: there is no type "quux"; write "string", "number", "boolean", "date", "object" or another type of LoopBack)"},
        wrong{"property_without_type", R"("properties": {"name": {"required": true}})",
              R"(properties.name.type: a property needs a type: write "type": "string")"},
        wrong{"property_flag", R"("properties": {"name": {"type": "string", "required": "yes"}})", "properties.name.required: write true or false"},
        wrong{"properties_as_list", R"("properties": ["name"])", R"(properties: write an object: {"name": {"type": "string"}})"},
        wrong{"two_ids", R"("properties": {"a": {"type": "number", "id": 1}, "b": {"type": "number", "id": 2}})",
              R"(properties.b.id: "a" is the id already, and ids of several properties cannot be served: leave "id" to one of them)"},
        wrong{"no_id", R"("idInjection": false)",
              R"(idInjection: no property is marked as the id and none is injected, so that no route could name a row: )"
              R"(write "id": true at one property, or "idInjection": true, or "public": false for a model that others pass through)"},
        wrong{"base", R"("base": "PersistdModel")",
              R"(base: there is no model "PersistdModel" (nearest: "PersistedModel"); write "PersistedModel")"},
        wrong{"base_of_loopback", R"("base": "User")", R"(base: LoopBack's own model "User" is not served yet: write "PersistedModel")"},
        wrong{"acls", R"("acls": [{"permission": "DENY"}])",
              "acls: access rules are not enforced yet, and to serve without them would open what they close: remove them to serve the model to "
              "everyone, or remove the model from server/model-config.json"},
        wrong{"scope", R"("scope": {"where": {"name": "x"}})",
              R"(scope: scope.where: Physician has no property "name" (known: "id"))"},
        wrong{"hidden", R"("properties": {"name": "string"}, "hidden": ["nam"])",
              R"(hidden: there is no property "nam" (nearest: "name"): name a property, or remove it)"},
        wrong{"path", R"("http": {"path": "/a//b"})", R"(http.path: a path has names between its slashes: write "/Physicians")"},
        wrong{"plural_taken", R"("plural": "patients")", R"(plural: Patient is served at /Patients already: write another plural)"},
        wrong{"table_taken", R"("sqlite3": {"table": "patient"})",
              R"(sqlite3.table: Patient has the table "patient" already: name another)"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    of_a_relation, mistake,
    testing::Values(
        wrong{"no_object", R"("relations": {"patients": "Patient"})",
              R"(relations.patients: a relation is an object: write {"type": "hasMany", "model": "Patient"})"},
        wrong{"type", R"("relations": {"patients": {"type": "hasMny", "model": "Patient"}})",
              R"(relations.patients.type: there is no relation type "hasMny"; write "hasMany")"},
        wrong{"no_type", R"("relations": {"patients": {"model": "Patient"}})",
              R"(relations.patients.type: a relation needs a type: write "belongsTo", "hasMany", "hasOne" or "hasAndBelongsToMany")"},
        wrong{"through_as_type", R"("relations": {"patients": {"type": "hasManyThrough", "model": "Patient"}})",
              R"(relations.patients.type: there is no relation type "hasManyThrough"; write "hasMany", with "through": "<model>" beside it)"},
        wrong{"model", R"("relations": {"patients": {"type": "hasMany", "model": "Pateint"}})",
              R"(relations.patients.model: there is no model "Pateint" (nearest: "Patient"); write "Patient")"},
        wrong{"no_model", R"("relations": {"patients": {"type": "hasMany"}})",
              R"(relations.patients.model: a relation needs the model that it leads to: write "model": "<name>")"},
        wrong{"through_unknown", R"("relations": {"patients": {"type": "hasMany", "model": "Patient", "through": "Appointment"}})",
              R"(relations.patients.through: there is no model "Appointment" (known: "Patient", "Physician"); write its model file, or name another)"},
        wrong{"through_lacks_its_key", R"("relations": {"patients": {"type": "hasMany", "model": "Patient", "through": "Patient", "keyThrough": "id"}})",
              R"(relations.patients: it passes Patient, which has no "physicianId" to hold the key of Physician: add to "relations" of )"
              R"(common/models/patient.json "physician": {"type": "belongsTo", "model": "Physician", "foreignKey": "physicianId"}, or write )"
              R"("foreignKey" here with the property that it has)"},
        wrong{"through_of_one", R"("relations": {"patient": {"type": "hasOne", "model": "Patient", "through": "Patient"}})",
              R"(relations.patient.through: only "hasMany" and "hasAndBelongsToMany" pass a model: remove it, or write "type": "hasMany")"},
        wrong{"key_through_alone", R"("relations": {"patients": {"type": "hasMany", "model": "Patient", "keyThrough": "x"}})",
              R"(relations.patients.keyThrough: it names a key of the model passed, and none is: write "through": "<model>" beside it)"},
        wrong{"self_through", R"("relations": {"peers": {"type": "hasAndBelongsToMany", "model": "Physician"}})",
              R"(relations.peers: "physicianId" would be both keys of PhysicianPhysician: write "foreignKey" with its key of this Physician, and "keyThrough" with its key of the related Physician)"},
        wrong{"key_types", R"("relations": {"patients": {"type": "hasMany", "model": "Patient", "foreignKey": "name"}})",
              R"(relations.patients: Patient.name is of another type than Physician.id (string and number), so no row would ever match: give both properties one type)"},
        wrong{"primary_key", R"("relations": {"patients": {"type": "hasMany", "model": "Patient", "primaryKey": "nmae"}})",
              R"(relations.patients.primaryKey: Physician has no property "nmae" (known: "id"): add it to common/models/physician.json, or name another)"},
        wrong{"name_of_a_property", R"("properties": {"x": "string"}, "relations": {"x": {"type": "hasMany", "model": "Patient"}})",
              R"(relations.x: "x" is the name of a property too, and an include could not show both: rename one)"}),
    [](const auto& info) { return info.param.name; });

TEST(mistakes, of_all_files_are_told_at_once)
{
    folder_maker f;
    f.model("Physician", R"("relations": {"patients": {"type": "hasMny", "model": "Patient"}})")
        .model("Patient", R"("properties": {"name": "strin", "age": {"type": "number"}})")
        .file("server/config.json", R"({"port": 70000})");
    EXPECT_EQ(f.mistakes(), "  common/models/patient.json: properties.name: there is no type \"strin\"; write \"string\"\n"
                            "  common/models/physician.json: relations.patients.type: there is no relation type \"hasMny\"; write \"hasMany\"\n"
                            "  server/config.json: port: write a number from 0 (any that is free) to 65535");
}

TEST(mistakes, malformed_json_is_told_with_line_and_column_and_nothing_follows_from_it)
{
    folder_maker f;
    f.model("Physician", R"("relations": {"patients": {"type": "hasMany", "model": "Patient"}})").model("Patient", "");
    f.file("common/models/patient.json", "{\n  \"name\": \"Patient\",\n  \"properties\": {,}\n}");
    EXPECT_EQ(f.mistakes(), "  common/models/patient.json: this is no valid JSON at line 3, column 18 (syntax error): put it right there, or just "
                            "before; JSON knows no comments and no comma after the last member");
}

TEST(mistakes, more_after_the_object_and_no_object_are_told)
{
    folder_maker f;
    f.model("Patient", "");
    f.file("server/config.json", "{}\n{}");
    EXPECT_NE(f.mistakes().find("  server/config.json: this is no valid JSON at line 2, column 1 (there is more after the end of the object)"),
              std::string::npos);
    f.file("server/config.json", "[]");
    EXPECT_EQ(f.mistakes(), "  server/config.json: the file holds no JSON object: write { ... }");
}

TEST(mistakes, of_model_config_are_told)
{
    folder_maker f;
    f.model("Patient", "").configure("Physicain", R"({"dataSource": "db"})").configure("User", R"({"dataSource": "db"})");
    EXPECT_EQ(f.mistakes(), "  server/model-config.json: Physicain: no model file defines this model (known: \"Patient\"): write "
                            "common/models/physicain.json with \"name\": \"Physicain\", or remove the entry");
    folder_maker g;
    g.model("Patient", "").configure("Patient", R"({"dataSource": "bd"})");
    EXPECT_EQ(g.mistakes(), "  server/model-config.json: Patient.dataSource: server/datasources.json has no data source \"bd\" (nearest: \"db\")");
}

TEST(mistakes, a_model_that_is_led_to_but_not_configured_is_told)
{
    folder_maker f;
    f.file("common/models/patient.json", R"({"name": "Patient"})");
    f.model("Physician", R"("relations": {"patients": {"type": "hasMany", "model": "Patient"}})");
    EXPECT_EQ(f.mistakes(), "  server/model-config.json: \"Patient\" is not named here, and Physician.patients leads to it: add \"Patient\": "
                            "{\"dataSource\": \"db\", \"public\": true}");
}

TEST(mistakes, of_data_sources_are_told)
{
    folder_maker f;
    f.model("Patient", "").file("server/datasources.json", R"({"db": {"connector": "mongodb"}})");
    EXPECT_EQ(f.mistakes(), "  server/datasources.json: db.connector: \"mongodb\" is not served yet: write \"sqlite3\" with \"file\", or \"memory\", "
                            "or start with --database FILE");
    f.file("server/datasources.json", R"({"db": {"connector": "memory"}, "other": {"connector": "memory"}})");
    f.model("Physician", "").configure("Physician", R"({"dataSource": "other"})");
    EXPECT_EQ(f.mistakes(), "  server/model-config.json: Physician.dataSource: \"Patient\" is in \"db\", and only one data source is served yet: "
                            "write \"db\"");
}

TEST(mistakes, a_circle_of_bases_ends)
{
    folder_maker f;
    f.model("Patient", R"("base": "Person")").model("Person", R"("base": "Patient")");
    EXPECT_NE(f.mistakes().find("the models are based on each other in a circle"), std::string::npos);
}

TEST(mistakes, a_folder_that_is_none_is_told)
{
    EXPECT_THROW(ginnel::app::application{"no/such/folder"}, ginnel::error);
    folder_maker f;
    EXPECT_NE(f.mistakes().find("holds no server/model-config.json: name the folder of an application"), std::string::npos);
}

} // namespace
