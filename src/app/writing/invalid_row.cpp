#include "app/writing/invalid_row.hpp"

#include <utility>

namespace ginnel::app {

namespace {

std::string sentence(const std::string& model, const std::vector<broken_rule>& broken)
{
    std::string out = "The `" + model + "` instance is not valid. Details:";
    const char* before = " ";
    for (const auto& b : broken) {
        out += before + ("`" + b.property + "` " + b.message);
        if (!b.shown.empty())
            out += " (value: " + b.shown + ")";
        before = "; ";
    }
    return out + ".";
}

} // namespace

invalid_row::invalid_row(std::string model, std::vector<broken_rule> broken)
    : runtime_error{sentence(model, broken)}, model_{std::move(model)}, broken_{std::move(broken)}
{
}

invalid_rows::invalid_rows(std::vector<std::optional<invalid_row>> rows)
    : runtime_error{"Failed with multiple errors, see `details` for more information. No row was written."},
      rows_{std::move(rows)}
{
}

} // namespace ginnel::app
