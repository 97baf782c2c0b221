#pragma once

#include <ginnel/detail/expressions.hpp>
#include <ginnel/detail/reflect.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

// Rows that a projection is read into: std::tuple and plain structs.

namespace ginnel::detail {

template <typename Row>
struct row_fields {
    static constexpr bool tuple = false;
    static constexpr bool usable()
    {
        if constexpr (std::is_class_v<Row>)
            return is_reflectable<Row>;
        else
            return false;
    }
};
template <typename... Fields>
struct row_fields<std::tuple<Fields...>> {
    static constexpr bool tuple = true;
    static constexpr bool usable() { return true; }
};

template <typename Row, bool Usable>
struct row_types {
    using type = type_list<>;
};
template <typename Row>
struct row_types<Row, true> {
    using type = typename reflection<Row>::types;
};
template <typename... Fields>
struct row_types<std::tuple<Fields...>, true> {
    using type = type_list<Fields...>;
};

/// Whether a field takes what has the type V (void: shows at run time).
template <typename Field, typename V>
inline constexpr bool takes_type = column_value<Field> &&
                                   (std::is_void_v<V> || std::is_same_v<typename without_optional<Field>::type, V>);

template <typename E>
struct field_of {
    using row = void;
    using type = void;
};
template <typename F, typename Row, typename E>
struct field_of<field_expression<F, Row, E>> {
    using row = Row;
    using type = F;
};

template <typename T, typename Slot, typename Fields, typename... E>
struct row_judgement;
template <typename T, typename Slot, typename... Fields, typename... E>
struct row_judgement<T, Slot, type_list<Fields...>, E...> {
    /// Nothing but aggregates is selected, so that there may be no row to take them of.
    static constexpr bool lonely = (projected<T, Slot, E>::aggregate && ...);
    template <typename P>
    static consteval bool may_be_null()
    {
        if constexpr (P::aggregate)
            return P::nullable || (lonely && !P::counts);
        else
            return P::nullable;
    }
    static constexpr bool types = (takes_type<Fields, typename projected<T, Slot, E>::type> && ...);
    static constexpr bool nulls = ((is_optional<Fields> || !may_be_null<projected<T, Slot, E>>()) && ...);
};

template <typename T, typename Slot, typename Fields, typename... E>
consteval bool fits_fields()
{
    using judgement = row_judgement<T, Slot, Fields, E...>;
    static_assert(judgement::types,
                  "ginnel: a field of this row has another type than what is read into it: columns have "
                  "their own type, counts std::int64_t, sums std::int64_t or double, averages double");
    static_assert(
        judgement::nulls || !judgement::types,
        "ginnel: null may be read into a field of this row: make it a std::optional (of nullable columns, left "
        "joins, and aggregates over what may be no rows)");
    return judgement::types && judgement::nulls;
}

/// One sentence for what is wrong with a row and the expressions read into it.
template <typename T, typename Slot, typename Row, typename... Given>
consteval bool fits_row()
{
    constexpr bool some = sizeof...(Given) > 0;
    constexpr bool row = row_fields<Row>::usable();
    static_assert(row, "ginnel: columns are read into a std::tuple or a plain struct");
    static_assert(some || !row, "ginnel: name the columns and expressions that are read: all_as<row>(&T::a, "
                                "ginnel::count())");
    if constexpr (!some || !row) {
        return false;
    } else if constexpr ((projected<T, Slot, std::decay_t<const Given>>::usable() && ...)) {
        constexpr std::size_t into = (std::size_t{is_field_expression<Given>} + ...);
        using fields = typename row_types<Row, row>::type;
        if constexpr (into > 0) {
            constexpr bool all = (std::is_same_v<typename field_of<Given>::row, Row> && ...);
            static_assert(all, "ginnel: either each expression is read into a field of this row by ginnel::into(&row::"
                               "field, ...), or none is");
            if constexpr (all)
                return fits_fields<T, Slot, type_list<typename field_of<Given>::type...>, Given...>();
            else
                return false;
        } else {
            constexpr bool as_many = fields::size == sizeof...(Given);
            static_assert(as_many,
                          "ginnel: this row has another number of fields than there are columns and expressions: "
                          "give one for each field, in order");
            if constexpr (as_many)
                return fits_fields<T, Slot, fields, std::decay_t<const Given>...>();
            else
                return false;
        }
    } else {
        return false;
    }
}

struct field_filler {
    const value* at;

    template <typename... Fields>
    void operator()(Fields&... fields)
    {
        ((fields = from_value<Fields>(*at++, "a field of the row")), ...);
    }
};

template <typename F, typename Row, typename E>
void fill_field(Row& row, const value& v, const field_expression<F, Row, E>& what)
{
    row.*what.field = from_value<F>(v, "a field of the row");
}

/// The values of one row into its fields.
template <typename Row, typename... E>
void fill(Row& row, const value* values, const E&... what)
{
    if constexpr ((is_field_expression<E> && ...)) {
        (fill_field(row, *values++, what), ...);
    } else if constexpr (row_fields<Row>::tuple) {
        std::apply(field_filler{values}, row);
    } else {
        field_filler filler{values};
        aggregate_of<reflection<Row>::count>::bind(row, filler);
    }
}

} // namespace ginnel::detail
