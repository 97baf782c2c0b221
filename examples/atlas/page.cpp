#include "page.hpp"

#include "numbers.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace {

/// Calls `use` with each line of a text.
template <typename F>
void each_line(std::string_view text, F use)
{
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        use(line);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
}

} // namespace

page::page(std::ostream& out, const terminal& shown, ginnel::database& db) : out_(out), shown_(shown), db_(db)
{
    db_.log([this](std::string_view) { ++statements_; });
}

page::~page()
{
    db_.log(nullptr);
}

void page::ask(std::string_view question, std::string_view code)
{
    out_ << '\n';
    each_line(wrapped(question, shown_.width), [&](std::string_view line) { out_ << shown_.bold(line) << '\n'; });
    out_ << '\n';
    each_line(code, [&](std::string_view line) { out_ << "  " << shown_.dim(line) << '\n'; });
    out_ << '\n' << std::flush;
    statements_ = 0;
    start_ = std::chrono::steady_clock::now();
}

void page::answered()
{
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start_;
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), took.count() < 10 ? "%.1f ms" : "%.0f ms", took.count());
    cost_ = counted(statements_, "statement") + ", " + time.data();
}

void page::show(const table& rows, const std::string& note)
{
    out_ << rows.text(shown_);
    if (!note.empty())
        each_line(wrapped(note, shown_.width - 2), [&](std::string_view line) { out_ << "  " << line << '\n'; });
    show_cost();
}

void page::show(const std::string& lines, std::size_t most)
{
    std::size_t number = 0;
    each_line(lines, [&](std::string_view line) {
        if (++number <= most)
            out_ << "  " << line << '\n';
    });
    if (number > most)
        out_ << "  " << shown_.dim("... " + counted(static_cast<std::int64_t>(number - most), "more line")) << '\n';
    show_cost();
}

void page::show_cost()
{
    out_ << "\n  " << shown_.accent(cost_) << '\n' << std::flush;
}
