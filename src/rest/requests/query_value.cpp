#include "rest/requests/query_value.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/requests/strict_json.hpp"
#include "value/json_check.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <vector>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

/// A parameter in brackets while its parts arrive, in any order: a text, or members by their keys.
struct node {
    struct named;

    std::vector<std::string> texts;
    std::vector<named> members;
    std::map<std::string, std::size_t, std::less<>> places; ///< of the members

    node& member(std::string_view key);
};

struct node::named {
    std::string key;
    node value;
};

node& node::member(std::string_view key)
{
    const auto [known, is_new] = places.emplace(key, members.size());
    if (is_new)
        members.push_back({std::string{key}, {}});
    return members[known->second].value;
}

/// The keys of "filter[where][age]" behind its name: "where", "age". "[]" is an empty key.
std::vector<std::string_view> keys_of(std::string_view given, std::string_view rest, std::size_t most)
{
    std::vector<std::string_view> keys;
    while (!rest.empty()) {
        const auto end = rest.find(']');
        if (rest.front() != '[' || end == std::string_view::npos ||
            rest.substr(1, end - 1).find('[') != std::string_view::npos)
            throw refusal{400, "the parameter " + shown(given) + " cannot be read: write name[key][key]=value"};
        if (keys.size() == most)
            throw refusal{400,
                          "the parameter " + shown(given) + " is nested more than " + std::to_string(most) +
                              " deep: write JSON",
                          "QUERY_OBJECT_TOO_DEEP"};
        keys.push_back(rest.substr(1, end - 1));
        rest.remove_prefix(end + 1);
    }
    return keys;
}

/// "7" -> 7
std::optional<std::size_t> index_in(std::string_view key)
{
    std::size_t n = 0;
    const auto [end, problem] = std::from_chars(key.data(), key.data() + key.size(), n);
    if (problem != std::errc{} || end != key.data() + key.size() || (key.size() > 1 && key.front() == '0'))
        return {};
    return n;
}

json::value value_of(const node& n, const std::string& at, const limits& bounds);

json::array list_of(const node& n, const std::string& at, const limits& bounds)
{
    std::vector<std::pair<std::size_t, const node*>> places;
    for (const auto& [key, below] : n.members) {
        const auto index = key.empty() ? places.size() : *index_in(key);
        if (index >= bounds.conditions)
            throw refusal{400, at + ": a list takes the numbers 0 to " + std::to_string(bounds.conditions - 1)};
        places.emplace_back(index, &below);
    }
    // As in LoopBack, numbers only order what is given: a gap is no element.
    std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    json::array list;
    for (const auto& [index, below] : places) {
        auto one = value_of(*below, at + "[" + std::to_string(index) + "]", bounds);
        if (below->texts.size() > 1 && one.is_array()) // name[]=a&name[]=b
            for (auto& text : one.get_array())
                list.push_back(std::move(text));
        else
            list.push_back(std::move(one));
    }
    return list;
}

json::value value_of(const node& n, const std::string& at, const limits& bounds)
{
    if (n.members.empty()) {
        if (n.texts.size() == 1)
            return json::string{n.texts.front()};
        json::array all;
        for (const auto& text : n.texts)
            all.emplace_back(json::string{text});
        return all;
    }
    if (!n.texts.empty())
        throw refusal{400, at + ": it is given a value and members too: leave one of them out"};
    const bool numbered =
        std::all_of(n.members.begin(), n.members.end(), [](const auto& m) { return m.key.empty() || index_in(m.key); });
    if (numbered)
        return list_of(n, at, bounds);
    json::object object;
    for (const auto& [key, below] : n.members)
        object.emplace(key, value_of(below, at + "[" + key + "]", bounds));
    return object;
}

} // namespace

bool names_parameter(std::string_view given, std::string_view name) noexcept
{
    return given.starts_with(name) && (given.size() == name.size() || given[name.size()] == '[');
}

std::optional<json::value> object_in(std::string_view text, std::string_view name)
{
    constexpr std::string_view blank = " \t\r\n";
    const auto from = text.find_first_not_of(blank);
    if (from == std::string_view::npos)
        return {};
    text = text.substr(from, text.find_last_not_of(blank) - from + 1);
    if (text == "null")
        return {};
    const std::string at{name};
    if (text.front() != '{' || text.back() != '}')
        throw refusal{400, at + ": Value is not an object. Write " + at + "={...}, percent-encoded JSON, or " + at +
                               "[key]=value"};
    boost::json::error_code problem;
    boost::json::parse_options options;
    options.max_depth = 64; // what is nested deeper than the bounds allow is refused where it is read, by its name
    auto parsed = boost::json::parse(text, problem, {}, options);
    if (const auto wrong = detail::check_json(text); problem || wrong)
        throw refusal{400, at + ": Cannot parse JSON-encoded object value. The text is no valid JSON (" +
                               (wrong ? std::string{wrong->what} : problem.message()) + ")"};
    check_strict(text, name, {options.max_depth, " deep"});
    return parsed;
}

std::optional<json::value> object_parameter(const target& t, std::string_view name, const limits& bounds)
{
    const std::string* text = nullptr;
    std::optional<node> brackets;
    for (const auto& [given, said] : t.parameters) {
        if (!names_parameter(given, name))
            continue;
        if (given.size() == name.size()) {
            if (text)
                throw refusal{400, std::string{name} + ": Value is not an object. It is given twice: give it once"};
            text = &said;
            continue;
        }
        // One more than conditions may be deep: the parts of a filter stand above its conditions.
        auto* at = &(brackets ? *brackets : brackets.emplace());
        for (const auto key : keys_of(given, std::string_view{given}.substr(name.size()), 2 * bounds.where_depth))
            at = &at->member(key);
        at->texts.push_back(said);
    }
    if (text && brackets)
        throw refusal{400, std::string{name} + ": it is given as JSON and in brackets: use one of them"};
    if (text)
        return object_in(*text, name);
    if (!brackets)
        return {};
    auto v = value_of(*brackets, std::string{name}, bounds);
    if (!v.is_object())
        throw refusal{400, std::string{name} + ": Value is not an object. Write " + std::string{name} + "[key]=value"};
    return v;
}

} // namespace ginnel::rest
