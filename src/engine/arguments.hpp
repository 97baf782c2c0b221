#pragma once

#include "driver/connection.hpp"
#include "sql/statement.hpp"

#include <ginnel/value/key_set.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace ginnel::engine {

/// The value of a statement's slot; it must live until the statement is finished.
using slot_values = std::function<const value*(std::size_t slot)>;

/// The arguments of a rendered statement, which must outlive them: its own values and key sets, and what the plan puts
/// into its slots. `keys`: for a slot of keys.
std::vector<driver::argument> arguments_of(const sql::statement& s, const slot_values& values,
                                           const key_set* keys = nullptr);

} // namespace ginnel::engine
