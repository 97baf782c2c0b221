#pragma once

#include <ginnel/app/record.hpp>
#include <ginnel/app/record_closure.hpp>
#include <ginnel/detail/convert.hpp>
#include <ginnel/direction.hpp>
#include <ginnel/pages.hpp>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ginnel {

namespace detail {
struct record_query_state;
struct record_query_access;
} // namespace detail

/// A question about the rows of one model, asked by names: the same as `ginnel::query`, for models defined at run time.
///
/// Names are those of properties and relations. In a relation's query a property of a model that the relation passes may
/// be named as "Appointment.appointmentDate". Relations may be paths: "patients.appointments". Every name, operator and
/// value is checked when it is said, before any SQL: error (usage) E_UNKNOWN_COLUMN and E_UNDEFINED_RELATIONSHIP with the
/// nearest names, E_UNKNOWN_OPERATOR, E_VALUE_TYPE. Values are exact: a text is no number and no bool; dates, times,
/// uuids and decimals may be given as texts of their form.
///
/// Conditions are joined by `and`, those of `or_...` by `or`; `and` binds tighter, and `where` with a closure makes a
/// group. Building sends nothing. A query that was copied can be run and changed on its own. Must not outlive its
/// application. One thread at a time.
class record_query {
public:
    record_query(const record_query& other);
    record_query(record_query&& other) noexcept;
    record_query& operator=(record_query other) noexcept;
    ~record_query();

    // ------------------------------------------------------------------------------------------ conditions on properties

