// What a generator refuses leaves every file as it was.
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using words = std::vector<std::string>;

std::string text_of(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// A folder with Reader (age) and Post, in a folder of its own that nothing may be written beside it in.
class whole_or_nothing : public testing::Test {
protected:
    void SetUp() override
    {
        fs::remove_all("around");
        fs::create_directories("around");
        for (const words& w : {words{"new", "around/made", "--empty"},
                               words{"model", "around/made", "--name", "Reader", "--property", "age:number"},
                               words{"model", "around/made", "--name", "Post"}}) {
            program p{w};
            ASSERT_EQ(p.wait(), 0);
        }
        before_ = files();
    }
    void TearDown() override { fs::remove_all("around"); }

    static std::map<std::string, std::string> files()
    {
        std::map<std::string, std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator{"around"})
            all[entry.path().string()] = entry.is_regular_file() ? text_of(entry.path()) : "";
        return all;
    }

    /// Runs it in the folder, wants it refused with these words, and all files as they were.
    void refused(words arguments, const std::string& with)
    {
        arguments.insert(arguments.begin() + 1, "around/made");
        program p{arguments};
        EXPECT_EQ(p.wait(), 1);
        const auto said = p.errors();
        EXPECT_NE(said.find(with), std::string::npos) << said;
        EXPECT_EQ(files(), before_) << arguments.back();
    }
    static void made(words arguments)
    {
        arguments.insert(arguments.begin() + 1, "around/made");
        program p{arguments};
        EXPECT_EQ(p.wait(), 0) << p.errors();
    }

    std::map<std::string, std::string> before_;
};

TEST_F(whole_or_nothing, a_model_with_a_mistake_is_not_written_and_the_call_mended_is)
{
    refused({"model", "--name", "Book", "--property", "naem:strng"}, "there is no type \"strng\"; write \"string\"");
    refused({"model", "--name", "Book", "--property", "x:number=abc"}, "properties.x.default: the value is not of the property's type");
    refused({"model", "--name", "Book", "--base", "Foo"}, 
            "there is no model \"Foo\" (known: \"Post\", \"Reader\", \"PersistedModel\"); write \"PersistedModel\", or the name of a model that is there");
    refused({"model", "--name", "Book", "--base", "User"}, "nothing is written, for the folder could not be served:");
    refused({"model", "--name", "Book", "--plural", "posts"}, "common/models/book.json: plural: Post is served at /Posts already");
    refused({"model", "--name", "Book", "--datasource", "nope"}, "there is no data source \"nope\": server/datasources.json has \"db\"");
    made({"model", "--name", "Book", "--property", "name:string"});
}

TEST_F(whole_or_nothing, a_relation_with_a_mistake_on_its_other_side_is_not_written_on_either)
{
    const words base{"relation", "--from", "Post", "--type", "belongsTo", "--to", "Reader"};
    const auto with = [&](words more) {
        auto all = base;
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    refused(with({"--inverse", "age"}), "Reader has a property or relation \"age\" already");
    refused(with({"--through", "Post"}), "only hasMany passes a model of yours");
    refused(with({"--key-through", "x"}), "write --through MODEL beside it");
    refused(with({"--name", "a/b"}), "cannot be the name of a relation");
    refused(with({"--foreign-key", "a b"}), "cannot be a key");
    refused({"relation", "--from", "Post", "--to", "Reader"}, "--type is missing: write --type hasMany, belongsTo, hasAndBelongsToMany or hasOne");
    refused({"relation", "--from", "Post", "--type", "hasMny", "--to", "Reader"}, "\"hasMny\" is no relation type (nearest: \"hasMany\"");
    made(with({"--inverse", "posts"}));
}

TEST_F(whole_or_nothing, names_that_lead_elsewhere_are_refused)
{
    for (const std::string name : {"../../../escaped", "a/b", "a\\b", "a\nb", "a b", " ", ".hidden", "__proto__", "constructor", "9th", "h\xC3\xA9"})
        refused({"model", "--name", name}, "cannot be the name of a model");
    refused({"model", "--name", "Book", "--plural", "a/b"}, "cannot be a plural");
    refused({"model", "--name", "Book", "--property", "a/b:string"}, "cannot be the name of a property");
    refused({"model", "--name", "Book", "--property", "__proto__:string"}, "cannot be the name of a property");
}

TEST_F(whole_or_nothing, a_file_that_cannot_be_written_leaves_the_others)
{
    fs::create_directories("around/made/common/models/book.json.new"); // where its text would be written first
    before_ = files();
    refused({"model", "--name", "Book"}, "book.json cannot be written");
}

TEST_F(whole_or_nothing, properties_are_said_once_and_ids_and_lists_are_explained)
{
    refused({"model", "--name", "Book", "--property", "a:string", "--property", "a:number"}, "there is a property \"a\" already");
    refused({"model", "--name", "Book", "--property", "id:string"}, "\"id\" is every row's key already");
    for (const std::string list : {"[string]", "string[]"})
        refused({"model", "--name", "Book", "--property", "tags:" + list}, "a list is written array: tags:array");
}

TEST_F(whole_or_nothing, has_and_belongs_to_many_writes_no_empty_key)
{
    made({"relation", "--from", "Post", "--type", "hasAndBelongsToMany", "--to", "Reader", "--inverse", "posts"});
    for (const char* file : {"post.json", "reader.json"}) {
        const auto text = text_of(fs::path{"around/made/common/models"} / file);
        EXPECT_NE(text.find("hasAndBelongsToMany"), std::string::npos);
        EXPECT_EQ(text.find("foreignKey"), std::string::npos) << text;
    }
}

TEST_F(whole_or_nothing, a_base_without_rows_is_told_to_have_no_routes)
{
    program p{{"model", "around/made", "--name", "Address", "--base", "Model", "--property", "id:string"}};
    EXPECT_EQ(p.line(), "made the model Address");
    EXPECT_EQ(p.line().substr(0, 17), "It has no routes,");
    EXPECT_EQ(p.wait(), 0) << p.errors();
}

TEST_F(whole_or_nothing, new_leaves_a_file_of_the_name_alone)
{
    std::ofstream{"around/plain"} << "text";
    program p{{"new", "around/plain"}};
    EXPECT_EQ(p.wait(), 1);
    EXPECT_EQ(p.errors(), "ginnel: around/plain is a file: name another folder\n");
    EXPECT_EQ(text_of("around/plain"), "text");
}

} // namespace
