#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/expressions.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>

#include <initializer_list>
#include <string_view>
#include <vector>

namespace ginnel {

/// The conditions of a query on columns: a part of `ginnel::query`, whose calls these are.
template <typename T, typename Slot>
class column_conditions {
    using query = ginnel::query<T, Slot>;

public:
    /// column = value. Values are exact: a text is no bool, 3.5 is no integer, an enum is only its own.
    /// Of a relation's query, columns of a model that the relation passes may be named too.
    template <typename Column, typename V>
    query& where(Column column, const V& v)
    {
        return compare({false, false}, column, "=", v);
    }
    /// column op value, as in `where(&Post::title, "like", "Mon%")`.
    template <typename Column, typename V>
    query& where(Column column, comparison_operator op, const V& v)
    {
        return compare({false, false}, column, op.text(), v);
    }
    /// A group: `where([](auto& q) { q.where(...).or_where(...); })`. The closure is called at once.
    template <typename Group>
    query& where(Group&& group)
    {
        return grouped({false, false}, group);
    }

    template <typename Column, typename V>
    query& or_where(Column column, const V& v)
    {
        return compare({true, false}, column, "=", v);
    }
    template <typename Column, typename V>
    query& or_where(Column column, comparison_operator op, const V& v)
    {
        return compare({true, false}, column, op.text(), v);
    }
    template <typename Group>
    query& or_where(Group&& group)
    {
        return grouped({true, false}, group);
    }

    template <typename Column, typename V>
    query& where_not(Column column, const V& v)
    {
        return compare({false, true}, column, "=", v);
    }
    template <typename Column, typename V>
    query& where_not(Column column, comparison_operator op, const V& v)
    {
        return compare({false, true}, column, op.text(), v);
    }
    template <typename Group>
    query& where_not(Group&& group)
    {
        return grouped({false, true}, group);
    }

    template <typename Column, typename V>
    query& or_where_not(Column column, const V& v)
    {
        return compare({true, true}, column, "=", v);
    }
    template <typename Column, typename V>
    query& or_where_not(Column column, comparison_operator op, const V& v)
    {
        return compare({true, true}, column, op.text(), v);
    }
    template <typename Group>
    query& or_where_not(Group&& group)
    {
        return grouped({true, true}, group);
    }

    /// The column's value is one of these: a list `{1, 2}` or any range, of any length (one parameter). None: no row. A
    /// std::nullopt in a list of optionals finds the rows without a value too.
    template <typename Column, typename V>
    query& where_in(Column column, std::initializer_list<V> values)
    {
        return among({false, false}, column, values);
    }
    template <typename Column, typename Range>
    query& where_in(Column column, const Range& values)
    {
        return among({false, false}, column, values);
    }
    template <typename Column, typename V>
    query& or_where_in(Column column, std::initializer_list<V> values)
    {
        return among({true, false}, column, values);
    }
    template <typename Column, typename Range>
    query& or_where_in(Column column, const Range& values)
    {
        return among({true, false}, column, values);
    }
    /// None: every row. Else rows without a value are left out, as SQL does.
    template <typename Column, typename V>
    query& where_not_in(Column column, std::initializer_list<V> values)
    {
        return among({false, true}, column, values);
    }
    template <typename Column, typename Range>
    query& where_not_in(Column column, const Range& values)
    {
        return among({false, true}, column, values);
    }
    template <typename Column, typename V>
    query& or_where_not_in(Column column, std::initializer_list<V> values)
    {
        return among({true, true}, column, values);
    }
    template <typename Column, typename Range>
    query& or_where_not_in(Column column, const Range& values)
    {
        return among({true, true}, column, values);
    }

