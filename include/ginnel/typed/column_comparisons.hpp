#pragma once

#include <ginnel/detail/expressions.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/operators.hpp>

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

/// The conditions of a query that compare columns with columns, take parts of dates, or are SQL of the program's own: a
/// part of `ginnel::query`, whose calls these are.
///
/// SQL of the program's own binds a value for each ? (`??` is a question mark; what stands in quotes or comments is
/// left alone), and names tables by {name}, since the same table may stand in one statement under several aliases:
/// `{table}` is the query's own, `{pivot}` the first one that its relation passes, `{outer}` that of the query around
/// it, and each table has its own name too, as in `{posts}.title`, a joined one the name of its join. When the
/// statement is sent, error (usage) is thrown: E_RAW_VALUES where there are not as many values as ?, E_RAW_TABLE for an
/// unknown {name}. Never build such a text from what users give.
template <typename T, typename Slot>
class column_comparisons {
    using query = ginnel::query<T, Slot>;
    using list = std::initializer_list<detail::bound>;

public:
    /// column op column, as in `where_column(&Post::updated_at, ">", &Post::created_at)`; each may be of a table that
    /// the relation passes or the query joins, or of a query around this one (`ginnel::outer`). Rows with a null on
    /// either side do not meet it.
    template <typename Left, typename Right>
    query& where_column(Left left, Right right)
    {
        return columns({false, false}, left, "=", right);
    }
    template <typename Left, typename Right>
    query& where_column(Left left, comparison_operator op, Right right)
    {
        return columns({false, false}, left, op.text(), right);
    }
    template <typename Left, typename Right>
    query& or_where_column(Left left, Right right)
    {
        return columns({true, false}, left, "=", right);
    }
    template <typename Left, typename Right>
    query& or_where_column(Left left, comparison_operator op, Right right)
    {
        return columns({true, false}, left, op.text(), right);
    }
    template <typename Left, typename Right>
    query& where_not_column(Left left, Right right)
    {
        return columns({false, true}, left, "=", right);
    }
    template <typename Left, typename Right>
    query& where_not_column(Left left, comparison_operator op, Right right)
    {
        return columns({false, true}, left, op.text(), right);
    }
    template <typename Left, typename Right>
    query& or_where_not_column(Left left, Right right)
    {
        return columns({true, true}, left, "=", right);
    }
    template <typename Left, typename Right>
    query& or_where_not_column(Left left, comparison_operator op, Right right)
    {
        return columns({true, true}, left, op.text(), right);
    }

