#pragma once

#include <ginnel/schema/model.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ginnel::schema {

/// A name as messages print it.
inline std::string quoted(std::string_view name)
{
    std::string text{"\""};
    text += name;
    text += '"';
    return text;
}

/// The names of a list of things that have names; views into them.
template <class Range>
std::vector<std::string_view> names_of(const Range& named)
{
    std::vector<std::string_view> names;
    for (const auto& one : named)
        names.emplace_back(one.name);
    return names;
}

/// The properties of a table's columns.
inline std::vector<std::string_view> names_of(const table& of)
{
    return names_of(of.columns);
}

} // namespace ginnel::schema
