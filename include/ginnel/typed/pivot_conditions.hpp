#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace ginnel {

/// What a query of a relation may say of the tables passed, and of rows per parent: a part of `ginnel::query`, whose
/// calls these are.
template <typename T, typename Slot>
class pivot_conditions {
    using query = ginnel::query<T, Slot>;

public:
    /// At most n rows per parent, in the order of `group_order_by`.
    query& group_limit(std::int64_t n)
    {
        if constexpr (detail::needs_relation<Slot>())
            self().core().group_limit(n);
        return self();
    }
    template <typename Column>
    query& group_order_by(Column column, direction d = asc)
    {
        if constexpr (detail::needs_relation<Slot>())
            self().core().group_order_by(detail::refer_to<T, Slot>(column), d == desc);
        return self();
    }
    /// By a column of the pivot (or first through) table, by its name; columns of a through model may also be named by
    /// their members in order_by and group_order_by.
    query& order_by_pivot(std::string_view column, direction d = asc)
    {
        if constexpr (detail::needs_relation<Slot>())
            self().core().order_by(pivot_ref(column), d == desc);
        return self();
    }
    query& group_order_by_pivot(std::string_view column, direction d = asc)
    {
        if constexpr (detail::needs_relation<Slot>())
            self().core().group_order_by(pivot_ref(column), d == desc);
        return self();
    }
    /// Conditions on a column of the pivot (or first through) table, by its name.
    template <typename V>
    query& where_pivot(std::string_view column, const V& v)
    {
        return pivot({false, false}, column, "=", v);
    }
    template <typename V>
    query& where_pivot(std::string_view column, comparison_operator op, const V& v)
    {
        return pivot({false, false}, column, op.text(), v);
    }
    template <typename V>
    query& or_where_pivot(std::string_view column, const V& v)
    {
        return pivot({true, false}, column, "=", v);
    }
    template <typename V>
    query& or_where_pivot(std::string_view column, comparison_operator op, const V& v)
    {
        return pivot({true, false}, column, op.text(), v);
    }
    template <typename V>
    query& where_not_pivot(std::string_view column, const V& v)
    {
        return pivot({false, true}, column, "=", v);
    }
    template <typename V>
    query& where_not_pivot(std::string_view column, comparison_operator op, const V& v)
    {
        return pivot({false, true}, column, op.text(), v);
    }
    template <typename V>
    query& or_where_not_pivot(std::string_view column, const V& v)
    {
        return pivot({true, true}, column, "=", v);
    }
    template <typename V>
    query& or_where_not_pivot(std::string_view column, comparison_operator op, const V& v)
    {
        return pivot({true, true}, column, op.text(), v);
    }
    template <typename V>
    query& where_in_pivot(std::string_view column, std::initializer_list<V> values)
    {
        return pivot_among({false, false}, column, values);
    }
    template <typename Range>
    query& where_in_pivot(std::string_view column, const Range& values)
    {
        return pivot_among({false, false}, column, values);
    }
    template <typename V>
    query& or_where_in_pivot(std::string_view column, std::initializer_list<V> values)
    {
        return pivot_among({true, false}, column, values);
    }
    template <typename Range>
    query& or_where_in_pivot(std::string_view column, const Range& values)
    {
        return pivot_among({true, false}, column, values);
    }
    template <typename V>
    query& where_not_in_pivot(std::string_view column, std::initializer_list<V> values)
    {
        return pivot_among({false, true}, column, values);
    }
    template <typename Range>
    query& where_not_in_pivot(std::string_view column, const Range& values)
    {
        return pivot_among({false, true}, column, values);
    }
    template <typename V>
    query& or_where_not_in_pivot(std::string_view column, std::initializer_list<V> values)
    {
        return pivot_among({true, true}, column, values);
    }
    template <typename Range>
    query& or_where_not_in_pivot(std::string_view column, const Range& values)
    {
        return pivot_among({true, true}, column, values);
    }
    query& where_null_pivot(std::string_view column) { return pivot_null({false, false}, column); }
    query& or_where_null_pivot(std::string_view column) { return pivot_null({true, false}, column); }
    query& where_not_null_pivot(std::string_view column) { return pivot_null({false, true}, column); }
    query& or_where_not_null_pivot(std::string_view column) { return pivot_null({true, true}, column); }
    /// Reads these columns of the pivot (or first through) table too, into the target's `extras` as `pivot_<name>`
    /// (`through_<name>`).
    query& pivot_columns(std::initializer_list<std::string_view> columns)
    {
        if constexpr (detail::needs_relation<Slot>())
            for (const std::string_view column : columns)
                self().core().pivot_column(column);
        return self();
    }

protected:
    pivot_conditions() = default;
    ~pivot_conditions() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    static detail::column_ref pivot_ref(std::string_view name)
    {
        return {detail::column_ref::by::pivot_name, {}, name};
    }
    template <typename V>
    query& pivot(detail::joint how, std::string_view column, const char* op, const V& v)
    {
        if constexpr (detail::needs_relation<Slot>())
            self().core().where(how, pivot_ref(column), op, detail::to_condition_value(v));
        return self();
    }
    template <typename Range>
    query& pivot_among(detail::joint how, std::string_view column, const Range& range)
    {
        if constexpr (detail::needs_relation<Slot>()) {
            std::vector<value> values;
            for (const auto& v : range)
                values.push_back(detail::to_condition_value(v));
            self().core().where_in(how, pivot_ref(column), values);
        }
        return self();
    }
    query& pivot_null(detail::joint how, std::string_view column)
    {
        if constexpr (detail::needs_relation<Slot>())
            self().core().where_null(how, pivot_ref(column));
        return self();
    }
};

} // namespace ginnel