    /// property = value.
    template <typename V>
    record_query& where(std::string_view property, const V& v)
    {
        return compare(joint::both, property, "=", detail::to_condition_value(v));
    }
    /// property op value; op is one of =, <>, !=, <, <=, >, >=, like, not like, letters in any case.
    template <typename V>
    record_query& where(std::string_view property, std::string_view op, const V& v)
    {
        return compare(joint::both, property, op, detail::to_condition_value(v));
    }
    /// A group: `where([](auto& q) { q.where(...).or_where(...); })`. The closure is called at once.
    record_query& where(const record_closure& group) { return grouped(joint::both, group); }
    template <typename V>
    record_query& or_where(std::string_view property, const V& v)
    {
        return compare(joint::either, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where(std::string_view property, std::string_view op, const V& v)
    {
        return compare(joint::either, property, op, detail::to_condition_value(v));
    }
    record_query& or_where(const record_closure& group) { return grouped(joint::either, group); }
    template <typename V>
    record_query& where_not(std::string_view property, const V& v)
    {
        return compare(joint::both_not, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_not(std::string_view property, std::string_view op, const V& v)
    {
        return compare(joint::both_not, property, op, detail::to_condition_value(v));
    }
    record_query& where_not(const record_closure& group) { return grouped(joint::both_not, group); }
    template <typename V>
    record_query& or_where_not(std::string_view property, const V& v)
    {
        return compare(joint::either_not, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_not(std::string_view property, std::string_view op, const V& v)
    {
        return compare(joint::either_not, property, op, detail::to_condition_value(v));
    }
    record_query& or_where_not(const record_closure& group) { return grouped(joint::either_not, group); }

    /// The property's value is one of these: a list `{1, 2}` or any range. None: no row.
    template <typename V>
    record_query& where_in(std::string_view property, std::initializer_list<V> values)
    {
        return among(joint::both, property, values_of(values));
    }
    template <typename Range>
    record_query& where_in(std::string_view property, const Range& values)
    {
        return among(joint::both, property, values_of(values));
    }
    template <typename V>
    record_query& or_where_in(std::string_view property, std::initializer_list<V> values)
    {
        return among(joint::either, property, values_of(values));
    }
    template <typename Range>
    record_query& or_where_in(std::string_view property, const Range& values)
    {
        return among(joint::either, property, values_of(values));
    }
    /// None: every row.
    template <typename V>
    record_query& where_not_in(std::string_view property, std::initializer_list<V> values)
    {
        return among(joint::both_not, property, values_of(values));
    }
    template <typename Range>
    record_query& where_not_in(std::string_view property, const Range& values)
    {
        return among(joint::both_not, property, values_of(values));
    }
    template <typename V>
    record_query& or_where_not_in(std::string_view property, std::initializer_list<V> values)
    {
        return among(joint::either_not, property, values_of(values));
    }
    template <typename Range>
    record_query& or_where_not_in(std::string_view property, const Range& values)
    {
        return among(joint::either_not, property, values_of(values));
    }

    record_query& where_null(std::string_view property) { return null(joint::both, property); }
    record_query& or_where_null(std::string_view property) { return null(joint::either, property); }
    record_query& where_not_null(std::string_view property) { return null(joint::both_not, property); }
    record_query& or_where_not_null(std::string_view property) { return null(joint::either_not, property); }

    /// low <= property <= high.
    template <typename L, typename H>
    record_query& where_between(std::string_view property, const L& low, const H& high)
    {
        return between(joint::both, property, detail::to_condition_value(low), detail::to_condition_value(high));
    }
    template <typename L, typename H>
    record_query& or_where_between(std::string_view property, const L& low, const H& high)
    {
        return between(joint::either, property, detail::to_condition_value(low), detail::to_condition_value(high));
    }
    template <typename L, typename H>
    record_query& where_not_between(std::string_view property, const L& low, const H& high)
    {
        return between(joint::both_not, property, detail::to_condition_value(low), detail::to_condition_value(high));
    }
    template <typename L, typename H>
    record_query& or_where_not_between(std::string_view property, const L& low, const H& high)
    {
        return between(joint::either_not, property, detail::to_condition_value(low), detail::to_condition_value(high));
    }

    // ------------------------------------------------------------------------------------------ conditions on relations

    /// Related rows exist [that meet the closure's conditions, all of them by one row]. Of a path the closure speaks of
    /// its last relation. Adds no statement.
    record_query& where_has(std::string_view path, const record_closure& closure = {})
    {
        return test(joint::both, path, closure);
    }
    /// The number of related rows that meet the closure's conditions, compared. Of a path the rows at its end are counted,
    /// all of them together, each once per way that leads to it.
    record_query& where_has(std::string_view path, const record_closure& closure, std::string_view op, std::int64_t n)
    {
        return test_count(joint::both, path, closure, op, n);
    }
    record_query& or_where_has(std::string_view path, const record_closure& closure = {})
    {
        return test(joint::either, path, closure);
    }
    record_query& or_where_has(std::string_view path, const record_closure& closure, std::string_view op, std::int64_t n)
    {
        return test_count(joint::either, path, closure, op, n);
    }
    record_query& where_doesnt_have(std::string_view path, const record_closure& closure = {})
    {
        return test(joint::both_not, path, closure);
    }
    record_query& or_where_doesnt_have(std::string_view path, const record_closure& closure = {})
    {
        return test(joint::either_not, path, closure);
    }
    /// As where_has, without conditions.
    record_query& has(std::string_view path) { return test(joint::both, path, {}); }
    record_query& has(std::string_view path, std::string_view op, std::int64_t n)
    {
        return test_count(joint::both, path, {}, op, n);
    }
    record_query& or_has(std::string_view path) { return test(joint::either, path, {}); }
    record_query& or_has(std::string_view path, std::string_view op, std::int64_t n)
    {
        return test_count(joint::either, path, {}, op, n);
    }
    record_query& doesnt_have(std::string_view path) { return test(joint::both_not, path, {}); }
    record_query& or_doesnt_have(std::string_view path) { return test(joint::either_not, path, {}); }

    // ---------------------------------------------------------------------------------- conditions on the tables passed

    /// Conditions on a property of the model (or a column of the pivot table) that the relation passes first.
    /// Throw error (E_NO_LINK_TABLE) where it passes none.
    template <typename V>
    record_query& where_pivot(std::string_view property, const V& v)
    {
        return pivot_compare(joint::both, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_pivot(std::string_view property, std::string_view op, const V& v)
    {
        return pivot_compare(joint::both, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_pivot(std::string_view property, const V& v)
    {
        return pivot_compare(joint::either, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_pivot(std::string_view property, std::string_view op, const V& v)
    {
        return pivot_compare(joint::either, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_not_pivot(std::string_view property, const V& v)
    {
        return pivot_compare(joint::both_not, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_not_pivot(std::string_view property, const V& v)
    {
        return pivot_compare(joint::either_not, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_in_pivot(std::string_view property, std::initializer_list<V> values)
    {
        return pivot_among(joint::both, property, values_of(values));
    }
    template <typename Range>
    record_query& where_in_pivot(std::string_view property, const Range& values)
    {
        return pivot_among(joint::both, property, values_of(values));
    }
    template <typename V>
    record_query& where_not_in_pivot(std::string_view property, std::initializer_list<V> values)
    {
        return pivot_among(joint::both_not, property, values_of(values));
    }
    template <typename Range>
    record_query& where_not_in_pivot(std::string_view property, const Range& values)
    {
        return pivot_among(joint::both_not, property, values_of(values));
    }
    record_query& where_null_pivot(std::string_view property) { return pivot_null(joint::both, property); }
    record_query& where_not_null_pivot(std::string_view property) { return pivot_null(joint::both_not, property); }
    /// Reads these of the table passed first too, as extras `pivot_<name>` (of a through model `through_<name>`).
    record_query& pivot_columns(const std::vector<std::string>& properties);

    // ---------------------------------------------------------------------------------------------------- related rows

    /// Loads a relation, and each on the way of a path. The closure restricts the last relation's rows, never the rows
    /// that have them; what was said of the relations before it stays. One statement per relation for which a row has a
    /// key.
    record_query& preload(std::string_view path, const record_closure& closure = {});
    /// Counts related rows, beside the properties: read by `record::count(relation)`, or under an alias by
    /// `record::extra(alias)`. Adds no statement. A path needs an alias; the rows at its end are counted, each once per
    /// way that leads to it.
    record_query& with_count(std::string_view relation, const record_closure& closure = {}, std::string_view alias = {});
    record_query& with_count(std::string_view relation, std::string_view alias)
    {
        return with_count(relation, record_closure{}, alias);
    }
    /// An aggregate of a property of related rows (of a path: of the rows at its end), read by `record::extra(alias)`.
    /// Adds no statement.
    record_query& with_sum(std::string_view relation, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});
    record_query& with_avg(std::string_view relation, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});
    record_query& with_min(std::string_view relation, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});
    record_query& with_max(std::string_view relation, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});

    // -------------------------------------------------------------------------------------------------- rows and order

    /// Reads these properties only (and the key).
    record_query& select(const std::vector<std::string>& properties);
    /// By a property, or an alias of `with_count` and the like (`<relation>_count` where none was given); of several
    /// orders the first weighs most.
    record_query& order_by(std::string_view property, direction d = asc);
    /// At most n rows, from row number `offset` on. In a preload's closure: per parent.
    record_query& limit(std::int64_t n);
    record_query& offset(std::int64_t n);
    record_query& distinct();
    /// At most n rows per parent, in the order of `group_order_by`. In a relation's query only.
    record_query& group_limit(std::int64_t n);
    record_query& group_order_by(std::string_view property, direction d = asc);

    // --------------------------------------------------------------------------------------------------------- running

    /// All rows. Statements: one, and one for each relation preloaded for which a row was found.
    std::vector<record> all() const;
    /// The first row, if there is one. Statements: as all.
    std::optional<record> first() const;
    /// The first row; throws error (not_found, E_ROW_NOT_FOUND) if there is none.
    record first_or_fail() const;
    /// The row with this primary key, if it meets the query's conditions; limits and offset do not count. Statements:
    /// as all.
    template <typename Key>
    std::optional<record> find(const Key& key) const
    {
        return find_value(detail::to_value(key));
    }
    /// As find; throws error (not_found, E_ROW_NOT_FOUND) if there is none.
    template <typename Key>
    record find_or_fail(const Key& key) const
    {
        return find_value_or_fail(detail::to_value(key));
    }
    /// The rows of a page (counted from 1) of so many rows, and their number in all. Ends the order by the primary key,
    /// so that no row stands on two pages. Statements: as all, and one to count. Throws error (usage): E_PAGE where a
    /// number is below 1, E_LIMITED_QUERY where the query has a limit, offset or group_limit.
    page<record> paginate(std::int64_t page, std::int64_t per_page) const;
    /// The number of rows. One statement.
    std::int64_t count() const;
    /// Whether there is a row. One statement.
    bool exists() const;
    /// One property of all rows, in the query's order. One statement.
    template <typename T>
    std::vector<T> pluck(std::string_view property) const
    {
        std::vector<T> out;
        for (const field& f : plucked(property))
            out.push_back(f.as<T>());
        return out;
    }
    /// Of the rows' values that are not null; null over none. One statement each. Sums of integers are integers, other
    /// sums and averages reals; sum and avg throw error (E_VALUE_TYPE) for properties that hold no numbers.
    field min(std::string_view property) const;
    field max(std::string_view property) const;
    field sum(std::string_view property) const;
    field avg(std::string_view property) const;
    /// The statement that would be sent first. Sends nothing.
    std::string to_sql() const;

private:
    friend struct detail::record_query_access;

    /// How a condition joins what stands before it.
    enum class joint : std::uint8_t { both, either, both_not, either_not };

    explicit record_query(std::unique_ptr<detail::record_query_state> state) noexcept;

    template <typename Range>
    static std::vector<value> values_of(const Range& range)
    {
        std::vector<value> values;
        for (const auto& v : range)
            values.push_back(detail::to_condition_value(v));
        return values;
    }

    record_query& compare(joint how, std::string_view property, std::string_view op, value v);
    record_query& grouped(joint how, const record_closure& group);
    record_query& among(joint how, std::string_view property, std::vector<value> values);
    record_query& null(joint how, std::string_view property);
    record_query& between(joint how, std::string_view property, value low, value high);
    record_query& test(joint how, std::string_view path, const record_closure& closure);
    record_query& test_count(joint how, std::string_view path, const record_closure& closure, std::string_view op,
                             std::int64_t n);
    record_query& pivot_compare(joint how, std::string_view property, std::string_view op, value v);
    record_query& pivot_among(joint how, std::string_view property, std::vector<value> values);
    record_query& pivot_null(joint how, std::string_view property);
    std::optional<record> find_value(value key) const;
    record find_value_or_fail(value key) const;
    std::vector<field> plucked(std::string_view property) const;

    std::unique_ptr<detail::record_query_state> state_;
};

} // namespace ginnel
