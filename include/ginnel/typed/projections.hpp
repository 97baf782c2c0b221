#pragma once

#include <ginnel/detail/expressions.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/projected_rows.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/value_row.hpp>

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

/// Reading of columns and expressions instead of rows of T, and groups: a part of `ginnel::query`, whose calls these
/// are.
template <typename T, typename Slot>
class projections {
    using query = ginnel::query<T, Slot>;
    using list = std::initializer_list<detail::bound>;

public:
    /// One group for each combination of values of these columns. A query that groups is read by all_as and first_as
    /// alone; all else throws error (usage, E_GROUPED).
    template <typename... Columns>
    query& group_by(Columns... columns)
    {
        (grouped(columns), ...);
        return self();
    }
    /// Keeps groups that meet a condition on a column of group_by or an expression: `having(ginnel::count(), ">", 2)`.
    template <typename Expression, typename V>
    query& having(const Expression& what, const V& v)
    {
        return tested({false, false}, what, "=", v);
    }
    template <typename Expression, typename V>
    query& having(const Expression& what, comparison_operator op, const V& v)
    {
        return tested({false, false}, what, op.text(), v);
    }
    template <typename Expression, typename V>
    query& or_having(const Expression& what, const V& v)
    {
        return tested({true, false}, what, "=", v);
    }
    template <typename Expression, typename V>
    query& or_having(const Expression& what, comparison_operator op, const V& v)
    {
        return tested({true, false}, what, op.text(), v);
    }
    template <typename Expression, typename V>
    query& having_not(const Expression& what, const V& v)
    {
        return tested({false, true}, what, "=", v);
    }
    template <typename Expression, typename V>
    query& having_not(const Expression& what, comparison_operator op, const V& v)
    {
        return tested({false, true}, what, op.text(), v);
    }
    template <typename Expression, typename V>
    query& or_having_not(const Expression& what, const V& v)
    {
        return tested({true, true}, what, "=", v);
    }
    template <typename Expression, typename V>
    query& or_having_not(const Expression& what, comparison_operator op, const V& v)
    {
        return tested({true, true}, what, op.text(), v);
    }
    /// A condition on groups in SQL, as where_raw takes it.
    query& having_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return tested_raw({false, false}, sql, values);
    }
    query& having_raw(std::string_view sql, list values)
    {
        return tested_raw({false, false}, sql, detail::values_of(values));
    }
    query& or_having_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return tested_raw({true, false}, sql, values);
    }
    query& or_having_raw(std::string_view sql, list values)
    {
        return tested_raw({true, false}, sql, detail::values_of(values));
    }

    /// Reads columns and expressions of all rows, or of groups, into a std::tuple or a plain struct, field by field in
    /// order; or each into the field that `ginnel::into` names. A field has the type of what it takes, or is a
    /// std::optional of it; it must be an optional where null may arrive: nullable columns, left joins, aggregates
    /// other than counts where nothing else is selected. Preloads are not loaded. One statement.
    ///
    ///     db.query<Post>().group_by(&Post::user_id).all_as<summary>(&Post::user_id, ginnel::count());
    ///
    /// Throws error (usage): E_NOT_GROUPED where a column beside aggregates is not in group_by (nor its row's primary
    /// key), E_LIMIT_OF_AGGREGATE where aggregates over all rows meet a limit, offset or distinct. Aggregates of
    /// columns given by run-time names are checked when they are read (data, E_VALUE_TYPE).
    template <typename Row, typename... Expressions>
    std::vector<Row> all_as(const Expressions&... what) const
    {
        std::vector<Row> rows;
        if constexpr (detail::fits_row<T, Slot, Row, Expressions...>())
            read<Row>(rows, false, what...);
        return rows;
    }
    /// The same as all_as.
    template <typename Row, typename... Expressions>
    std::vector<Row> select_as(const Expressions&... what) const
    {
        return all_as<Row>(what...);
    }
    /// The first row or group, if there is one. As all_as.
    template <typename Row, typename... Expressions>
    std::optional<Row> first_as(const Expressions&... what) const
    {
        std::vector<Row> rows;
        if constexpr (detail::fits_row<T, Slot, Row, Expressions...>())
            read<Row>(rows, true, what...);
        if (rows.empty())
            return std::nullopt;
        return std::move(rows.front());
    }
    /// Reads columns by their run-time names (a property, or "table.column"), without types. One statement.
    std::vector<value_row> select_values(std::initializer_list<std::string_view> names) const
    {
        return named({names.begin(), names.end()});
    }
    std::vector<value_row> select_values(const std::vector<std::string>& names) const { return named(names); }

protected:
    projections() = default;
    ~projections() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }
    const query& self() const noexcept { return static_cast<const query&>(*this); }

    template <typename Column>
    void grouped(const Column& column)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>())
            self().core().group_by(detail::refer_to<T, Slot>(column));
    }
    template <typename E, typename V>
    query& tested(detail::joint how, const E& what, const char* op, const V& v)
    {
        using expression = detail::projected<T, Slot, std::decay_t<const E>>;
        if constexpr (expression::usable())
            self().core().having(how, expression::refer(what), op,
                                 detail::expression_value<T, Slot, std::decay_t<const E>>(v));
        return self();
    }
    query& tested_raw(detail::joint how, std::string_view sql, std::vector<value> values)
    {
        self().core().having_raw(how, sql, std::move(values));
        return self();
    }
    template <typename Row, typename... E>
    void read(std::vector<Row>& rows, bool first, const E&... what) const
    {
        const detail::expression_ref refs[] = {detail::projected<T, Slot, std::decay_t<const E>>::refer(what)...};
        const std::vector<value> values = self().core().project(refs, sizeof...(E), first);
        rows.reserve(values.size() / sizeof...(E));
        for (std::size_t at = 0; at < values.size(); at += sizeof...(E))
            detail::fill(rows.emplace_back(), &values[at], what...);
    }
    std::vector<value_row> named(std::vector<std::string> given) const
    {
        std::vector<value_row> rows;
        if (given.empty())
            return rows;
        const auto names = std::make_shared<const std::vector<std::string>>(std::move(given));
        std::vector<detail::expression_ref> refs(names->size());
        for (std::size_t i = 0; i < refs.size(); ++i)
            refs[i].column.name = (*names)[i];
        std::vector<value> values = self().core().project(refs.data(), refs.size(), false);
        for (auto at = values.begin(); at != values.end(); at += static_cast<std::ptrdiff_t>(refs.size()))
            rows.emplace_back(names, std::vector<value>(at, at + static_cast<std::ptrdiff_t>(refs.size())));
        return rows;
    }
};

} // namespace ginnel
