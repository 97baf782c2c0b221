#include "value/nearest.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/value_row.hpp>

#include <algorithm>

namespace ginnel {

namespace {

std::size_t position(const std::vector<std::string>& names, std::string_view name) noexcept
{
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

} // namespace

bool value_row::has(std::string_view name) const noexcept
{
    return position(*names_, name) < values_.size();
}

const value& value_row::get(std::string_view name) const
{
    const std::size_t at = position(*names_, name);
    if (at < values_.size())
        return values_[at];
    const std::vector<std::string_view> known{names_->begin(), names_->end()};
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "the row has no value \"" + std::string{name} + '"' + did_you_mean(name, known)}
        .spoiling(spoils::nothing);
}

} // namespace ginnel
