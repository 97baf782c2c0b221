#include <ginnel/schema/column.hpp>

#include <algorithm>

namespace ginnel::schema {

const column* table::find(std::string_view wanted) const noexcept
{
    const auto by = [&](std::string column::*member) -> const column* {
        const auto found =
            std::find_if(columns.begin(), columns.end(), [&](const column& c) { return c.*member == wanted; });
        return found == columns.end() ? nullptr : &*found;
    };
    const column* property = by(&column::name);
    return property != nullptr ? property : by(&column::column_name);
}

} // namespace ginnel::schema
