// Each kind of rule in "validations": what it takes, and LoopBack's body for what it refuses.
#include "relation_folder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

constexpr const char* model =
    R"({"name": "Item", "properties": {"a": "string", "b": "string", "c": "string", "n": "number", "m": "number",
    "i": "string", "x": "string", "f": "string", "u": "string"},
  "validations": [
    {"property": "a", "rule": "presence"},
    {"property": "b", "rule": "absence"},
    {"property": "c", "rule": "length", "min": 2, "max": 4},
    {"property": "n", "rule": "numericality", "int": true},
    {"property": "m", "rule": "numericality", "min": 1, "max": 5},
    {"property": "i", "rule": "inclusion", "in": ["red", "blue"]},
    {"property": "x", "rule": "exclusion", "in": ["root"]},
    {"property": "f", "rule": "format", "with": "^[A-Z]+$"},
    {"property": "u", "rule": "uniqueness"}]})";

constexpr const char* sound = R"("a":"1","c":"two","n":3,"m":4,"i":"red","x":"me","f":"ABC")";

struct kind_case {
    const char* name;
    const char* property;
    const char* bad; ///< as JSON
    const char* code;
};

class validation_kinds : public testing::TestWithParam<kind_case> {};

TEST_P(validation_kinds, takes_what_is_right_and_refuses_what_is_not)
{
    const auto& k = GetParam();
    relation_folder f{{{"Item", model}}, ""};
    const auto right = std::string{"{"} + sound + R"(,"u":"once"})";
    EXPECT_EQ(f.ask("POST", "Items", right).substr(0, 4), "200 ");
    // The last of two members of a name is refused as a body: the sound one goes.
    std::string wrong = std::string{"{"} + sound + R"(,"u":"twice"})";
    const auto member = std::string{"\""} + k.property + "\":";
    if (const auto at = wrong.find(member); at != std::string::npos) {
        const auto end = wrong.find_first_of(",}", at);
        wrong.replace(at, end - at, member + k.bad);
    } else {
        wrong.insert(1, member + k.bad + ",");
    }
    const auto answer = f.ask("POST", "Items", wrong);
    EXPECT_EQ(answer.substr(0, 4), "422 ") << wrong << answer;
    for (const auto& part :
         {std::string{R"("name":"ValidationError")"},
          std::string{"The `Item` instance is not valid. Details: `"} + k.property + "`",
          std::string{R"("context":"Item")"}, std::string{"\"codes\":{\""} + k.property + "\":[\"" + k.code + "\"]}"})
        EXPECT_NE(answer.find(part), std::string::npos) << part << " in " << answer;
    EXPECT_EQ(f.ask("GET", "Items/count"), R"(200 {"count":1})");
    EXPECT_EQ(f.ask("PATCH", "Items/1", "{" + member + k.bad + "}").substr(0, 4),
              std::string{k.code} == "uniqueness" ? "200 " : "422 ")
        << "a row's own value is no second one";
}

INSTANTIATE_TEST_SUITE_P(
    each, validation_kinds,
    testing::Values(kind_case{"presence", "a", "\"\"", "presence"}, kind_case{"absence", "b", "\"x\"", "absence"},
                    kind_case{"length_min", "c", "\"1\"", "length.min"},
                    kind_case{"length_max", "c", "\"12345\"", "length.max"},
                    kind_case{"whole", "n", "1.5", "numericality.int"},
                    kind_case{"least", "m", "0", "numericality.min"}, kind_case{"most", "m", "6", "numericality.max"},
                    kind_case{"inclusion", "i", "\"green\"", "inclusion"},
                    kind_case{"exclusion", "x", "\"root\"", "exclusion"}, kind_case{"format", "f", "\"abc\"", "format"},
                    kind_case{"uniqueness", "u", "\"once\"", "uniqueness"}),
    [](const auto& info) { return std::string{info.param.name}; });

} // namespace
