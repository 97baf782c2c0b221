#include "app/writing/given_value.hpp"

#include "app/questions/json_value.hpp"
#include "app/writing/inner_json.hpp"
#include "value/base64.hpp"
#include "value/epoch.hpp"
#include "value/integer_types.hpp"

#include <ginnel/value/utf8.hpp>

#include <boost/json/serialize.hpp>

#include <cmath>

namespace ginnel::app {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_shown = 64;

/// An empty text is no number, no date and no truth: LoopBack's clients send it from forms that were left empty, and it
/// stores null.
bool is_empty_text(const schema::column& c, const json::value& given)
{
    return given.is_string() && given.get_string().empty() && c.type != column_type::text &&
           c.type != column_type::json && c.type != column_type::blob;
}

} // namespace

std::optional<value> given_value(const schema::column& c, const json::value& given)
{
    if (given.is_null() || is_empty_text(c, given))
        return value{};
    if (c.type == column_type::json) {
        // A text is one that was sent as JSON's text, not JSON within a text.
        return value{stored_json(given)};
    }
    if (c.type == column_type::text && given.is_bool())
        return value{given.get_bool() ? "true" : "false"};
    if (given.is_structured())
        return {};
    return value_for(c, given);
}

std::string shown_in_rule(const json::value& given)
{
    auto text = json::serialize(given);
    if (text.size() > longest_shown) {
        text.resize(longest_shown);
        while (!text.empty() && !is_utf8(text))
            text.pop_back();
        text += "...";
    }
    return text;
}

std::string shown_in_rule(const schema::column& c, const json::value& given)
{
    return c.serialize_as.empty() ? std::string{} : shown_in_rule(given);
}

broken_rule wrong_type(const schema::column& c, const json::value& given)
{
    const auto shown = shown_in_rule(c, given);
    if (c.type == column_type::real)
        return {c.name, "numericality.number", "is not a number", shown};
    if (is_integer(c.type))
        return {c.name, "numericality.int", "is not an integer", shown};
    if (is_moment(c.type) || c.type == column_type::date)
        return {c.name, "date", "is not a valid date", shown};
    return {c.name, "type", "is not " + std::string{taken_by(c)}, shown};
}

} // namespace ginnel::app
