#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// The method of LoopBack's that a request below a relation is for, without the relation's name: "get", "findById".
/// `path`: what follows that name. Empty: there is none, so that no file switches it off.
std::string_view related_method(std::string_view verb, std::span<const std::string> path, bool many) noexcept;

} // namespace ginnel::rest
