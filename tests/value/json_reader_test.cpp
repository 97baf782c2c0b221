#include "corpus.hpp"
#include "value/base64.hpp"
#include "value/json_check.hpp"
#include "value/json_reader.hpp"
#include "value/json_writer.hpp"
#include "value/value_json.hpp"

#include <ginnel/value/column_type.hpp>

#include <gtest/gtest.h>

namespace {

using ginnel::detail::check_json;
using ginnel::detail::json_reader;

/// The text written anew from what the reader finds. Numbers keep their spelling.
void copy(json_reader& in, std::string& out)
{
    switch (in.next()) {
    case json_reader::kind::null:
    case json_reader::kind::boolean:
    case json_reader::kind::number:
        out += in.raw();
        return;
    case json_reader::kind::text: {
        std::string text;
        (void)in.text(text);
        ginnel::append_json_string(out, text);
        return;
    }
    case json_reader::kind::list: {
        out += '[';
        in.enter();
        for (bool first = true; in.element(); first = false) {
            if (!first)
                out += ',';
            copy(in, out);
        }
        out += ']';
        return;
    }
    case json_reader::kind::object:
        break;
    }
    out += '{';
    in.enter();
    std::string name;
    for (bool first = true; in.member(name); first = false) {
        if (!first)
            out += ',';
        ginnel::append_json_string(out, name);
        out += ':';
        copy(in, out);
    }
    out += '}';
}

std::string copied(const std::string& text)
{
    json_reader in{text};
    std::string out;
    copy(in, out);
    EXPECT_TRUE(in.ended()) << text;
    return out;
}

TEST(json_reader, walks_over_every_value)
{
    EXPECT_EQ(copied(" [ 1 , -0.5e+3,true,false,null, \"a\\u00e9\\n\\ud83d\\ude00\\/\" , { } , [ ] , {\"a\" : {\"b\":[{}]}, \"c\":2 } ] "),
              "[1,-0.5e+3,true,false,null,\"a\xc3\xa9\\n\xf0\x9f\x98\x80/\",{},[],{\"a\":{\"b\":[{}]},\"c\":2}]");
    EXPECT_EQ(copied("12"), "12");
    EXPECT_EQ(copied("\"\""), "\"\"");
}

TEST(json_reader, passes_over_what_is_not_wanted)
{
    const std::string text = R"( [{"a":"]}\"","b":[1,{"c":"}"}]} , 7 ])";
    json_reader in{text};
    in.enter();
    ASSERT_TRUE(in.element());
    EXPECT_EQ(in.raw(), R"({"a":"]}\"","b":[1,{"c":"}"}]})");
    ASSERT_TRUE(in.element());
    EXPECT_EQ(in.number(), "7");
    EXPECT_FALSE(in.element());
    EXPECT_TRUE(in.ended());
}

TEST(json_reader, tells_half_surrogates)
{
    for (const char* text : {R"("\ud800")", R"("\udc00")", R"("\ud800a")", R"("\ud800\ud800")", R"("\ud83d\u0041")"}) {
        json_reader in{text};
        std::string out;
        EXPECT_FALSE(in.text(out)) << text;
        EXPECT_TRUE(in.ended()) << text;
        EXPECT_NE(out.find("\xef\xbf\xbd"), std::string::npos) << text;
    }
}

TEST(json_reader, reads_whatever_the_check_accepts)
{
    std::vector<corpus::entry> seeds = corpus::read("json/valid");
    for (corpus::entry& e : corpus::read("json/invalid"))
        seeds.push_back(std::move(e));
    std::mt19937 random{23};
    int walked = 0;
    for (int i = 0; i < 60'000; ++i) {
        std::string text = seeds[random() % seeds.size()].text;
        if (i >= static_cast<int>(seeds.size()))
            text = corpus::mutate(std::move(text), "{}[]\",:\\ud8c0123456789-+.eE truefalsn\t\n", random);
        if (check_json(text))
            continue;
        ++walked;
        const std::string once = copied(text);
        ASSERT_FALSE(check_json(once)) << text;
        ASSERT_EQ(copied(once), once) << text;
        json_reader skipping{text};
        (void)skipping.raw();
        ASSERT_TRUE(skipping.ended()) << text;
    }
    EXPECT_GT(walked, 1'000);
}

TEST(base64, comes_back_and_has_one_text_for_each_blob)
{
    std::mt19937 random{5};
    for (std::size_t size = 0; size < 40; ++size) {
        std::string bytes(size, '\0');
        for (char& c : bytes)
            c = static_cast<char>(random());
        std::string text;
        ginnel::append_json_value(text, ginnel::value::blob(bytes), ginnel::column_type::blob);
        std::string back = text.substr(1, text.size() - 2);
        ASSERT_TRUE(ginnel::detail::decode_base64(back));
        ASSERT_EQ(back, bytes);
    }
    for (const char* wrong : {"A", "AB", "ABC", "A===", "====", "AB=C", "AB C", "AB==AB==", "AR==", "ABB=", "AB-_"}) {
        std::string text = wrong;
        EXPECT_FALSE(ginnel::detail::decode_base64(text)) << wrong;
    }
}

} // namespace
