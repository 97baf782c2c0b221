#include "rest/requests/body.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/requests/limit_key.hpp"
#include "rest/requests/strict_json.hpp"
#include "rest/requests/target.hpp"
#include "rest/requests/words.hpp"
#include "value/json_check.hpp"

#include <boost/json/parse.hpp>

#include <string>
#include <string_view>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

/// "application/json; charset=utf-8" -> "application/json"
std::string_view media_type(std::string_view said)
{
    auto type = said.substr(0, said.find(';'));
    while (type.starts_with(' '))
        type.remove_prefix(1);
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return type;
}

bool is_json(std::string_view type)
{
    constexpr std::string_view structured = "+json"; // "application/vnd.api+json"
    return same_but_for_case(type, "application/json") || same_but_for_case(type, "text/json") ||
           (type.size() > structured.size() &&
            same_but_for_case(type.substr(type.size() - structured.size()), structured));
}

json::value of_json(std::string_view text, const limits& bounds)
{
    if (const auto problem = detail::check_json(text))
        throw refusal{400, "the body is not JSON: " + std::string{problem->what} + " at byte " +
                               std::to_string(problem->position)};
    check_strict(text, "the body", {bounds.body_depth, " deep" + limit_key("bodyDepth")});
    json::parse_options options;
    options.max_depth = bounds.body_depth + 1;
    boost::system::error_code
        problem; // half of a surrogate pair, for one, is a character to JSON's grammar and to no text
    auto said = json::parse({text.data(), text.size()}, problem, {}, options);
    if (problem)
        throw refusal{
            400, "the body holds a text or a number that cannot be stored: half of a surrogate pair, or too large"};
    if (said.is_primitive() && !said.is_null())
        throw refusal{400, "Value is not an object. The body is to be an object: {\"name\": \"value\"}"};
    return said;
}

json::value of_form(std::string_view text)
{
    std::string encoded = "/?"; // a form is written as a query, but for its spaces
    for (const char c : text)
        encoded += c == '+' ? std::string{"%20"} : std::string{c};
    json::object out;
    for (const auto& [name, content] : parse_target(encoded).parameters) {
        if (name.find('[') != std::string::npos)
            throw refusal{400, "the field " + shown(name) + " is no plain name: send nested values as JSON"};
        if (out.contains(name))
            throw refusal{400, "the form says " + shown(name) + " twice: leave one of them"};
        out.emplace(name, json::string{content.data(), content.size()});
    }
    return out;
}

} // namespace

std::optional<json::value> read_body(const request& r, const limits& bounds)
{
    if (r.body.size() > bounds.body)
        throw refusal{413, too_long_body(bounds.body)};
    if (r.body.empty())
        return {};
    const auto type = media_type(r.content_type);
    if (same_but_for_case(type, "application/x-www-form-urlencoded"))
        return of_form(r.body);
    if (!is_json(type))
        throw refusal{415,
                      "a body of type " + shown(type) + " is not read: send JSON with Content-Type: application/json"};
    return of_json(r.body, bounds);
}

} // namespace ginnel::rest
