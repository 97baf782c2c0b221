#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/link_core.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/typed/links.hpp>
#include <ginnel/typed/operators.hpp>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace ginnel {

/// The links of one parent as rows of their own: `db.related(user, &User::skills).pivot_query()`. Conditions name
/// columns of the link table; what the relation declares of its links holds too.
class pivot_query {
public:
    explicit pivot_query(const detail::link_core& links);

    /// Links whose column has this value, or compares with it so. Throws error (usage, E_UNKNOWN_COLUMN).
    template <typename V>
    pivot_query& where(std::string_view column, const V& v)
    {
        return add(column, "=", detail::to_value(v));
    }
    template <typename V>
    pivot_query& where(std::string_view column, comparison_operator op, const V& v)
    {
        return add(column, op.text(), detail::to_value(v));
    }
    /// Links whose column has one of these values.
    pivot_query& where_in(std::string_view column, const related_keys& values);
    /// Links whose column is null.
    pivot_query& where_null(std::string_view column);

    /// How many links meet the conditions. One statement.
    std::int64_t count() const;
    /// Gives the links that meet the conditions these values, and `updated_at` where the relation keeps it; returns how
    /// many there were. One statement.
    std::int64_t update(const std::vector<attribute>& values) const;
    /// Removes the links that meet the conditions, and returns how many there were. One statement.
    std::int64_t remove() const;

private:
    pivot_query& add(std::string_view column, const char* op, value v);

    detail::link_core links_;
    std::shared_ptr<const schema::model> rows_; ///< the link table as a model
    detail::query_core core_;
};

} // namespace ginnel
