#include "app/application.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/filters/filter_parser.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace ginnel;

const app::application& clinic()
{
    static const app::application a{GINNEL_ROOT "/examples/clinic"};
    return a;
}

app::filter parse(const char* model, std::string_view text)
{
    return rest::parse_filter(clinic().models().get(model), text, {});
}

/// What a client is told of this filter; empty if it is taken.
std::string told(std::string_view text, const char* model = "Physician")
{
    try {
        (void)parse(model, text);
        return {};
    } catch (const rest::refusal& r) {
        EXPECT_EQ(r.status(), 400U);
        return r.what();
    }
}

std::string shown(const std::vector<app::include>& includes)
{
    std::string out;
    for (const auto& i : includes) {
        out += (out.empty() ? "" : " ") + i.relation->name;
        if (!i.scope.includes.empty())
            out += "(" + shown(i.scope.includes) + ")";
    }
    return out;
}

TEST(filter, include_has_loopbacks_forms)
{
    const auto of = [](std::string_view include) { return shown(parse("Physician", "{\"include\": " + std::string{include} + "}").includes); };
    EXPECT_EQ(of(R"("patients")"), "patients");
    EXPECT_EQ(of(R"(["patients", "appointments"])"), "patients appointments");
    EXPECT_EQ(of(R"({"appointments": "patient"})"), "appointments(patient)");
    EXPECT_EQ(of(R"({"appointments": ["patient", {"physician": "patients"}]})"), "appointments(patient physician(patients))");
    EXPECT_EQ(of(R"({"relation": "appointments", "scope": {"include": {"relation": "patient"}}})"), "appointments(patient)");
    EXPECT_EQ(of(R"([{"relation": "appointments"}, {"patients": true}])"), "appointments patients");
    EXPECT_EQ(of("[]"), "");
    EXPECT_EQ(of("null"), "");
}

TEST(filter, no_text_and_null_are_no_filter)
{
    for (const char* text : {"", "  ", "null", "{}"})
        EXPECT_TRUE(parse("Physician", text).includes.empty());
}

TEST(filter, conditions_have_columns_operators_and_values)
{
    const auto f = parse("Appointment", R"({"where": {"physicianId": "2", "id": {"gt": 1, "lt": 9}, "or": [{"patientId": null}, {"patientId": {"inq": [1, 2]}}]}})");
    ASSERT_EQ(f.where.parts.size(), 3U);
    EXPECT_EQ(f.where.parts[0].column->name, "physicianId");
    EXPECT_EQ(f.where.parts[0].values[0], value{2}); // a text that reads as a number stands for it
    ASSERT_EQ(f.where.parts[1].parts.size(), 2U);    // both operators hold
    EXPECT_EQ(f.where.parts[1].parts[0].comparator, app::comparator::more);
    EXPECT_EQ(f.where.parts[1].parts[1].comparator, app::comparator::less);
    EXPECT_EQ(f.where.parts[2].is, app::condition::form::any);
    EXPECT_TRUE(f.where.parts[2].parts[0].parts[0].values[0].is_null());
    EXPECT_EQ(f.where.parts[2].parts[1].parts[0].parts[0].values.size(), 2U);
}

TEST(filter, dates_are_taken_in_javascripts_forms)
{
    const auto at = [](std::string_view json) {
        return parse("Appointment", "{\"where\": {\"appointmentDate\": " + std::string{json} + "}}").where.parts[0].values[0].integer();
    };
    EXPECT_EQ(at(R"("2014-06-01T08:30:00.000Z")"), 1401611400000);
    EXPECT_EQ(at(R"("2014-06-01")"), 1401580800000);
    EXPECT_EQ(at("1401611400000"), 1401611400000);
}

TEST(filter, order_limit_skip_and_fields_are_taken)
{
    const auto f = parse("Physician", R"({"order": ["name DESC", "id"], "limit": 5, "offset": 2, "fields": {"id": false}})");
    ASSERT_EQ(f.orders.size(), 2U);
    EXPECT_TRUE(f.orders[0].descending);
    EXPECT_EQ(f.limit, 5);
    EXPECT_EQ(f.skip, 2);
    ASSERT_EQ(f.fields->size(), 1U);
    EXPECT_EQ((*f.fields)[0]->name, "name");
    EXPECT_EQ(parse("Physician", R"({"order": "name desc, id asc"})").orders.size(), 2U);
    EXPECT_FALSE(parse("Physician", R"({"limit": 0})").limit); // LoopBack: no limit
}

