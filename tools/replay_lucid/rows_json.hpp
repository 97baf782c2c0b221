#pragma once

#include "engine/record.hpp"
#include "json_values.hpp"

#include <vector>

namespace replay {

/// A row as a record shows it: {model, attrs, extras?, rel?, sideloaded?, persisted?: false}; empty members are left
/// out.
json::value row_json(const ginnel::engine::record& r, const json::object& sideload);
json::array rows_json(const std::vector<ginnel::engine::record>& rows, const json::object& sideload);

} // namespace replay
