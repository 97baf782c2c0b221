#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

/// The query of a relation, as closures and `related(row, ...)` give it: of the target, with the tables passed at hand.
template <typename Slot>
using relation_query = query<typename detail::relation_traits<Slot>::target, Slot>;

/// A question about the rows of one model, built by calls and then run. `Slot` is void for queries of a model, and the
/// relation member's type for queries of a relation.
///
/// Columns and relations are members: `&Post::title`. Where a column is wanted, its run-time name may stand instead (a
/// property, or "table.column"); an unknown name throws error (E_UNKNOWN_COLUMN) with the nearest names. Conditions are
/// joined by `and`, those of `or_...` by `or`; `and` binds tighter, and `where` with a closure makes a group.
///
/// Building sends nothing. A query that was copied can be run and changed on its own. It must not outlive the database
/// or transaction it came from. One thread at a time.
template <typename T, typename Slot>
class query {
public:
    /// Made by `database::query`, `related_rows::query` and the closures of relations.
    explicit query(detail::query_core core) noexcept : core_(std::move(core)) {}

    // ------------------------------------------------------------------------------------------------------ conditions

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

    /// The column's value is one of these: a list `{1, 2}` or any range. None: no row.
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
    /// None: every row.
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

    // ------------------------------------------------------------------------------------- conditions on related rows

    /// Related rows exist [that meet the closure's conditions, all of them by one row]. Adds no statement.
    /// A path may stand for the relation: `where_has(&Country::users, &User::posts, [](auto& posts) { ... })`.
    template <typename F, typename C>
    query& where_has(F C::*relation)
    {
        return has_path({false, false}, relation);
    }
    template <typename F, typename C, typename Next>
    query& where_has(F C::*relation, const Next& closure)
    {
        return has_path({false, false}, relation, closure);
    }
    template <typename F, typename C, typename G, typename D, typename Next, typename... More>
    query& where_has(F C::*relation, G D::*step, const Next& next, const More&... more)
    {
        return has_path({false, false}, relation, step, next, more...);
    }
    template <typename F, typename C>
    query& or_where_has(F C::*relation)
    {
        return has_path({true, false}, relation);
    }
    template <typename F, typename C, typename Next>
    query& or_where_has(F C::*relation, const Next& closure)
    {
        return has_path({true, false}, relation, closure);
    }
    template <typename F, typename C, typename G, typename D, typename Next, typename... More>
    query& or_where_has(F C::*relation, G D::*step, const Next& next, const More&... more)
    {
        return has_path({true, false}, relation, step, next, more...);
    }
    template <typename F, typename C, typename... More>
    query& where_doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({false, true}, relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& or_where_doesnt_have(F C::*relation, const More&... more)
    {
        return has_path({true, true}, relation, more...);
    }
    /// The number of related rows that meet the closure's conditions, compared: `where_has(&User::posts, f, ">=", 3)`.
    template <typename F, typename C, typename Closure>
    query& where_has(F C::*relation, const Closure& closure, comparison_operator op, std::int64_t n)
    {
        return has_count({false, false}, relation, closure, op, n);
    }
    template <typename F, typename C, typename Closure>
    query& or_where_has(F C::*relation, const Closure& closure, comparison_operator op, std::int64_t n)
    {
        return has_count({true, false}, relation, closure, op, n);
    }
    /// As where_has, without conditions.
    template <typename F, typename C>
    query& has(F C::*relation)
    {
        return has_path({false, false}, relation);
    }
    template <typename F, typename C, typename G, typename D, typename... Steps>
    query& has(F C::*relation, G D::*step, Steps... steps)
    {
        return has_path({false, false}, relation, step, steps...);
    }
    template <typename F, typename C>
    query& or_has(F C::*relation)
    {
        return has_path({true, false}, relation);
    }
    template <typename F, typename C, typename G, typename D, typename... Steps>
    query& or_has(F C::*relation, G D::*step, Steps... steps)
    {
        return has_path({true, false}, relation, step, steps...);
    }
    template <typename F, typename C, typename... Steps>
    query& doesnt_have(F C::*relation, Steps... steps)
    {
        return has_path({false, true}, relation, steps...);
    }
    template <typename F, typename C, typename... Steps>
    query& or_doesnt_have(F C::*relation, Steps... steps)
    {
        return has_path({true, true}, relation, steps...);
    }
    /// The number of related rows, compared: `has(&User::posts, ">=", 3)`.
    template <typename F, typename C>
    query& has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return has_count({false, false}, relation, none, op, n);
    }
    template <typename F, typename C>
    query& or_has(F C::*relation, comparison_operator op, std::int64_t n)
    {
        return has_count({true, false}, relation, none, op, n);
    }