    /// The column's value is one of a column of another query's rows, in the same statement:
    /// `where_in(&Post::user_id, db.query<User>().where(&User::name, "Ada"), &User::id)`. The query may have joins,
    /// groups and limits, and name columns of this one by `ginnel::outer`; it is taken as it is now.
    template <typename Column, typename U, typename S, typename Of>
    query& where_in(Column column, const ginnel::query<U, S>& sub, Of of)
    {
        return among_rows({false, false}, column, sub, of);
    }
    template <typename Column, typename U, typename S, typename Of>
    query& or_where_in(Column column, const ginnel::query<U, S>& sub, Of of)
    {
        return among_rows({true, false}, column, sub, of);
    }
    /// Nulls among the other query's values are left out: they would hide every row.
    template <typename Column, typename U, typename S, typename Of>
    query& where_not_in(Column column, const ginnel::query<U, S>& sub, Of of)
    {
        return among_rows({false, true}, column, sub, of);
    }
    template <typename Column, typename U, typename S, typename Of>
    query& or_where_not_in(Column column, const ginnel::query<U, S>& sub, Of of)
    {
        return among_rows({true, true}, column, sub, of);
    }

    template <typename Column>
    query& where_null(Column column)
    {
        return null({false, false}, column);
    }
    template <typename Column>
    query& or_where_null(Column column)
    {
        return null({true, false}, column);
    }
    template <typename Column>
    query& where_not_null(Column column)
    {
        return null({false, true}, column);
    }
    template <typename Column>
    query& or_where_not_null(Column column)
    {
        return null({true, true}, column);
    }

    /// low <= column <= high.
    template <typename Column, typename L, typename H>
    query& where_between(Column column, const L& low, const H& high)
    {
        return between({false, false}, column, low, high);
    }
    template <typename Column, typename L, typename H>
    query& or_where_between(Column column, const L& low, const H& high)
    {
        return between({true, false}, column, low, high);
    }
    template <typename Column, typename L, typename H>
    query& where_not_between(Column column, const L& low, const H& high)
    {
        return between({false, true}, column, low, high);
    }
    template <typename Column, typename L, typename H>
    query& or_where_not_between(Column column, const L& low, const H& high)
    {
        return between({true, true}, column, low, high);
    }

protected:
    column_conditions() = default;
    ~column_conditions() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    template <typename Column, typename V>
    query& compare(detail::joint how, Column column, const char* op, const V& v)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>())
            self().core().where(how, detail::refer_to<T, Slot>(column), op, detail::condition_value<Column>(v));
        return self();
    }
    template <typename Group>
    query& grouped(detail::joint how, Group& group)
    {
        constexpr bool callable = requires
        {
            group(self());
        };
        static_assert(callable || detail::always_false<Group>, "ginnel: where takes a column and a value, or a closure "
                                                               "that takes the query: [](auto& q) { q.where(...); }");
        if constexpr (callable) {
            (void)detail::takes_by_reference<Group, query>();
            const detail::open_group outer = self().core().begin_group();
            try {
                group(self());
            } catch (...) {
                self().core().end_group(how, outer, false);
                throw;
            }
            self().core().end_group(how, outer, true);
        }
        return self();
    }
    template <typename Column, typename Range>
    query& among(detail::joint how, Column column, const Range& range)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>()) {
            std::vector<value> values;
            for (const auto& v : range)
                values.push_back(detail::listed_value<Column>(v));
            self().core().where_in(how, detail::refer_to<T, Slot>(column), values);
        }
        return self();
    }
    template <typename Column, typename U, typename S, typename Of>
    query& among_rows(detail::joint how, Column column, const ginnel::query<U, S>& sub, Of of)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>() && detail::is_usable_column<U, S, Of>()) {
            constexpr bool fits = detail::compares_with<typename detail::member_type<Column>::type,
                                                        typename detail::member_type<Of>::type>();
            static_assert(fits, "ginnel: these two columns cannot be compared: their types differ");
            if constexpr (fits)
                self().core().where_in(how, detail::refer_to<T, Slot>(column), sub.core(), detail::refer_to<U, S>(of));
        }
        return self();
    }
    template <typename Column>
    query& null(detail::joint how, Column column)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>())
            self().core().where_null(how, detail::refer_to<T, Slot>(column));
        return self();
    }
    template <typename Column, typename L, typename H>
    query& between(detail::joint how, Column column, const L& low, const H& high)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>())
            self().core().where_between(how, detail::refer_to<T, Slot>(column), detail::condition_value<Column>(low),
                                        detail::condition_value<Column>(high));
        return self();
    }
};

} // namespace ginnel
