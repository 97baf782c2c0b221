#include "rest/file_filters.hpp"

#include "rest/filter_parser.hpp"

namespace ginnel::rest {

app::filter_language filters_of_files()
{
    return [](const schema::model& m, std::string_view text) { return parse_filter(m, text, limits{}); };
}

} // namespace ginnel::rest
