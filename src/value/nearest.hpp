#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel {

/// The names that someone who wrote `wanted` may have meant, nearest first: those that differ by few typing slips
/// (letters added, dropped, replaced or swapped; case does not count) and those that begin alike (`wanted` is the
/// beginning of the name or the reverse). Cheap for hostile input: a `wanted` of more than 64 bytes has no near names.
std::vector<std::string> nearest(std::string_view wanted, std::span<const std::string_view> names, std::size_t max = 3);

/// What an error message appends after an unknown name: ` (nearest: "title", "titles")`; with none near but at most
/// eight in all ` (known: "id", "title")`; else nothing.
std::string did_you_mean(std::string_view wanted, std::span<const std::string_view> names);

} // namespace ginnel
