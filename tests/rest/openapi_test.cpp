#include "rest/explorer/diagram_layout.hpp"
#include "rest/explorer/explorer.hpp"
#include "rest/openapi/openapi.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;
using namespace ginnel;

const app::application& clinic()
{
    static const app::application a{GINNEL_ROOT "/examples/clinic"};
    return a;
}

json::value document()
{
    return json::parse(rest::openapi_document(clinic()));
}

const json::object& operation(const json::value& d, std::string_view path, std::string_view verb)
{
    return d.at("paths").at(path).at(verb).as_object();
}

TEST(openapi, names_each_operation_once_as_loopback_names_it)
{
    const auto d = document();
    std::set<std::string> ids;
    std::size_t count = 0;
    for (const auto& [path, verbs] : d.at("paths").as_object())
        for (const auto& [verb, o] : verbs.as_object()) {
            ids.emplace(o.at("operationId").as_string());
            ++count;
        }
    EXPECT_EQ(ids.size(), count);
    EXPECT_TRUE(ids.contains("Physician.find"));
    EXPECT_TRUE(ids.contains("Physician.prototype.__get__patients"));
    EXPECT_TRUE(ids.contains("Appointment.prototype.__get__patient"));
}

TEST(openapi, declares_each_name_that_stands_in_a_path)
{
    const auto d = document();
    for (const auto& [path, verbs] : d.at("paths").as_object())
        for (const auto& [verb, o] : verbs.as_object())
            for (const std::string_view name : {"id", "fk"}) {
                bool declared = false;
                if (const auto* list = o.as_object().if_contains("parameters"))
                    for (const auto& p : list->as_array())
                        declared = declared || (p.at("in").as_string() == "path" && p.at("name").as_string() == name);
                EXPECT_EQ(declared, path.find("{" + std::string{name} + "}") != std::string::npos)
                    << verb << ' ' << path;
            }
}

TEST(openapi, leaves_a_generated_key_out_of_what_makes_a_row)
{
    const auto d = document();
    const auto& schemas = d.at("components").at("schemas");
    EXPECT_TRUE(schemas.at("Physician").at("properties").as_object().contains("id"));
    EXPECT_FALSE(schemas.at("NewPhysician").at("properties").as_object().contains("id"));
    EXPECT_TRUE(schemas.at("NewAppointment").at("properties").as_object().contains("patientId"));
}

TEST(openapi, has_links_only_for_relations_over_a_link_table)
{
    const auto d = document();
    const auto& paths = d.at("paths").as_object();
    EXPECT_TRUE(paths.contains("/Physicians/{id}/patients/rel/{fk}"));
    EXPECT_FALSE(paths.contains("/Physicians/{id}/appointments/rel/{fk}"));
    EXPECT_EQ(operation(d, "/Physicians/{id}/patients/rel/{fk}", "put").at("operationId").as_string(),
              "Physician.prototype.__link__patients");
}

TEST(openapi, gives_an_answer_its_relations_and_a_reference_that_leads_somewhere)
{
    const auto text = rest::openapi_document(clinic());
    const auto d = json::parse(text);
    EXPECT_TRUE(d.at("components").at("schemas").at("Physician").at("properties").as_object().contains("patients"));
    constexpr std::string_view before = "#/components/schemas/";
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
        const auto begin = at + before.size();
        const auto name = text.substr(begin, text.find('"', begin) - begin);
        EXPECT_TRUE(d.at("components").at("schemas").as_object().contains(name)) << name;
    }
}

TEST(models_picture, draws_a_curve_per_foreign_key_and_names_those_of_a_path)
{
    const auto d = rest::lay_out(clinic().models());
    ASSERT_EQ(d.boxes.size(), 3U);
    EXPECT_EQ(d.edges.size(), 2U);
    const auto physician =
        std::find_if(d.boxes.begin(), d.boxes.end(), [](const auto& b) { return b.title == "Physician"; });
    ASSERT_NE(physician, d.boxes.end());
    const auto patients = std::find_if(physician->relations.begin(), physician->relations.end(), [](const auto& l) {
        return l.text.find("through Appointment") != std::string::npos;
    });
    ASSERT_NE(patients, physician->relations.end());
    EXPECT_EQ(patients->edges.size(), 2U);
}

TEST(models_picture, puts_no_box_upon_another_and_what_is_named_left_of_what_names_it)
{
    const auto d = rest::lay_out(clinic().models());
    for (const auto& e : d.edges)
        EXPECT_LT(d.boxes[e.parent].left + d.boxes[e.parent].width, d.boxes[e.child].left);
    for (std::size_t i = 0; i < d.boxes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &a = d.boxes[i], &b = d.boxes[j];
            const bool apart = a.left + a.width < b.left || b.left + b.width < a.left || a.top + a.height < b.top ||
                               b.top + b.height < a.top;
            EXPECT_TRUE(apart) << a.title << ' ' << b.title;
        }
}

TEST(explorer, is_a_part_of_the_program_with_all_that_its_pages_ask_for)
{
    for (const char* page : {"", "models"}) {
        const auto p = rest::explorer_page_of(clinic(), rest::openapi_text{}, page);
        ASSERT_TRUE(p);
        EXPECT_EQ(p->type, "text/html; charset=utf-8");
        for (const std::string_view attribute : {"src=\"", "href=\""})
            for (auto at = p->body.find(attribute); at != std::string::npos; at = p->body.find(attribute, at + 1)) {
                const auto begin = at + attribute.size();
                auto name = p->body.substr(begin, p->body.find('"', begin) - begin);
                if (name == "/explorer/" || name == "data:,") // the base of the others; no icon
                    continue;
                EXPECT_TRUE(rest::explorer_page_of(clinic(), rest::openapi_text{}, name == "./" ? "" : name)) << name;
            }
    }
    EXPECT_FALSE(rest::explorer_page_of(clinic(), rest::openapi_text{}, "../serve.cpp"));
    EXPECT_FALSE(rest::explorer_page_of(clinic(), rest::openapi_text{}, "models.html"));
}

} // namespace
