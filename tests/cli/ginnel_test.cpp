#include "support/program.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

std::string output_of(program& p)
{
    std::string all;
    for (auto l = p.line(); !l.empty() || !(l = p.line()).empty(); l = p.line())
        all += l + "\n";
    return all;
}

TEST(ginnel, help_names_the_commands)
{
    program p{{"--help"}};
    EXPECT_NE(output_of(p).find("serve"), std::string::npos);
    EXPECT_EQ(p.wait(), 0);
    program serve{{"serve", "--help"}};
    const auto text = output_of(serve);
    for (const char* word : {"DIR", "--port", "--host", "--database", "--workers", "SIGTERM", "ginnel serve examples/clinic"})
        EXPECT_NE(text.find(word), std::string::npos) << word;
    EXPECT_EQ(serve.wait(), 0);
}

TEST(ginnel, a_command_line_that_cannot_be_read_ends_with_2)
{
    program none{{}};
    EXPECT_EQ(none.wait(), 2);
    EXPECT_NE(none.errors().find("subcommand"), std::string::npos);
    program unknown{{"serve", "x", "--prot", "1"}};
    EXPECT_EQ(unknown.wait(), 2);
    program far{{"serve", "x", "--port", "70000"}};
    EXPECT_EQ(far.wait(), 2);
}

TEST(ginnel, words_that_are_no_command_and_no_option_are_told_with_what_is_near)
{
    const auto told = [](const std::vector<std::string>& words) {
        program p{words};
        EXPECT_EQ(p.wait(), 2);
        const auto said = p.errors();
        return said.substr(0, said.find('\n'));
    };
    EXPECT_EQ(told({"servee", "x"}), R"(ginnel: there is no command "servee" (nearest: "serve"))");
    EXPECT_EQ(told({"quux"}), R"(ginnel: there is no command "quux" (known: "serve", "new", "model", "relation", "openapi"))");
    EXPECT_EQ(told({"serve", "x", "--prot", "1"}), R"(ginnel: there is no option "--prot"; write --port)");
    EXPECT_EQ(told({"serve", "x", "--quux=1"}), R"(ginnel: there is no option "--quux")");
    EXPECT_EQ(told({"--versoin"}), R"(ginnel: there is no option "--versoin"; write --version)");
}

TEST(ginnel, version_is_printed)
{
    program p{{"--version"}};
    EXPECT_EQ(p.line().substr(0, 9), "ginnel 0.");
    EXPECT_EQ(p.wait(), 0);
}

TEST(ginnel, a_folder_that_is_none_ends_with_1_and_a_sentence)
{
    program p{{"serve", "no/such/folder"}};
    EXPECT_EQ(p.wait(), 1);
    EXPECT_EQ(p.errors(), "ginnel: no/such/folder is no folder: name the folder that holds server/ and common/models/\n");
}

TEST(ginnel, a_database_that_is_none_ends_with_1_and_a_sentence)
{
    program p{{"serve", GINNEL_ROOT "/examples/clinic", "--database", GINNEL_ROOT "/README.md/x.db"}};
    EXPECT_EQ(p.wait(), 1);
    EXPECT_EQ(p.errors().substr(0, 23), "ginnel: The database \"" + std::string{GINNEL_ROOT}.substr(0, 1));
}

} // namespace