    /// A condition in SQL: `where_raw("lower({posts}.title) = ?", {"ada"})`. It is wrapped, whatever it holds.
    query& where_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw({false, false}, sql, values);
    }
    query& where_raw(std::string_view sql, list values) { return raw({false, false}, sql, detail::values_of(values)); }
    query& or_where_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw({true, false}, sql, values);
    }
    query& or_where_raw(std::string_view sql, list values)
    {
        return raw({true, false}, sql, detail::values_of(values));
    }
    query& where_not_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw({false, true}, sql, values);
    }
    query& where_not_raw(std::string_view sql, list values)
    {
        return raw({false, true}, sql, detail::values_of(values));
    }
    query& or_where_not_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw({true, true}, sql, values);
    }
    query& or_where_not_raw(std::string_view sql, list values)
    {
        return raw({true, true}, sql, detail::values_of(values));
    }
    /// An order in SQL: `order_by_raw("length({table}.title) desc")`.
    query& order_by_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        detail::expression_ref e{detail::expression_ref::kind::raw};
        e.text = sql;
        e.values = &values;
        self().core().order_by(e, false);
        return self();
    }
    query& order_by_raw(std::string_view sql, list values) { return order_by_raw(sql, detail::values_of(values)); }
    /// Selects a value in SQL beside the columns, into the model's `extras` under the alias, which order_by takes too.
    query& select_raw(std::string_view sql, std::string_view alias) { return selected(sql, {}, alias); }
    query& select_raw(std::string_view sql, list values, std::string_view alias)
    {
        return selected(sql, detail::values_of(values), alias);
    }

    /// The date of a date or timestamp (UTC), against a chrono date: `where_date(&Post::created_at, ">=", 2024y / 3 /
    /// 1)`.
    template <typename Column, typename V>
    query& where_date(Column column, const V& v)
    {
        return part<detail::time_part::date>({false, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& where_date(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::date>({false, false}, column, op.text(), v);
    }
    template <typename Column, typename V>
    query& or_where_date(Column column, const V& v)
    {
        return part<detail::time_part::date>({true, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& or_where_date(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::date>({true, false}, column, op.text(), v);
    }
    /// A number of a date or timestamp, against an integer.
    template <typename Column, typename V>
    query& where_year(Column column, const V& v)
    {
        return part<detail::time_part::year>({false, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& where_year(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::year>({false, false}, column, op.text(), v);
    }
    template <typename Column, typename V>
    query& or_where_year(Column column, const V& v)
    {
        return part<detail::time_part::year>({true, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& or_where_year(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::year>({true, false}, column, op.text(), v);
    }
    template <typename Column, typename V>
    query& where_month(Column column, const V& v)
    {
        return part<detail::time_part::month>({false, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& where_month(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::month>({false, false}, column, op.text(), v);
    }
    template <typename Column, typename V>
    query& or_where_month(Column column, const V& v)
    {
        return part<detail::time_part::month>({true, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& or_where_month(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::month>({true, false}, column, op.text(), v);
    }
    template <typename Column, typename V>
    query& where_day(Column column, const V& v)
    {
        return part<detail::time_part::day>({false, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& where_day(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::day>({false, false}, column, op.text(), v);
    }
    template <typename Column, typename V>
    query& or_where_day(Column column, const V& v)
    {
        return part<detail::time_part::day>({true, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& or_where_day(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::day>({true, false}, column, op.text(), v);
    }
    /// The time of day of a time or timestamp to the second, its fraction cut off, against a time_of_day or
    /// chrono::hh_mm_ss of whole seconds (others throw error, E_VALUE_RANGE).
    template <typename Column, typename V>
    query& where_time(Column column, const V& v)
    {
        return part<detail::time_part::time>({false, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& where_time(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::time>({false, false}, column, op.text(), v);
    }
    template <typename Column, typename V>
    query& or_where_time(Column column, const V& v)
    {
        return part<detail::time_part::time>({true, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& or_where_time(Column column, comparison_operator op, const V& v)
    {
        return part<detail::time_part::time>({true, false}, column, op.text(), v);
    }

protected:
    column_comparisons() = default;
    ~column_comparisons() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    template <typename Left, typename Right>
    query& columns(detail::joint how, Left left, const char* op, Right right)
    {
        if constexpr (detail::are_comparable_columns<T, Slot, Left, Right>())
            self().core().where_column(how, detail::refer_to<T, Slot>(left), op, detail::refer_to<T, Slot>(right));
        return self();
    }
    query& raw(detail::joint how, std::string_view sql, std::vector<value> values)
    {
        self().core().where_raw(how, sql, std::move(values));
        return self();
    }
    query& selected(std::string_view sql, std::vector<value> values, std::string_view alias)
    {
        constexpr bool room = detail::has_field_of<T, extras>();
        static_assert(room, "ginnel: what stands under an alias arrives in extras: give this model a member "
                            "ginnel::extras extras{}");
        if constexpr (room)
            self().core().select_raw(sql, std::move(values), alias);
        return self();
    }
    template <detail::time_part Part, typename Column, typename V>
    query& part(detail::joint how, Column column, const char* op, const V& v)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>()) {
            constexpr bool has = detail::has_part<T, Slot, Column>(Part);
            constexpr bool fits = detail::is_part<V>(Part);
            static_assert(has,
                          "ginnel: this column has no such part: dates and timestamps have a date, year, month and "
                          "day, times and timestamps a time of day");
            static_assert(fits || !has,
                          "ginnel: a date is compared with a chrono date, a time of day with a time_of_day "
                          "or hh_mm_ss, and years, months and days with integers");
            if constexpr (has && fits)
                self().core().where_part(how, Part, detail::refer_to<T, Slot>(column), op, detail::to_value(v));
        }
        return self();
    }
};

} // namespace ginnel
