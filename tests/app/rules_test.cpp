// What model files say beside columns and relations.
#include "folder_maker.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace {

using ginnel::app::validation_kind;

TEST(rules, required_and_length_are_validations_before_those_of_the_list)
{
    folder_maker f;
    f.model("Note", R"("strict": "filter", "options": {"strictDelete": true, "replaceOnPUT": false},
        "properties": {"text": {"type": "string", "required": true, "length": 20, "default": "x"}, "made": {"type": "date", "defaultFn": "now"}},
        "validations": [{"property": "text", "rule": "format", "with": "/^a/i"}])");
    const auto a = f.open();
    const auto& r = a.rules(a.models().get("Note"));
    ASSERT_EQ(r.validations.size(), 3U);
    EXPECT_EQ(r.validations[0].kind, validation_kind::presence);
    EXPECT_EQ(r.validations[1].max, 20);
    EXPECT_EQ(r.validations[2].pattern, "^a");
    EXPECT_TRUE(r.validations[2].ignore_case);
    EXPECT_EQ(r.unknown, ginnel::app::unknown_members::dropped);
    EXPECT_TRUE(r.strict_delete && !r.replaces_on_put && r.forces_id);
    EXPECT_EQ(r.defaults.size(), 2U);
}

TEST(rules, mistakes_in_validations_are_told_by_place)
{
    folder_maker f;
    f.model("Note", R"("properties": {"text": "string"}, "validations": [{"property": "text", "rule": "lenght", "max": 3}, {"property": "txt", "rule": "presence"},
        {"property": "text", "rule": "length", "min": 3, "max": 2}])");
    const auto told = f.mistakes();
    for (const char* part : {R"(validations[0].rule: there is no rule "lenght" (nearest: "length"))", R"(validations: there is no property "txt" (nearest: "text"))",
                             R"(validations[2].max: it is less than "min", so no value would pass)"})
        EXPECT_NE(told.find(part), std::string::npos) << part << " in " << told;
}

TEST(rules, a_misspelt_member_is_refused_and_a_strange_one_noted)
{
    folder_maker f;
    f.model("Note", R"("acl": [{"permission": "DENY"}])");
    EXPECT_EQ(f.mistakes(), "  common/models/note.json: acl: there is no such member; write \"acls\"");
    folder_maker g;
    g.model("Note", R"("mixins": {"TimeStamp": true}, "zzzzzzzz": 1)");
    EXPECT_EQ(g.open().notes().size(), 2U);
}

TEST(rules, a_default_scope_gives_values_and_may_name_what_is_hidden)
{
    folder_maker f;
    f.model("Note", R"("properties": {"text": "string", "live": "boolean"}, "hidden": ["live"], "scope": {"where": {"live": true}, "order": "text DESC"},
        "scopes": {"short": {"where": {"text": {"like": "a%"}}}})");
    auto a = f.open();
    a.connect();
    const auto& m = a.models().get("Note");
    EXPECT_TRUE(a.rules(m).scope_values.at("live").as_bool());
    EXPECT_NE(a.scopes(m).find("short"), nullptr);
    EXPECT_EQ(a.find(m, {}), "[]");
}

TEST(rules, shared_methods_switch_routes_off)
{
    folder_maker f;
    f.model("Note", "").configure("Note", R"({"dataSource": "db", "options": {"remoting": {"sharedMethods": {"*": false, "find": true}}}})");
    const auto a = f.open();
    const auto& r = a.rules(a.models().get("Note"));
    EXPECT_TRUE(r.methods.shares("find"));
    EXPECT_FALSE(r.methods.shares("create"));
}

TEST(settings, variants_of_the_environment_lie_over_the_file_and_texts_name_its_variables)
{
    folder_maker f;
    f.model("Note", "");
    f.file("server/datasources.json", R"({"db": {"connector": "sqlite3", "file": "${GINNEL_TEST_FILE}"}})");
    EXPECT_EQ(f.mistakes(), "  server/datasources.json: db.file: the environment has no GINNEL_TEST_FILE: set it, or write the value itself");
    f.file("server/datasources.production.json", R"({"db": {"file": "big.db"}})");
    setenv("NODE_ENV", "production", 1);
    EXPECT_EQ(f.open().settings().database, "big.db");
    unsetenv("NODE_ENV");
}

} // namespace
