#include "table.hpp"

#include <algorithm>
#include <numeric>

namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t gap = 2;
constexpr std::size_t least = 4; // columns that a column keeps, however narrow the terminal

std::string padded(const std::string& cell, std::size_t width, align side)
{
    std::string text = fitted(cell, width);
    const std::string rest(width - std::min(width, display_width(text)), ' ');
    return side == align::left ? text + rest : rest + text;
}

} // namespace

std::vector<std::size_t> table::widths(std::size_t room) const
{
    std::vector<std::size_t> wide;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        wide.push_back(display_width(columns_[i].title));
        for (const std::vector<std::string>& row : rows_)
            wide[i] = std::max(wide[i], display_width(row[i]));
    }
    const std::size_t gaps = indent + gap * (columns_.size() - 1);
    while (std::accumulate(wide.begin(), wide.end(), gaps) > room) {
        const auto widest = std::max_element(wide.begin(), wide.end());
        if (*widest <= least)
            break;
        --*widest;
    }
    return wide;
}

std::string table::text(const terminal& shown) const
{
    const std::vector<std::size_t> wide = widths(shown.width);
    const auto line = [&](const auto& cell_of) {
        std::string text(indent, ' ');
        for (std::size_t i = 0; i < columns_.size(); ++i)
            text += padded(cell_of(i), wide[i], columns_[i].side) + std::string(gap, ' ');
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    };

    std::string rule;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        rule += std::string(i == 0 ? indent : gap, ' ');
        for (std::size_t k = 0; k < wide[i]; ++k)
            rule += "─";
    }
    std::string lines = line([&](std::size_t i) -> const std::string& { return columns_[i].title; }) + '\n';
    lines += shown.dim(rule) + '\n';
    for (const std::vector<std::string>& row : rows_)
        lines += line([&](std::size_t i) -> const std::string& { return row[i]; }) + '\n';
    return lines;
}
