#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// How deep objects and lists may lie in one another, and how a sentence about it ends: " deep".
struct nesting {
    std::size_t deepest;
    std::string deep;
};

/// Throws `refusal` (400) for valid JSON that is not taken: an object that says a name twice, since nobody can tell
/// which was meant and the parser keeps the last; a number that no double holds; nested too deep. `what` it is, for the
/// message: "the body".
void check_strict(std::string_view json, std::string_view what, const nesting& may);

} // namespace ginnel::rest
