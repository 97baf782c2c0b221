// What the generators write is served at once.
#include "app/application.hpp"
#include "rest/filters/file_filters.hpp"
#include "support/program.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// A folder of a test's own, in which the programs are started.
class generators : public testing::Test {
protected:
    void SetUp() override
    {
        fs::remove_all("made");
        fs::remove("made.db");
    }
    void TearDown() override { SetUp(); }

    static std::string run(const std::vector<std::string>& arguments, int status = 0)
    {
        program p{arguments};
        EXPECT_EQ(p.wait(), status);
        return p.errors();
    }
    static void make(const std::vector<std::string>& more = {})
    {
        std::vector<std::string> all{"new", "made"};
        all.insert(all.end(), more.begin(), more.end());
        EXPECT_EQ(run(all), "");
    }
    static ginnel::app::application open()
    {
        return ginnel::app::application{"made", {.database = ":memory:", .language = ginnel::rest::filters_of_files()}};
    }
    /// The program with answers on its standard input.
    static int answered(const std::string& command, const std::string& answers)
    {
        std::ofstream{"answers"} << answers;
        return std::system((GINNEL_BUILD "/bin/ginnel " + command + " < answers > questions 2>&1").c_str());
    }
    static std::string questions()
    {
        std::ifstream in{"questions"};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
};

TEST_F(generators, new_makes_a_blog_that_serves_an_include_through_two_relations_with_a_limit_per_parent)
{
    make();
    program served{{"serve", "made", "--port", "0"}};
    const auto port = served.port();
    ASSERT_NE(port, 0);
    const auto answer = get(port, "/api/Authors?filter=" +
                                      encoded(R"({"fields":["id","name"],"include":{"relation":"posts","scope":{"fields":["id","title","authorId"],"order":"published DESC","limit":2,)"
                                              R"("include":{"relation":"tags","scope":{"limit":1,"fields":["id","name"]}}}}})"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body,
              R"([{"name":"Asha","id":1,"posts":[{"title":"Monuments","id":3,"authorId":1,"tags":[{"name":"travel","id":3}]},)"
              R"({"title":"Mangoes","id":2,"authorId":1,"tags":[{"name":"food","id":2}]}]},)"
              R"({"name":"Bo","id":2,"posts":[{"title":"Fjords","id":4,"authorId":2,"tags":[{"name":"weather","id":1}]}]}])");
}

TEST_F(generators, new_leaves_a_folder_that_holds_something_alone)
{
    make({"--empty"});
    EXPECT_NE(run({"new", "made"}, 1).find("made is there already, and not empty"), std::string::npos);
}

TEST_F(generators, a_through_relation_gets_its_keys_and_its_way_back)
{
    make({"--empty"});
    for (const char* name : {"Physician", "Patient", "Appointment"})
        EXPECT_EQ(run({"model", "made", "--name", name, "--property", "name:string"}), "");
    EXPECT_EQ(run({"relation", "made", "--from", "Physician", "--type", "hasMany", "--to", "Patient", "--through", "Appointment", "--inverse", "physicians"}), "");
    const auto a = open();
    EXPECT_EQ(a.models().get("Physician").relation_named("patients").path.size(), 2U);
    EXPECT_EQ(a.models().get("Patient").relation_named("physicians").path.size(), 2U);
    EXPECT_EQ(a.models().get("Appointment").relation_named("physician").path.size(), 1U);
    EXPECT_EQ(a.models().get("Appointment").relation_named("patient").path.size(), 1U);
}

TEST_F(generators, a_self_through_needs_both_keys)
{
    make({"--empty"});
    for (const char* name : {"Member", "Follow"})
        EXPECT_EQ(run({"model", "made", "--name", name}), "");
    EXPECT_NE(run({"relation", "made", "--from", "Member", "--type", "hasMany", "--to", "Member", "--name", "followers", "--through", "Follow"}, 1)
                  .find("would be both keys of Follow"),
              std::string::npos);
    EXPECT_EQ(run({"relation", "made", "--from", "Member", "--type", "hasMany", "--to", "Member", "--name", "followers", "--through", "Follow",
                   "--foreign-key", "followeeId", "--key-through", "followerId", "--inverse", "following"}),
              "");
    EXPECT_EQ(open().models().get("Member").relation_named("following").path.size(), 2U);
}

TEST_F(generators, ask_loopbacks_questions_in_its_order)
{
    make({"--empty"});
    EXPECT_EQ(answered("model made", "Physician\n\n\ny\nphysicians\n\nname\nstring\ny\n\n\n"), 0) << questions();
    EXPECT_EQ(answered("model made", "Patient\n\n\n\n\n\n\n"), 0) << questions();
    EXPECT_EQ(answered("model made", "Appointment\n\n\n\n\n\n\n"), 0) << questions();
    EXPECT_EQ(answered("relation made", "Physician\nhasMany\nPatient\n\n\ny\nAppointment\n\nn\nn\nphysicians\n"), 0) << questions();
    const auto asked = questions();
    std::size_t at = 0;
    for (const char* question : {"Select the model to create the relationship from", "Relation type", "Choose a model to create a relationship with",
                                 "Enter the property name for the relation", "Optionally enter a custom foreign key", "Require a through model?",
                                 "Choose a through model", "through model's key of Patient", "nested in REST APIs", "Disable the relation from being included",
                                 "the way back from Patient"}) {
        const auto found = asked.find(question, at);
        ASSERT_NE(found, std::string::npos) << question << " in " << asked;
        at = found;
    }
    EXPECT_EQ(open().models().get("Physician").relation_named("patients").path.size(), 2U);
    EXPECT_EQ(answered("model made", "\na/b\nPhysician\nRoom\n\n\n\na/b\n\n\n9\nid\nstars\nnumber\n\nfive\n5\nstars\n\n"), 0) << questions();
    const auto again = questions();
    for (const char* complaint : {"\"\" cannot be the name of a model", "\"a/b\" cannot be the name of a model", "there is a model \"Physician\" already",
                                  "\"a/b\" cannot be a plural", "\"9\" cannot be the name of a property", "\"id\" is every row's key already",
                                  "properties.stars.default: the value is not of the property's type (Ctrl-C leaves",
                                  "there is a property \"stars\" already"})
        EXPECT_NE(again.find(complaint), std::string::npos) << complaint << " in " << again;
    EXPECT_TRUE(open().models().get("Room").table.find("stars"));
    EXPECT_NE(answered("relation made", "Physician\n"), 0) << "answers that end too early are told";
    EXPECT_NE(questions().find("has no answer"), std::string::npos);
}

} // namespace
