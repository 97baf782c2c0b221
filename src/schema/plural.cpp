#include <ginnel/schema/registry.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace ginnel::schema {

namespace {

using namespace std::string_view_literals;
using change = std::pair<std::string_view, std::string_view>;

/// Same in singular and plural, or without a plural.
constexpr std::array uncountable{
    "advice"sv,    "aircraft"sv,  "analytics"sv,   "audio"sv,     "barracks"sv,   "bison"sv,        "cash"sv,
    "chassis"sv,   "clothing"sv,  "commerce"sv,    "corps"sv,     "data"sv,       "equipment"sv,    "evidence"sv,
    "expertise"sv, "feedback"sv,  "furniture"sv,   "gallows"sv,   "garbage"sv,    "headquarters"sv, "health"sv,
    "homework"sv,  "housework"sv, "information"sv, "jeans"sv,     "knowledge"sv,  "luggage"sv,      "machinery"sv,
    "mail"sv,      "means"sv,     "media"sv,       "metadata"sv,  "money"sv,      "moose"sv,        "music"sv,
    "news"sv,      "offspring"sv, "pants"sv,       "personnel"sv, "police"sv,     "premises"sv,     "research"sv,
    "rice"sv,      "salmon"sv,    "scissors"sv,    "shrimp"sv,    "spacecraft"sv, "staff"sv,        "swine"sv,
    "traffic"sv,   "trout"sv,     "trousers"sv,    "weather"sv,   "wildlife"sv,
};

/// Endings of such words.
constexpr std::array uncountable_endings{"sheep"sv, "fish"sv, "deer"sv, "series"sv, "species"sv, "ware"sv, "pox"sv};

/// Whole words with a plural of their own.
constexpr std::array<change, 45> irregular{{
    {"alumnus", "alumni"},
    {"appendix", "appendices"},
    {"atlas", "atlases"},
    {"bacterium", "bacteria"},
    {"bias", "biases"},
    {"cactus", "cacti"},
    {"canvas", "canvases"},
    {"criterion", "criteria"},
    {"datum", "data"},
    {"die", "dice"},
    {"dwarf", "dwarves"},
    {"echo", "echoes"},
    {"elf", "elves"},
    {"embargo", "embargoes"},
    {"epoch", "epochs"},
    {"fungus", "fungi"},
    {"gas", "gases"},
    {"genus", "genera"},
    {"hero", "heroes"},
    {"hoof", "hooves"},
    {"index", "indices"},
    {"lens", "lenses"},
    {"medium", "media"},
    {"monarch", "monarchs"},
    {"mosquito", "mosquitoes"},
    {"nucleus", "nuclei"},
    {"ox", "oxen"},
    {"patriarch", "patriarchs"},
    {"phenomenon", "phenomena"},
    {"potato", "potatoes"},
    {"quiz", "quizzes"},
    {"radius", "radii"},
    {"scarf", "scarves"},
    {"stimulus", "stimuli"},
    {"stomach", "stomachs"},
    {"syllabus", "syllabi"},
    {"tech", "techs"},
    {"tomato", "tomatoes"},
    {"torpedo", "torpedoes"},
    {"veto", "vetoes"},
    {"whereabouts", "whereabouts"},
    {"chaos", "chaos"},
    {"alias", "aliases"},
    {"christmas", "christmases"},
    {"pyjamas", "pyjamas"},
}};

/// Endings with a plural of their own, so that compounds ("salesperson", "bookshelf") have it too.
constexpr std::array<change, 23> irregular_endings{{
    {"person", "people"},   {"child", "children"}, {"foot", "feet"},         {"tooth", "teeth"},
    {"mouse", "mice"},      {"louse", "lice"},     {"wolf", "wolves"},       {"shelf", "shelves"},
    {"self", "selves"},     {"half", "halves"},    {"calf", "calves"},       {"leaf", "leaves"},
    {"loaf", "loaves"},     {"thief", "thieves"},  {"sheaf", "sheaves"},     {"knife", "knives"},
    {"wife", "wives"},      {"life", "lives"},     {"matrix", "matrices"},   {"vertex", "vertices"},
    {"vortex", "vortices"}, {"people", "people"},  {"children", "children"},
}};

/// Words in -man that are no men.
constexpr std::array regular_in_man{"human"sv,   "german"sv, "roman"sv,  "shaman"sv,
                                    "ottoman"sv, "norman"sv, "caiman"sv, "talisman"sv};

bool vowel(char c) noexcept
{
    return "aeiou"sv.find(c) != std::string_view::npos;
}

bool one_of(std::string_view word, std::span<const std::string_view> words) noexcept
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// `word` with `cut` letters less at its end and `ending` there.
std::string with(std::string_view word, std::size_t cut, std::string_view ending)
{
    std::string text{word.substr(0, word.size() - cut)};
    text += ending;
    return text;
}

/// The plural of a word in -s. Most are plurals already, which stay: a model may be named "Users".
std::string of_word_in_s(std::string_view word)
{
    if (word.ends_with("ss") || word.ends_with("us"))
        return with(word, 0, "es");
    if (word.ends_with("sis") || word.ends_with("xis"))
        return with(word, 2, "es"); // analysis, axis
    if (word.ends_with("is"))
        return with(word, 0, "es"); // iris
    return std::string{word};
}

std::string of_word(std::string_view word)
{
    if (word.empty() || one_of(word, uncountable))
        return std::string{word};
    const auto ends = [&](std::string_view ending) { return word.ends_with(ending); };
    if (std::any_of(uncountable_endings.begin(), uncountable_endings.end(), ends))
        return std::string{word};
    for (const auto& [singular, many] : irregular) {
        if (word == singular)
            return std::string{many};
    }
    for (const auto& [singular, many] : irregular_endings) {
        if (word.ends_with(singular))
            return with(word, singular.size(), many);
    }
    if (word == "goose")
        return "geese"; // but mongooses
    if (word.ends_with("man") && !one_of(word, regular_in_man))
        return with(word, 2, "en");
    const char last = word.back();
    const char before = word.size() > 1 ? word[word.size() - 2] : '\0';
    if (last == 's')
        return of_word_in_s(word);
    if (last == 'x' || last == 'z' || word.ends_with("ch") || word.ends_with("sh"))
        return with(word, 0, "es");
    if (last == 'y' && before != '\0' && (!vowel(before) || word.ends_with("quy")))
        return with(word, 1, "ies");
    return with(word, 0, "s");
}

} // namespace

std::string plural(std::string_view name)
{
    const std::size_t underscore = name.rfind('_');
    const std::size_t start = underscore == std::string_view::npos ? 0 : underscore + 1;
    return std::string{name.substr(0, start)} + of_word(name.substr(start));
}

} // namespace ginnel::schema
