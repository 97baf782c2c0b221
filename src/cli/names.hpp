#pragma once

#include <string>
#include <string_view>

namespace ginnel::cli {

/// Why this cannot be the name of a model, a property or a relation, which become parts of files' names, of URLs and of
/// JavaScript's objects; empty if it can. `what` begins the sentence: "the name of a model".
std::string wrong_name(std::string_view what, std::string_view name);

/// Throws error (usage, E_NAME) with that sentence.
void check_name(std::string_view what, std::string_view name);

} // namespace ginnel::cli
