#include "app/failure_text.hpp"
#include "folder_maker.hpp"

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace {

using ginnel::app::failure_text;
using ginnel::app::printable;

TEST(failure_text, control_characters_are_escaped_and_letters_are_not)
{
    EXPECT_EQ(printable("a\x1b[31m\n\r\t\x7f"), "a\\x1B[31m\\x0A\\x0D\\x09\\x7F");
    EXPECT_EQ(printable("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\x98"), "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\x98");
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m\xc2\xa0"),
              "\\xC2\\x9B31m\xc2\xa0"); // C1: one character that begins what escape and [ begin
    EXPECT_EQ(printable("\x9b"
                        "31m\xff\xe2\x82"
                        "a\xc3"),
              "\\x9B31m\\xFF\\xE2\\x82a\\xC3");
    EXPECT_EQ(printable(std::string_view{"\0x", 2}), "\\x00x");
    EXPECT_EQ(printable("a\u202Eb\u2066\u200F\u2028"),
              "a\\xE2\\x80\\xAEb\\xE2\\x81\\xA6\\xE2\\x80\\x8F\\xE2\\x80\\xA8");
    EXPECT_EQ(printable("\u2027\u202F\u2065\u206A"), "\u2027\u202F\u2065\u206A");
    EXPECT_EQ(printable(""), "");
}

TEST(failure_text, keeps_the_lines_of_a_list_and_nothing_else_that_steers_a_terminal)
{
    const auto e = ginnel::error{ginnel::error_kind::database, "E_TEST", "1 mistake\n  \x1b]0;x\x07"}.from_database(
        "no\x1b[2J", "1");
    EXPECT_EQ(failure_text(e), "1 mistake\n  \\x1B]0;x\\x07\n  the database says: no\\x1B[2J");
    EXPECT_EQ(failure_text(std::runtime_error{"a\x1b\n"}), "a\\x1B\n");
}

TEST(settings, without_a_host_only_this_machine_is_served)
{
    folder_maker f;
    f.model("Physician", "");
    EXPECT_EQ(f.open().settings().host, "127.0.0.1");
    f.file("server/config.json", R"({"host": "0.0.0.0"})");
    EXPECT_EQ(f.open().settings().host, "0.0.0.0");
}

} // namespace
