#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

/// 5127 as "5,127".
inline std::string grouped(std::int64_t number)
{
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t i = text.size(); i > first + 3;)
        text.insert(i -= 3, ",");
    return text;
}

/// An area in whole square kilometres; "?" where none is known.
inline std::string area_text(const std::optional<double>& area)
{
    return area ? grouped(std::llround(*area)) : "?";
}

/// "1 statement", "2 statements".
inline std::string counted(std::int64_t number, std::string noun)
{
    return grouped(number) + ' ' + noun + (number == 1 ? "" : "s");
}
