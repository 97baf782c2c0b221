#pragma once

#include <map>
#include <set>
#include <string>

namespace ginnel::schema {
class model;
}

namespace ginnel::app {

/// Properties that are not shown where their model is included in another.
using protected_properties = std::map<const schema::model*, std::set<std::string>>;

} // namespace ginnel::app
