#pragma once

#include <string>
#include <unordered_map>

namespace ginnel::engine {

/// Gives every occurrence of a table in one statement a name of its own: the table's name first, then name_2, name_3.
/// Self relations and nested filters on the same table are right because no two occurrences ever share a name.
class alias_names {
public:
    std::string fresh(const std::string& table);

private:
    std::unordered_map<std::string, int> used_;
};

} // namespace ginnel::engine
