#include "value/nearest.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/value/describe.hpp>

#include <algorithm>
#include <utility>

namespace ginnel {

namespace {

std::size_t position(const std::shared_ptr<const std::vector<std::string>>& names, std::string_view name)
{
    if (!names)
        return 0;
    return static_cast<std::size_t>(std::find(names->begin(), names->end(), name) - names->begin());
}

} // namespace

bool extras::has(std::string_view name) const noexcept
{
    return position(names_, name) < values_.size();
}

const value& extras::get(std::string_view name) const
{
    const std::size_t at = position(names_, name);
    if (at < values_.size())
        return values_[at];
    std::string text = "the query added no column \"" + std::string{name} + '"';
    if (values_.empty()) {
        text += ", nor any other";
    } else {
        const std::vector<std::string_view> known{names_->begin(), names_->end()};
        text += did_you_mean(name, known);
    }
    throw error{error_kind::usage, "E_UNKNOWN_EXTRA", text}.spoiling(spoils::nothing);
}

void extras::set(std::string_view name, value v)
{
    const std::size_t at = position(names_, name);
    if (at < values_.size()) {
        values_[at] = std::move(v);
        return;
    }
    // The names are shared with other rows of the query; this object gets its own.
    auto names =
        names_ ? std::make_shared<std::vector<std::string>>(*names_) : std::make_shared<std::vector<std::string>>();
    names->emplace_back(name);
    values_.push_back(std::move(v));
    names_ = std::move(names);
}

} // namespace ginnel
