#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

/// A row of values whose names are known at run time, as `query::select_values` reads it. Names are shared by all rows
/// of a query.
class value_row {
public:
    value_row(std::shared_ptr<const std::vector<std::string>> names, std::vector<value> values) noexcept
        : names_{std::move(names)}, values_{std::move(values)}
    {
    }

    bool has(std::string_view name) const noexcept;
    /// The value. Throws error (usage, E_UNKNOWN_COLUMN) with the nearest names if there is none of this name.
    const value& get(std::string_view name) const;
    /// The value as `V`, by the rules of columns (std::optional<V> takes nulls). Throws also E_VALUE_TYPE.
    template <typename V>
    V get(std::string_view name) const
    {
        return detail::from_value<V>(get(name), name);
    }

    std::size_t size() const noexcept { return values_.size(); }
    /// Names, as they were given, and values by position.
    const std::string& name(std::size_t index) const { return (*names_)[index]; }
    const value& at(std::size_t index) const { return values_[index]; }

private:
    std::shared_ptr<const std::vector<std::string>> names_;
    std::vector<value> values_;
};

} // namespace ginnel
