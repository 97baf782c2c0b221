#pragma once

#include <ginnel/value/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ginnel::engine {

/// A position in an order, and which way to go from it.
struct cursor_position {
    bool backwards = false;
    std::vector<value> at;
};

/// A position as a text for clients, signed with a secret (HMAC-SHA256). `order`: what the position is a place in
/// (name_of_order).
std::string write_cursor(const cursor_position& p, std::string_view order, std::string_view secret);
/// Throws error (data): E_CURSOR for a text that was not signed with this secret; E_CURSOR_FOREIGN for one of another order.
cursor_position read_cursor(std::string_view text, std::string_view order, std::string_view secret);

} // namespace ginnel::engine