    // ------------------------------------------------------------------------------------------------ related rows
    // along

    /// Loads a relation for all rows found: one statement for it, whatever their number. Ends in a closure over the
    /// relation's query, where wanted; a path `preload(&Country::users, &User::skills)` loads each step (what was said
    /// of an earlier step before stays). Naming the same relation again replaces what was said before.
    template <typename F, typename C, typename... More>
    query& preload(F C::*relation, const More&... more)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            if constexpr (detail::next_is_step<More...>)
                preload_through<F>(core_.begin_step(detail::id_of(relation)), more...);
            else
                preload_through<F>(core_.begin_sub(detail::id_of(relation), false), more...);
        }
        return *this;
    }
    template <typename Name, typename... More>
    requires std::is_convertible_v<const Name&, std::string_view>
    query& preload(const Name&, const More&...)
    {
        static_assert(detail::always_false<Name>,
                      "ginnel: relations are named by their members, not by texts: write preload(&T::relation)");
        return *this;
    }
    /// Selects the number of related rows in the same statement; read it as `row.relation.count()`. May be followed by
    /// a closure with conditions, and by an alias: the number then arrives in the model's `extras` under that name.
    template <typename F, typename C, typename... More>
    query& with_count(F C::*relation, const More&... more)
    {
        return related_aggregate<F, C>(detail::aggregate_kind::count, relation, nullptr, more...);
    }
    /// An aggregate of a column of the related rows, into `extras`: `with_sum(&User::posts, &Post::score, "score")`.
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_sum(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::sum, relation, column, more...);
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_avg(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::avg, relation, column, more...);
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_min(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::min, relation, column, more...);
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& with_max(F C::*relation, V D::*column, const More&... more)
    {
        return related_column(detail::aggregate_kind::max, relation, column, more...);
    }

    // --------------------------------------------------------------------------------------------------- rows and
    // order

    /// Reads these columns of T only (and the primary key); columns of a pivot table are read by `pivot_columns`. The model must have a member of type `row_state`, which
    /// remembers it.
    template <typename... Columns>
    query& select(Columns... columns)
    {
        constexpr bool remembers = detail::has_field_of<T, row_state>();
        static_assert(
            remembers,
            "ginnel: selecting some columns into this model would lose the others when it is saved: give it a "
            "member ginnel::row_state state{}");
        if constexpr (remembers)
            (core_.select(refer(columns)), ...);
        return *this;
    }
    /// By a column; of several orders the first weighs most. A run-time name may also be an alias of `with_count` and
    /// the like (`<relation>_count` where none was given).
    template <typename Column>
    query& order_by(Column column, direction d = asc)
    {
        core_.order_by(refer(column), d == desc);
        return *this;
    }
    /// By the number of related rows that `with_count` of this relation selects. Throws error (E_UNKNOWN_COLUMN) if the
    /// query has no such `with_count` before it.
    template <typename F, typename C>
    query& order_by_count(F C::*relation, direction d = asc)
    {
        if constexpr (detail::own_relation<T, C, F>())
            core_.order_by_count(detail::id_of(relation), d == desc);
        return *this;
    }
    /// At most n rows. In a preload's closure: per parent.
    query& limit(std::int64_t n)
    {
        core_.limit(n);
        return *this;
    }
    query& offset(std::int64_t n)
    {
        core_.offset(n);
        return *this;
    }
    query& distinct()
    {
        core_.distinct();
        return *this;
    }

    // --------------------------------------------------------------------------------------- queries of relations only

    /// At most n rows per parent, in the order of `group_order_by`.
    query& group_limit(std::int64_t n)
    {
        if constexpr (detail::needs_relation<Slot>())
            core_.group_limit(n);
        return *this;
    }
    template <typename Column>
    query& group_order_by(Column column, direction d = asc)
    {
        if constexpr (detail::needs_relation<Slot>())
            core_.group_order_by(refer(column), d == desc);
        return *this;
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
                core_.pivot_column(column);
        return *this;
    }
    /// Whether the query stands inside another one (where_has, with_count) and is not run itself.
    bool is_sub_query() const noexcept { return core_.sub_query(); }

    // ----------------------------------------------------------------------------------------------------------
    // running

    /// All rows. Statements: one, and one for each relation preloaded for which a row was found.
    /// Throws error: of kind data where a column does not fit its field, and what the database refuses.
    std::vector<T> all() const
    {
        std::vector<T> rows;
        core_.load(&rows, detail::rows_slot_ops<T>);
        return rows;
    }
    /// The first row, if there is one. Statements: as all.
    std::optional<T> first() const
    {
        std::optional<T> row;
        detail::query_core one{core_};
        one.limit(1);
        one.load(&row, detail::row_slot_ops<T>);
        return row;
    }
    /// The first row; throws error (not_found, E_ROW_NOT_FOUND) if there is none.
    T first_or_fail() const
    {
        std::optional<T> row = first();
        if (!row)
            detail::throw_row_not_found(core_.model());
        return *std::move(row);
    }
    /// The row with this primary key, if it meets the query's conditions; limits and offset do not count. Statements: as
    /// first.
    template <typename Key>
    std::optional<T> find(const Key& key) const
    {
        std::optional<T> row;
        detail::query_core one{core_};
        one.only_key(detail::to_value(key));
        one.load(&row, detail::row_slot_ops<T>);
        return row;
    }
    /// The number of rows. One statement.
    std::int64_t count() const { return core_.count(); }
    /// Whether there is a row. One statement.
    bool exists() const { return core_.exists(); }
    /// One column of all rows. One statement.
    template <typename F, typename C>
    std::vector<F> pluck(F C::*column) const
    {
        std::vector<F> values;
        if constexpr (detail::own_column<T, Slot, C, F>())
            for (const value& v : core_.pluck(refer(column)))
                values.push_back(detail::from_value<F>(v, "pluck"));
        return values;
    }
    /// The least and greatest value; none over no rows, or nulls only. One statement each.
    template <typename F, typename C>
    auto min(F C::*column) const
    {
        return aggregate<typename detail::without_optional<F>::type>(detail::aggregate_kind::min, column);
    }
    template <typename F, typename C>
    auto max(F C::*column) const
    {
        return aggregate<typename detail::without_optional<F>::type>(detail::aggregate_kind::max, column);
    }
    /// The sum: an std::int64_t of integers, else a double. One statement.
    template <typename F, typename C>
    auto sum(F C::*column) const
    {
        using V = typename detail::without_optional<F>::type;
        static_assert(std::is_arithmetic_v<V> && !std::is_same_v<V, bool>,
                      "ginnel: only columns of numbers have a sum and an average");
        return aggregate<std::conditional_t<std::is_integral_v<V>, std::int64_t, double>>(detail::aggregate_kind::sum,
                                                                                          column);
    }
    /// The average of the values that are not null, as a double. One statement.
    template <typename F, typename C>
    std::optional<double> avg(F C::*column) const
    {
        using V = typename detail::without_optional<F>::type;
        static_assert(std::is_arithmetic_v<V> && !std::is_same_v<V, bool>,
                      "ginnel: only columns of numbers have a sum and an average");
        return aggregate<double>(detail::aggregate_kind::avg, column);
    }
    /// The statement that would be sent first, for logs and curiosity. Sends nothing.
    std::string to_sql() const { return core_.to_sql(); }

    /// For the library itself.
    const detail::query_core& core() const noexcept { return core_; }
    detail::query_core& core() noexcept { return core_; }

