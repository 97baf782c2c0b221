#include "value/json_check.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/json.hpp>

namespace ginnel {

json::json(std::string text) : text_{std::move(text)}
{
    const std::optional<detail::json_problem> problem = detail::check_json(text_);
    if (!problem)
        return;
    std::string message = "the text is not valid JSON: at byte " + std::to_string(problem->position) + ' ';
    message += problem->what;
    throw error{error_kind::data, "E_JSON_INVALID", message}.spoiling(spoils::nothing);
}

std::optional<json> json::parse(std::string text)
{
    if (!valid(text))
        return std::nullopt;
    json made;
    made.text_ = std::move(text);
    return made;
}

bool json::valid(std::string_view text) noexcept
{
    return !detail::check_json(text);
}

bool column_traits<json>::load(const cell& c, json& out)
{
    if (c.type != kind::text)
        return false;
    std::optional<json> read = json::parse(std::string{c.text});
    if (!read)
        return false;
    out = std::move(*read);
    return true;
}

value column_traits<json>::store(const json& v)
{
    return value{v.text()};
}

} // namespace ginnel
