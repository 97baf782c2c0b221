#include "rest/filters/file_filters.hpp"

#include "rest/filters/filter_reader.hpp"
#include "rest/requests/query_value.hpp"

namespace ginnel::rest {

app::filter_language filters_of_files()
{
    return [](const schema::model& m, std::string_view text, const app::embedded_relations& within_rows) {
        const limits bounds;
        const auto said = object_in(text, "scope");
        return said ? filter_reader{bounds}.filter({m, nullptr, nullptr, nullptr, nullptr, true, &within_rows}, *said,
                                                   "scope", 0)
                    : app::filter{};
    };
}

} // namespace ginnel::rest
