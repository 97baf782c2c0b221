#pragma once

#include <ginnel/schema/model.hpp>

#include <span>
#include <string>

namespace ginnel::engine {

/// Throws error (not_found, E_ROW_NOT_FOUND): no row meets a query of this model.
[[noreturn]] void throw_row_not_found(const schema::model& m);
/// The same: these keys, as `to_display` shows them, are no row's. Names the first ten.
[[noreturn]] void throw_row_not_found(const schema::model& m, std::span<const std::string> keys);

} // namespace ginnel::engine
