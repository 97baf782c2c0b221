#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ginnel::sql {

/// The name between double quotes, its own quotes doubled: whatever it holds, it stays one name.
///
/// Throws error usage, E_IDENTIFIER, if the name is empty, holds a zero byte (databases would cut it there), or is
/// longer than `max_bytes` (0: no bound).
std::string quoted_identifier(std::string_view name, std::size_t max_bytes = 0);

} // namespace ginnel::sql
