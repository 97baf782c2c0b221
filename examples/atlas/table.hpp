#pragma once

#include "terminal.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

enum class align : bool { left, right };

/// Rows of texts under titles, as aligned columns of a terminal.
class table {
public:
    struct column {
        std::string title;
        align side = align::left;
    };

    explicit table(std::vector<column> columns) : columns_(std::move(columns)) {}

    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    std::size_t size() const noexcept { return rows_.size(); }
    /// The lines. Where they are wider than the terminal, the widest columns are cut.
    std::string text(const terminal& shown) const;

private:
    std::vector<std::size_t> widths(std::size_t room) const;

    std::vector<column> columns_;
    std::vector<std::vector<std::string>> rows_;
};
