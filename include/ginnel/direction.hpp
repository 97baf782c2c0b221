// room: value
#pragma once

namespace ginnel {

/// Directions of an order.
enum class direction : bool { ascending, descending };
inline constexpr direction asc = direction::ascending;
inline constexpr direction desc = direction::descending;

} // namespace ginnel
