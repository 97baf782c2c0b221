#pragma once

#include "table.hpp"
#include "terminal.hpp"

#include <ginnel/ginnel.hpp>

#include <chrono>
#include <ostream>
#include <string>
#include <string_view>

/// Shows each question with the C++ that asks it, its answer, and what the answer cost.
class page {
public:
    page(std::ostream& out, const terminal& shown, ginnel::database& db);
    ~page();
    page(const page&) = delete;
    page& operator=(const page&) = delete;

    /// Shows a question and its code; from here on time and statements count.
    void ask(std::string_view question, std::string_view code);
    /// The answer is in memory: time and statements end.
    void answered();
    /// The answer and below it the cost; a note says what the rows leave out.
    void show(const table& rows, const std::string& note = {});
    /// As many of the lines, at most.
    void show(const std::string& lines, std::size_t most);

    const terminal& shown() const noexcept { return shown_; }

private:
    void show_cost();

    std::ostream& out_;
    const terminal& shown_;
    ginnel::database& db_;
    std::int64_t statements_ = 0;
    std::chrono::steady_clock::time_point start_{};
    std::string cost_;
};
