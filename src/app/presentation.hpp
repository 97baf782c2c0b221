#pragma once

#include "engine/record.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ginnel::app {

/// Properties that are not shown where their model is included in another.
using protected_properties = std::map<const schema::model*, std::set<std::string>>;

/// The rows as LoopBack shows them: dates as JavaScript prints them, to-one relations without a row left out, what is protected
/// left out below the roots. Changes the rows.
std::string present(std::vector<engine::record>& rows, const protected_properties& hidden);
std::string present(engine::record& row, const protected_properties& hidden);

} // namespace ginnel::app
