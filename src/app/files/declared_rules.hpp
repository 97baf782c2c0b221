#pragma once

#include "app/writing/model_rules.hpp"

#include <map>
#include <string>
#include <vector>

namespace ginnel::app {

/// An index of a model file.
struct declared_index {
    std::string name;
    std::vector<std::string> properties;
    bool unique = false;
};

/// What a model's file says beside its columns and relations.
struct declared_rules {
    model_rules rules;
    std::string scope;                         ///< the filter that each query of its rows has, as JSON; empty: none
    std::map<std::string, std::string> scopes; ///< filters by name, as JSON
    std::vector<declared_index> indexes;
};

} // namespace ginnel::app