TEST(filter, mistakes_are_told_with_their_place_and_what_to_write)
{
    EXPECT_EQ(told(R"({"include": "patient"})"), R"(filter.include: Physician has no relation "patient" (nearest: "patients"))");
    EXPECT_EQ(told(R"({"include": {"patients": "physician"}})"), R"(filter.include.patients: Patient has no relation "physician" (nearest: "physicians"))");
    EXPECT_EQ(told(R"({"where": {"nmae": 1}})"), R"(filter.where: Physician has no property "nmae" (nearest: "name"))");
    EXPECT_EQ(told(R"({"where": {"id": "x"}})"), R"(filter.where.id: "id" takes a whole number)");
    EXPECT_EQ(told(R"({"where": {"id": 1.5}})"), R"(filter.where.id: "id" takes a whole number)");
    EXPECT_EQ(told(R"({"where": {"id": 99999999999999999999}})"), R"(filter.where.id: "id" takes a whole number)");
    EXPECT_EQ(told(R"({"where": {"name": {"likes": "x"}}})"), R"(filter.where.name: there is no operator of this name; write "like")");
    EXPECT_EQ(told(R"({"where": {"id": {"between": [1]}}})"), "filter.where.id.between: write a list of two values: [low, high]");
    EXPECT_EQ(told(R"({"where": {"id": {"like": "1%"}}})"), R"(filter.where.id.like: only texts have patterns, and "id" is none)");
    EXPECT_EQ(told(R"({"where": {"name": {"like": null}}})"), R"(filter.where.name.like: Expected a string. Write a pattern, as in "J%")");
    EXPECT_EQ(told(R"({"where": {"or": []}})"), R"(filter.where.or: write a list of conditions that is not empty: [{"property": value}])");
    EXPECT_EQ(told(R"({"order": "name up"})"), R"(filter.order: has invalid direction "up": a direction is ASC or DESC, as in "name DESC")");
    EXPECT_EQ(told(R"({"limit": -1})"), "filter.limit: write a whole number from 0 on");
    EXPECT_EQ(told(R"({"limit": "x"})"), "filter.limit: write a whole number from 0 on");
    EXPECT_EQ(told(R"({"fields": {"id": false, "name": false}})"), "filter.fields: this leaves out every property: keep one");
    EXPECT_EQ(told(R"({"includes": "patients"})"), R"(filter: a filter has no member "includes": write "include")");
    EXPECT_EQ(told(R"({"include": ["patients", {"relation": "patients", "scope": {"limit": 1}}]})"), R"(filter.include: "patients" is included twice: name it once)");
    EXPECT_EQ(told("[]").substr(0, 31), "filter: Value is not an object.");
    EXPECT_EQ(told("{\"include\"").substr(0, 31), "filter: Value is not an object.");
    EXPECT_EQ(told("{\"include\"}").substr(0, 47), "filter: Cannot parse JSON-encoded object value.");
}

TEST(filter, what_is_protected_is_no_property_below_the_root)
{
    const auto& patient = clinic().models().get("Patient");
    const app::protected_properties withheld{{&patient, {"name"}}};
    const auto ask = [&](const char* model, const std::string& text) -> std::string {
        try {
            (void)rest::parse_filter(clinic().models().get(model), text, {}, withheld);
            return {};
        } catch (const rest::refusal& r) {
            return r.what();
        }
    };
    const auto below = [&](const std::string& scope) {
        return ask("Physician", R"({"include": {"relation": "patients", "scope": )" + scope + "}}");
    };
    const std::string told = R"(.scope.WHERE: Patient has no property "name" (known: "id"))";
    const auto at = [&](const char* where) { return "filter.include.patients" + std::string{told}.replace(7, 5, where); };
    EXPECT_EQ(below(R"({"where": {"name": {"like": "J%"}}})"), at("where"));
    EXPECT_EQ(below(R"({"where": {"or": [{"name": "x"}]}})"), at("where.or"));
    EXPECT_EQ(below(R"({"order": "name DESC"})"), at("order"));
    EXPECT_EQ(below(R"({"where": {"physicians": {"patients.name": "x"}}})"), at("where.physicians.patients"));
    EXPECT_EQ(ask("Physician", R"({"where": {"patients.name": "x"}})"), R"(filter.where.patients: Patient has no property "name" (known: "id"))");
    EXPECT_EQ(ask("Appointment", R"({"order": "patient.name"})"), R"(filter.order: Patient has no property "name" (known: "id"))");
    EXPECT_EQ(below(R"({"fields": ["name"]})"), ""); // as in LoopBack it is not shown
    EXPECT_EQ(below(R"({"where": {"id": 1}, "order": "id"})"), "");
    EXPECT_EQ(ask("Patient", R"({"where": {"name": "x"}, "order": "name", "fields": "name"})"), "");
}

TEST(filter, bounds_are_told)
{
    std::string includes = "\"physicians\"";
    for (int i = 0; i < 10; ++i)
        includes = std::string{i % 2 ? "{\"physicians\": " : "{\"patients\": "} + includes + "}";
    EXPECT_EQ(told("{\"include\": " + includes + "}", "Patient").find("includes are nested more than 8 deep") == std::string::npos, false);
    std::string where = "{\"id\": 1}";
    for (int i = 0; i < 20; ++i)
        where = "{\"and\": [" + where + "]}";
    EXPECT_NE(told("{\"where\": " + where + "}").find("filter: its objects and lists are nested more than 13 deep"), std::string::npos);
    std::string many = "[1";
    for (int i = 0; i < 2000; ++i)
        many += ",1";
    EXPECT_NE(told("{\"where\": {\"id\": {\"inq\": " + many + "]}}}").find("at most 1000 values"), std::string::npos);
    EXPECT_NE(told(std::string(100000, '[')), "");
}

} // namespace
