#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel {

namespace detail {
struct extras_access;
}

/// A member of this type in a model takes the columns that a query adds and the model does not have: `pivot_*`,
/// `through_*`, aggregates under an alias. Names are shared by all rows of a query; lookups compare names and are for
/// occasional use.
class extras {
public:
    extras() noexcept = default;

    /// Whether the query that read the row added this column.
    bool has(std::string_view name) const noexcept;
    /// The value. Throws error (usage, E_UNKNOWN_EXTRA) with the nearest names if there is none of this name.
    const value& get(std::string_view name) const;
    /// The value as `V`, by the rules of columns (std::optional<V> takes nulls). Throws also E_VALUE_TYPE.
    template <typename V>
    V get(std::string_view name) const
    {
        return detail::from_value<V>(get(name), name);
    }

    /// Adds or replaces a value by hand, in this object only.
    void set(std::string_view name, value v);

    std::size_t size() const noexcept { return values_.size(); }
    bool empty() const noexcept { return values_.empty(); }
    /// Names and values by position, in the order of the query.
    const std::string& name(std::size_t index) const { return (*names_)[index]; }
    const value& at(std::size_t index) const { return values_[index]; }

private:
    friend struct detail::extras_access;

    std::shared_ptr<const std::vector<std::string>> names_;
    std::vector<value> values_;
};

} // namespace ginnel
