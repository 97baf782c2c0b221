#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/walks.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/column_comparisons.hpp>
#include <ginnel/typed/column_conditions.hpp>
#include <ginnel/typed/expressions.hpp>
#include <ginnel/typed/joins.hpp>
#include <ginnel/typed/model_scopes.hpp>
#include <ginnel/typed/morph_questions.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/pivot_conditions.hpp>
#include <ginnel/typed/projections.hpp>
#include <ginnel/typed/quantified_conditions.hpp>
#include <ginnel/typed/query_walks.hpp>
#include <ginnel/typed/query_writes.hpp>
#include <ginnel/typed/relation_conditions.hpp>
#include <ginnel/typed/relation_orders.hpp>
#include <ginnel/typed/relation_query.hpp>
#include <ginnel/typed/relation_reads.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

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
class query : public column_conditions<T, Slot>,
              public relation_conditions<T, Slot>,
              public quantified_conditions<T, Slot>,
              public relation_reads<T, Slot>,
              public pivot_conditions<T, Slot>,
              public morph_questions<T, Slot>,
              public model_scopes<T, Slot>,
              public column_comparisons<T, Slot>,
              public projections<T, Slot>,
              public joins<T, Slot>,
              public query_walks<T, Slot>,
              public query_writes<T, Slot>,
              public relation_orders<T, Slot> {
public:
    /// Made by `database::query`, `related_rows::query` and the closures of relations.
    explicit query(detail::query_core core) noexcept : core_(std::move(core)) {}

    // ------------------------------------------------------------------------------------------------- rows and order

    /// Reads these columns of T only (and the primary key); columns of a pivot table are read by `pivot_columns`. The
    /// model must have a member of type `row_state`, which remembers it.
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
    using relation_orders<T, Slot>::order_by;
    /// By a column; of several orders the first weighs most. A run-time name may also be an alias of `with_count` and
    /// the like (`<relation>_count` where none was given). Groups are ordered by their columns and by expressions, as
    /// in `order_by(ginnel::count(), desc)`.
    template <typename Column>
    query& order_by(Column column, direction d = asc)
    {
        using what = detail::projected<T, Slot, Column>;
        if constexpr (!what::expression)
            core_.order_by(refer(column), d == desc);
        else if constexpr (what::usable())
            core_.order_by(what::refer(column), d == desc);
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
    /// The rows that are read stay locked until the transaction ends: others who write them, or lock them too, wait. Of
    /// the model's own rows, not of those preloaded. Where the database has no row locks (SQLite) nothing is sent: the
    /// write transaction is the lock. Running the query outside a transaction throws error (usage, E_NO_TRANSACTION);
    /// with distinct, and by count, exists, pluck and projections, (usage, E_FOR_UPDATE).
    query& for_update()
    {
        core_.for_update();
        return *this;
    }

    // -------------------------------------------------------------------------------------------------------- running

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
    /// The row with this primary key, if it meets the query's conditions; limits and offset do not count. Statements:
    /// as first.
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
    /// Two columns of all rows, as pairs. One statement.
    template <typename A, typename C, typename B, typename D>
    std::vector<std::pair<A, B>> pluck(A C::*first, B D::*second) const
    {
        std::vector<std::pair<A, B>> pairs;
        if constexpr (detail::own_column<T, Slot, C, A>() && detail::own_column<T, Slot, D, B>()) {
            const std::vector<value> flat = detail::pluck(core_, refer(first), refer(second));
            pairs.reserve(flat.size() / 2);
            for (std::size_t i = 0; i + 1 < flat.size(); i += 2)
                pairs.emplace_back(detail::from_value<A>(flat[i], "pluck"),
                                   detail::from_value<B>(flat[i + 1], "pluck"));
        }
        return pairs;
    }
    /// The number of different values, nulls left out. One statement.
    template <typename F, typename C>
    std::int64_t count_distinct(F C::*column) const
    {
        if constexpr (detail::own_column<T, Slot, C, F>())
            return detail::aggregate_distinct(core_, refer(column)).integer();
        else
            return 0;
    }
    /// The least and greatest value; none over no rows, or nulls only. One statement each. Throws error (unsupported,
    /// E_DECIMAL_AS_TEXT) of decimals where the database stores them as text (SQLite).
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

    /// Whether the query stands inside another one (where_has, with_count) and is not run itself.
    bool is_sub_query() const noexcept { return core_.sub_query(); }

    /// For the library itself.
    const detail::query_core& core() const noexcept { return core_; }
    detail::query_core& core() noexcept { return core_; }

private:
    template <typename Column>
    static detail::column_ref refer(const Column& column)
    {
        return detail::refer_to<T, Slot>(column);
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
