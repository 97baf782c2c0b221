#pragma once

#include "sql/statement.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace ginnel::sql {

/// A statement while it grows: its text, and its parameters in the order of their placeholders.
class writer {
public:
    writer& operator<<(std::string_view part)
    {
        text_ += part;
        return *this;
    }

    /// Takes a parameter and gives the number of its placeholder, counted from 1.
    std::size_t add(bound parameter)
    {
        parameters_.push_back(std::move(parameter));
        return parameters_.size();
    }

    /// What was written; the writer is empty then.
    statement take() { return {std::exchange(text_, {}), std::exchange(parameters_, {})}; }

private:
    std::string text_;
    std::vector<bound> parameters_;
};

} // namespace ginnel::sql
