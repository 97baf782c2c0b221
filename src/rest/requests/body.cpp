#include "rest/requests/body.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/requests/limit_key.hpp"
#include "rest/requests/strict_json.hpp"
#include "rest/requests/target.hpp"
#include "rest/requests/words.hpp"
#include "value/json_check.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const auto from = std::min(text.find_first_not_of(blank), text.size());
    return text.substr(from, text.find_last_not_of(blank) + 1 - from);
}

/// "application/json; charset=utf-8" -> "application/json"
std::string_view media_type(std::string_view said)
{
    return trimmed(said.substr(0, said.find(';')));
}

/// "application/json; charset=\"utf-8\"" -> "utf-8"; empty if it says none.
std::string_view charset_in(std::string_view said)
{
    for (auto at = said.find(';'); at != std::string_view::npos; at = said.find(';')) {
        said.remove_prefix(at + 1);
        const auto parameter = said.substr(0, said.find(';'));
        const auto equals = std::min(parameter.find('='), parameter.size());
        if (!same_but_for_case(trimmed(parameter.substr(0, equals)), "charset"))
            continue;
        auto charset = trimmed(parameter.substr(std::min(equals + 1, parameter.size())));
        if (charset.size() > 1 && charset.starts_with('"') && charset.ends_with('"'))
            charset = charset.substr(1, charset.size() - 2);
        return charset;
    }
    return {};
}

/// A body that is read as other bytes than were meant would be stored so.
void check_coding(const request& r)
{
    if (!r.content_encoding.empty() && !same_but_for_case(trimmed(r.content_encoding), "identity"))
        throw refusal{415, "a body in the coding " + shown(r.content_encoding) +
                               " is not read: send it as it is, without Content-Encoding"};
    const auto charset = charset_in(r.content_type);
    if (!charset.empty() && !same_but_for_case(charset, "utf-8") && !same_but_for_case(charset, "us-ascii"))
        throw refusal{415, "a body in the character set " + shown(charset) + " is not read: send UTF-8"};
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
    if (said.is_primitive())
        throw refusal{400, "Value is not an object. The body is to be an object: {\"name\": \"value\"}"};
    return said;
}

json::value of_form(std::string_view text)
{
    std::string encoded; // a form is written as a query, but for its spaces
    for (const char c : text)
        encoded += c == '+' ? std::string{"%20"} : std::string{c};
    json::object out;
    const auto all = fields_of(encoded);
    // What curl -d sends unless it is told of a type. Taken for a form, it would be a row without a value.
    if (const auto first = all.empty() ? std::string_view{} : trimmed(all.front().first);
        first.starts_with('{') || first.starts_with('['))
        throw refusal{400, "the form looks like JSON: send it with the header Content-Type: application/json"};
    for (const auto& [name, content] : all) {
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
    check_coding(r);
    const auto type = media_type(r.content_type);
    if (same_but_for_case(type, "application/x-www-form-urlencoded"))
        return of_form(r.body);
    if (!is_json(type))
        throw refusal{415,
                      "a body of type " + shown(type) + " is not read: send JSON with Content-Type: application/json"};
    return of_json(r.body, bounds);
}

} // namespace ginnel::rest
