#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ginnel::app {

/// What a model file says of a relation's routes and of rows created by it; of its path it says nothing.
struct relation_rules {
    std::string path;     ///< of its routes, below the row: "patients"
    bool nests = false;   ///< whether relations of its rows have routes below it
    bool included = true; ///< whether an include of it is answered, or passed over
    std::string scope;    ///< a filter of each of its queries, as JSON; empty: none
    std::vector<std::pair<std::string, std::string>>
        properties; ///< of the parent, copied into those of rows that are created
};

} // namespace ginnel::app