private:
    struct no_closure {
        template <typename Q>
        void operator()(Q&) const
        {
        }
    };
    static constexpr no_closure none{};

    template <typename Column>
    static detail::column_ref refer(const Column& column)
    {
        return detail::refer_to<T, Slot>(column);
    }

    template <typename Column, typename V>
    query& compare(detail::joint how, Column column, const char* op, const V& v)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>())
            core_.where(how, refer(column), op, detail::condition_value<Column>(v));
        return *this;
    }
    template <typename Group>
    query& grouped(detail::joint how, Group& group)
    {
        constexpr bool callable = requires
        {
            group(*this);
        };
        static_assert(callable || detail::always_false<Group>, "ginnel: where takes a column and a value, or a closure "
                                                               "that takes the query: [](auto& q) { q.where(...); }");
        if constexpr (callable) {
            (void)detail::takes_by_reference<Group, query>();
            const detail::open_group outer = core_.begin_group();
            try {
                group(*this);
            } catch (...) {
                core_.end_group(how, outer, false);
                throw;
            }
            core_.end_group(how, outer, true);
        }
        return *this;
    }
    template <typename Column, typename Range>
    query& among(detail::joint how, Column column, const Range& range)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>()) {
            std::vector<value> values;
            for (const auto& v : range)
                values.push_back(detail::condition_value<Column>(v));
            core_.where_in(how, refer(column), values);
        }
        return *this;
    }
    template <typename Column>
    query& null(detail::joint how, Column column)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>())
            core_.where_null(how, refer(column));
        return *this;
    }
    template <typename Column, typename L, typename H>
    query& between(detail::joint how, Column column, const L& low, const H& high)
    {
        if constexpr (detail::is_usable_column<T, Slot, Column>())
            core_.where_between(how, refer(column), detail::condition_value<Column>(low),
                                detail::condition_value<Column>(high));
        return *this;
    }

    static detail::column_ref pivot_ref(std::string_view name)
    {
        return {detail::column_ref::by::pivot_name, {}, name};
    }
    template <typename V>
    query& pivot(detail::joint how, std::string_view column, const char* op, const V& v)
    {
        if constexpr (detail::needs_relation<Slot>())
            core_.where(how, pivot_ref(column), op, detail::to_condition_value(v));
        return *this;
    }
    template <typename Range>
    query& pivot_among(detail::joint how, std::string_view column, const Range& range)
    {
        if constexpr (detail::needs_relation<Slot>()) {
            std::vector<value> values;
            for (const auto& v : range)
                values.push_back(detail::to_condition_value(v));
            core_.where_in(how, pivot_ref(column), values);
        }
        return *this;
    }
    query& pivot_null(detail::joint how, std::string_view column)
    {
        if constexpr (detail::needs_relation<Slot>())
            core_.where_null(how, pivot_ref(column));
        return *this;
    }

    // `F` is the relation whose sub-query `sub` is; what follows is further steps, then at most one closure.
    template <typename F>
    void preload_through(detail::query_core sub)
    {
        core_.preload(sub);
    }
    template <typename F, typename First, typename... More>
    void preload_through(detail::query_core sub, const First& first, const More&... more)
    {
        relation_query<F> inner{std::move(sub)};
        if constexpr (std::is_member_object_pointer_v<First>)
            inner.preload(first, more...);
        else
            detail::call_closure<More...>(first, inner);
        core_.preload(inner.core());
    }

    template <typename F, typename C, typename... More>
    query& has_path(detail::joint how, F C::*relation, const More&... more)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            relation_query<F> inner{core_.begin_sub(detail::id_of(relation), true)};
            if constexpr (sizeof...(More) > 0)
                detail::go_on(inner, more...);
            core_.where_has(how, inner.core(), nullptr, 0);
        }
        return *this;
    }
    template <typename F, typename C, typename Closure>
    query& has_count(detail::joint how, F C::*relation, const Closure& closure, comparison_operator op, std::int64_t n)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            relation_query<F> inner{core_.begin_sub(detail::id_of(relation), true)};
            detail::call_closure<>(closure, inner);
            core_.where_has(how, inner.core(), op.text(), n);
        }
        return *this;
    }

    template <typename F, typename C, typename... More>
    query& related_aggregate(detail::aggregate_kind what, F C::*relation, const detail::column_ref* of,
                             const More&... more)
    {
        if constexpr (detail::own_relation<T, C, F>()) {
            relation_query<F> inner{core_.begin_sub(detail::id_of(relation), true)};
            const std::string_view alias = detail::closure_and_alias(inner, more...);
            constexpr bool room = detail::has_field_of<T, extras>() || !detail::gives_alias<More...>();
            static_assert(room, "ginnel: what stands under an alias arrives in extras: give this model a member "
                                "ginnel::extras extras{}");
            if constexpr (room)
                core_.with_aggregate(inner.core(), what, of, alias);
        }
        return *this;
    }
    template <typename F, typename C, typename V, typename D, typename... More>
    query& related_column(detail::aggregate_kind what, F C::*relation, V D::*column, const More&... more)
    {
        static_assert(detail::gives_alias<More...>(), "ginnel: an aggregate of related rows needs a name, which it has "
                                                      "in extras: with_sum(&T::relation, &R::column, \"name\")");
        if constexpr (detail::own_relation<T, C, F>()) {
            const detail::column_ref of = detail::refer_to<typename detail::relation_traits<F>::target, F>(column);
            related_aggregate<F, C>(what, relation, &of, more...);
        }
        return *this;
    }

    template <typename Result, typename F, typename C>
    std::optional<Result> aggregate(detail::aggregate_kind what, F C::*column) const
    {
        if constexpr (detail::own_column<T, Slot, C, F>()) {
            const value v = core_.aggregate(what, refer(column));
            if (!v.is_null())
                return detail::from_value<Result>(v, "aggregate");
        }
        return std::nullopt;
    }

    detail::query_core core_;
};

} // namespace ginnel
