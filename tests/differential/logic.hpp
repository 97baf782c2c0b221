#pragma once

#include "differential/question.hpp"

#include <cstdint>

namespace diff {

/// SQL's three truth values.
enum class truth : std::uint8_t { no, unknown, yes };

constexpr truth both(truth a, truth b) noexcept
{
    return a < b ? a : b;
}
constexpr truth either(truth a, truth b) noexcept
{
    return a > b ? a : b;
}
constexpr truth opposite(truth a) noexcept
{
    return a == truth::yes ? truth::no : a == truth::no ? truth::yes : truth::unknown;
}
constexpr truth truth_of(bool b) noexcept
{
    return b ? truth::yes : truth::no;
}

/// Below, equal or above; nulls come first. Numbers by size, texts byte by byte, or without the case of ASCII letters.
int order_of(const datum& a, const datum& b, bool nocase);
/// left op right; unknown where one is null. like ignores the case of ASCII letters whatever the collation.
truth compare(const datum& left, const std::string& op, const datum& right, bool nocase);

} // namespace diff
