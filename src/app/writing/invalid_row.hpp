#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ginnel::app {

/// A rule that a row breaks, as LoopBack names it.
struct broken_rule {
    std::string property, code, message; ///< "name", "presence", "can't be blank"
    std::string shown; ///< the value as text, cut; "undefined" where there is none; empty: not for clients
};

/// A row that its model refuses: LoopBack's ValidationError.
class invalid_row : public std::runtime_error {
public:
    invalid_row(std::string model, std::vector<broken_rule> broken);

    const std::string& model() const noexcept { return model_; }
    const std::vector<broken_rule>& broken() const noexcept { return broken_; }

private:
    std::string model_;
    std::vector<broken_rule> broken_;
};

/// Several rows of which none was written, since some are refused.
class invalid_rows : public std::runtime_error {
public:
    /// One per row; nothing for those that would have been written.
    explicit invalid_rows(std::vector<std::optional<invalid_row>> rows);

    const std::vector<std::optional<invalid_row>>& rows() const noexcept { return rows_; }

private:
    std::vector<std::optional<invalid_row>> rows_;
};

} // namespace ginnel::app
