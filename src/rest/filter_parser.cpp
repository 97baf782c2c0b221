#include "rest/filter_parser.hpp"

#include "rest/filter_reader.hpp"
#include "rest/refusal.hpp"

#include <boost/json/parse.hpp>

namespace ginnel::rest {

app::filter parse_filter(const schema::model& m, std::string_view text, const limits& bounds, const app::protected_properties& withheld)
{
    const auto from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos)
        return {};
    boost::json::error_code problem;
    boost::json::parse_options options;
    options.max_depth = 64; // what is nested deeper than the bounds below allow is refused there, by its name
    const auto parsed = boost::json::parse(text, problem, {}, options);
    if (problem)
        throw refusal{400, "filter: the text is no valid JSON (" + problem.message() + "): write filter={\"include\": \"relation\"}, percent-encoded"};
    if (parsed.is_null())
        return {};
    return filter_reader{bounds, withheld}.filter(m, parsed, "filter", 0);
}

} // namespace ginnel::rest
