#pragma once

#include <ginnel/app/record.hpp>
#include <ginnel/app/record_closure.hpp>
#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/erased_call.hpp>
#include <ginnel/direction.hpp>
#include <ginnel/pages.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {
struct record_query_state;
struct record_query_access;
} // namespace detail

/// A question about the rows of one model, asked by names: the same as `ginnel::query`, for models defined at run time.
///
/// Names are those of properties and relations. In a relation's query a property of a model that the relation passes
/// may be named as "Appointment.appointmentDate". Relations may be paths: "patients.appointments". Every name, operator
/// and value is checked when it is said, before any SQL: error (usage) E_UNKNOWN_COLUMN and E_UNDEFINED_RELATIONSHIP
/// with the nearest names, E_UNKNOWN_OPERATOR, E_VALUE_TYPE. Values are exact: a text is no number and no bool; dates,
/// times, uuids and decimals may be given as texts of their form.
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

    // ------------------------------------------------------------------------------------------ conditions on
    // properties

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

    // --------------------------------------------------------------------- other properties, parts of dates, a
    // program's SQL

    /// property op property: `where_column("updatedAt", ">", "createdAt")`. Rows with a null on either side do not meet
    /// it.
    record_query& where_column(std::string_view left, std::string_view right)
    {
        return columns(joint::both, left, "=", right);
    }
    record_query& where_column(std::string_view left, std::string_view op, std::string_view right)
    {
        return columns(joint::both, left, op, right);
    }
    record_query& or_where_column(std::string_view left, std::string_view right)
    {
        return columns(joint::either, left, "=", right);
    }
    record_query& or_where_column(std::string_view left, std::string_view op, std::string_view right)
    {
        return columns(joint::either, left, op, right);
    }
    record_query& where_not_column(std::string_view left, std::string_view op, std::string_view right)
    {
        return columns(joint::both_not, left, op, right);
    }
    record_query& or_where_not_column(std::string_view left, std::string_view op, std::string_view right)
    {
        return columns(joint::either_not, left, op, right);
    }
    /// A condition in SQL, wrapped whatever it holds: `where_raw("length({table}.name) > ?", {3})`. A value is bound
    /// for each ?; {table} is the query's own table, {pivot} the first that its relation passes, {outer} that of the
    /// query around it. When the statement is made, error (usage) is thrown: E_RAW_VALUES, E_RAW_TABLE. Never build
    /// such a text from what users give.
    record_query& where_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw(joint::both, sql, values);
    }
    record_query& or_where_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw(joint::either, sql, values);
    }
    record_query& where_not_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw(joint::both_not, sql, values);
    }
    record_query& or_where_not_raw(std::string_view sql, const std::vector<value>& values = {})
    {
        return raw(joint::either_not, sql, values);
    }
    /// The date of a date or timestamp (UTC): `where_date("createdAt", ">=", "2024-03-01")`.
    template <typename V>
    record_query& where_date(std::string_view property, const V& v)
    {
        return part_of(joint::both, time_part::date, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_date(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::both, time_part::date, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_date(std::string_view property, const V& v)
    {
        return part_of(joint::either, time_part::date, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_date(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::either, time_part::date, property, op, detail::to_condition_value(v));
    }
    /// The time of day, in whole seconds, of a time or timestamp (UTC): "09:30:00".
    template <typename V>
    record_query& where_time(std::string_view property, const V& v)
    {
        return part_of(joint::both, time_part::time, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_time(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::both, time_part::time, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_time(std::string_view property, const V& v)
    {
        return part_of(joint::either, time_part::time, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_time(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::either, time_part::time, property, op, detail::to_condition_value(v));
    }
    /// The year, month (1 to 12) or day of the month of a date or timestamp (UTC): `where_year("createdAt", 2024)`.
    template <typename V>
    record_query& where_year(std::string_view property, const V& v)
    {
        return part_of(joint::both, time_part::year, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_year(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::both, time_part::year, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_year(std::string_view property, const V& v)
    {
        return part_of(joint::either, time_part::year, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_year(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::either, time_part::year, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_month(std::string_view property, const V& v)
    {
        return part_of(joint::both, time_part::month, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_month(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::both, time_part::month, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_month(std::string_view property, const V& v)
    {
        return part_of(joint::either, time_part::month, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_month(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::either, time_part::month, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_day(std::string_view property, const V& v)
    {
        return part_of(joint::both, time_part::day, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& where_day(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::both, time_part::day, property, op, detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_day(std::string_view property, const V& v)
    {
        return part_of(joint::either, time_part::day, property, "=", detail::to_condition_value(v));
    }
    template <typename V>
    record_query& or_where_day(std::string_view property, std::string_view op, const V& v)
    {
        return part_of(joint::either, time_part::day, property, op, detail::to_condition_value(v));
    }

    // ------------------------------------------------------------------------------------------ conditions on
    // relations

    /// Related rows exist [that meet the closure's conditions, all of them by one row]. Of a path the closure speaks of
    /// its last relation. Adds no statement.
    record_query& where_has(std::string_view path, const record_closure& closure = {})
    {
        return test(joint::both, path, closure);
    }
    /// The number of related rows that meet the closure's conditions, compared. Of a path the rows at its end are
    /// counted, all of them together, each once per way that leads to it.
    record_query& where_has(std::string_view path, const record_closure& closure, std::string_view op, std::int64_t n)
    {
        return test_count(joint::both, path, closure, op, n);
    }
    record_query& or_where_has(std::string_view path, const record_closure& closure = {})
    {
        return test(joint::either, path, closure);
    }
    record_query& or_where_has(std::string_view path, const record_closure& closure, std::string_view op,
                               std::int64_t n)
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
    record_query& where_doesnt_have(std::string_view path, const record_closure& closure, std::string_view op,
                                    std::int64_t n)
    {
        return test_count(joint::both_not, path, closure, op, n);
    }
    record_query& or_where_doesnt_have(std::string_view path, const record_closure& closure, std::string_view op,
                                       std::int64_t n)
    {
        return test_count(joint::either_not, path, closure, op, n);
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
    record_query& doesnt_have(std::string_view path, std::string_view op, std::int64_t n)
    {
        return test_count(joint::both_not, path, {}, op, n);
    }
    record_query& or_doesnt_have(std::string_view path) { return test(joint::either_not, path, {}); }
    record_query& or_doesnt_have(std::string_view path, std::string_view op, std::int64_t n)
    {
        return test_count(joint::either_not, path, {}, op, n);
    }
    /// Some, every or none of the related rows (of a path: those at its end) meet the closure's conditions. Every is
    /// true where there is no row; a row for which a comparison has no answer, because a property is null, does not
    /// meet it.
    record_query& where_some(std::string_view path, const record_closure& closure)
    {
        return test_each(joint::both, quantity::some, path, closure);
    }
    record_query& or_where_some(std::string_view path, const record_closure& closure)
    {
        return test_each(joint::either, quantity::some, path, closure);
    }
    record_query& where_every(std::string_view path, const record_closure& closure)
    {
        return test_each(joint::both, quantity::every, path, closure);
    }
    record_query& or_where_every(std::string_view path, const record_closure& closure)
    {
        return test_each(joint::either, quantity::every, path, closure);
    }
    record_query& where_none(std::string_view path, const record_closure& closure)
    {
        return test_each(joint::both, quantity::none, path, closure);
    }
    record_query& or_where_none(std::string_view path, const record_closure& closure)
    {
        return test_each(joint::either, quantity::none, path, closure);
    }
    /// Of a morph_to: the related row is one of this model [that meets the closure's conditions], or there is none
    /// such. Throw error: E_RELATION_KIND for another relation, E_UNKNOWN_MODEL for a model that it does not lead to.
    record_query& where_has_morph(std::string_view relation, std::string_view model, const record_closure& closure = {})
    {
        return test_morph(joint::both, relation, model, closure);
    }
    record_query& or_where_has_morph(std::string_view relation, std::string_view model,
                                     const record_closure& closure = {})
    {
        return test_morph(joint::either, relation, model, closure);
    }
    record_query& where_doesnt_have_morph(std::string_view relation, std::string_view model,
                                          const record_closure& closure = {})
    {
        return test_morph(joint::both_not, relation, model, closure);
    }
    record_query& or_where_doesnt_have_morph(std::string_view relation, std::string_view model,
                                             const record_closure& closure = {})
    {
        return test_morph(joint::either_not, relation, model, closure);
    }

    // -------------------------------------------------------------------------------------------------- scopes of
    // models

    /// Adds the conditions that the model has under this name. Throws error (E_UNKNOWN_SCOPE) with the nearest names.
    record_query& scope(std::string_view name);
    /// Leaves out a scope by default. Throws error (E_UNKNOWN_SCOPE) if the query has none of this name.
    record_query& without_scope(std::string_view name);
    /// Shows softly deleted rows too, or alone. Throw error (E_NO_SOFT_DELETE) where the model has none such.
    record_query& with_trashed();
    record_query& only_trashed();
    /// Of a relation that passes other models: shows what lies behind their softly deleted rows too.
    record_query& with_trashed_passed();

    // ---------------------------------------------------------------------------------- conditions on the tables
    // passed

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
    /// key. Of a morph_to the rows of all models are loaded, a statement for each that a row names.
    record_query& preload(std::string_view path, const record_closure& closure = {});
    /// As preload, unless the query preloads this relation (of a path: the last one) already: what was said stays.
    record_query& preload_once(std::string_view path, const record_closure& closure = {});
    /// Of a morph_to: the rows of this model under the closure, those of others as preload does. Throws as
    /// where_has_morph.
    record_query& preload_morph(std::string_view relation, std::string_view model, const record_closure& closure);
    /// where_has and preload by the same words: keeps the rows that have such related rows, and loads these.
    record_query& with_where_has(std::string_view path, const record_closure& closure = {})
    {
        return where_has(path, closure).preload(path, closure);
    }
    record_query& with_where_has(std::string_view path, const record_closure& closure, std::string_view op,
                                 std::int64_t n)
    {
        return where_has(path, closure, op, n).preload(path, closure);
    }
    /// Counts related rows, of a path those at its end, each once per way that leads to it: read by
    /// `record::count(relation)`, or under an alias, which a path needs, by `record::extra(alias)`. Adds no statement.
    record_query& with_count(std::string_view path, const record_closure& closure = {}, std::string_view alias = {});
    record_query& with_count(std::string_view path, std::string_view alias)
    {
        return with_count(path, record_closure{}, alias);
    }
    /// Whether there are related rows, and aggregates of a property of theirs, read by `record::extra(alias)`. Add no
    /// statement. Throw error (E_NO_ALIAS, E_DUPLICATE_ALIAS).
    record_query& with_exists(std::string_view path, std::string_view alias, const record_closure& closure = {});
    record_query& with_count_distinct(std::string_view path, std::string_view property, std::string_view alias,
                                      const record_closure& closure = {});
    record_query& with_sum(std::string_view path, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});
    record_query& with_avg(std::string_view path, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});
    record_query& with_min(std::string_view path, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});
    record_query& with_max(std::string_view path, std::string_view property, std::string_view alias,
                           const record_closure& closure = {});

    // -------------------------------------------------------------------------------------------------- rows and order

    /// Reads these properties only (and the key).
    record_query& select(const std::vector<std::string>& properties);
    /// By a property, a property at the end of a path of to-one relations ("user.country.name"), or an alias of
    /// `with_count` and the like (`<relation>_count` where none was given); of several orders the first weighs most.
    record_query& order_by(std::string_view property, direction d = asc);
    /// By the number of related rows, or an aggregate of a property of theirs; of a path of those at its end.
    record_query& order_by_count(std::string_view path, direction d = asc, const record_closure& closure = {});
    record_query& order_by_sum(std::string_view path, std::string_view property, direction d = asc,
                               const record_closure& closure = {});
    record_query& order_by_avg(std::string_view path, std::string_view property, direction d = asc,
                               const record_closure& closure = {});
    record_query& order_by_min(std::string_view path, std::string_view property, direction d = asc,
                               const record_closure& closure = {});
    record_query& order_by_max(std::string_view path, std::string_view property, direction d = asc,
                               const record_closure& closure = {});
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
    /// The rows with these primary keys, in the order of the keys, a key given twice once; keys that find no row are
    /// left out, or throw error (not_found, E_ROW_NOT_FOUND), which names them. Statements: as all; none without keys.
    template <typename Key>
    std::vector<record> find_many(std::initializer_list<Key> keys) const
    {
        return find_values(keys_of(keys), false);
    }
    template <typename Range>
    std::vector<record> find_many(const Range& keys) const
    {
        return find_values(keys_of(keys), false);
    }
    template <typename Key>
    std::vector<record> find_many_or_fail(std::initializer_list<Key> keys) const
    {
        return find_values(keys_of(keys), true);
    }
    template <typename Range>
    std::vector<record> find_many_or_fail(const Range& keys) const
    {
        return find_values(keys_of(keys), true);
    }
    /// At most n rows behind a place that a page before gave as a cursor; an empty one: the first. Costs the same
    /// wherever the page stands. One statement, and those of preloads. Cursors are signed texts, from which the values
    /// of the orders can be read; `secret` signs them, or `application_options::cursor_secret`. Throws error: E_CURSOR
    /// and E_CURSOR_FOREIGN (data); E_PAGE, E_LIMITED_QUERY, E_CURSOR_ORDER, E_NO_CURSOR_SECRET (usage).
    cursor_page<record> cursor_paginate(std::int64_t n, std::string_view cursor = {},
                                        std::string_view secret = {}) const;
    /// Calls `fn(std::vector<record>&)` for n rows at a time, by primary key; a `fn` that returns false ends the walk.
    /// Each batch is a statement, and those of its preloads, of its own; `fn` may write. Throws error (usage):
    /// E_CHUNK_ORDER for a query with an order of its own, E_LIMITED_QUERY, E_PAGE.
    template <typename F>
    void chunk(std::int64_t n, F&& fn) const
    {
        chunks(n, detail::erased_call<batch&>{std::in_place, [&fn](batch& b) {
                                                  if constexpr (std::is_void_v<decltype(fn(b.rows))>)
                                                      fn(b.rows);
                                                  else
                                                      b.go_on = fn(b.rows);
                                              }});
    }
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
    /// Two properties of all rows, as pairs. One statement.
    template <typename A, typename B>
    std::vector<std::pair<A, B>> pluck(std::string_view first, std::string_view second) const
    {
        std::vector<std::pair<A, B>> out;
        const auto fields = plucked(first, second);
        for (std::size_t i = 0; i < fields.size(); i += 2)
            out.emplace_back(fields[i].as<A>(), fields[i + 1].as<B>());
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
    enum class time_part : std::uint8_t { date, time, year, month, day };
    enum class quantity : std::uint8_t { some, every, none };

    explicit record_query(std::unique_ptr<detail::record_query_state> state) noexcept;

    template <typename Range>
    static std::vector<value> values_of(const Range& range)
    {
        std::vector<value> values;
        for (const auto& v : range)
            values.push_back(detail::to_condition_value(v));
        return values;
    }

    template <typename Keys>
    static std::vector<value> keys_of(const Keys& keys)
    {
        std::vector<value> values;
        for (const auto& key : keys)
            values.push_back(detail::to_value(key));
        return values;
    }
    struct batch {
        std::vector<record>& rows;
        bool go_on = true;
    };

    record_query& compare(joint how, std::string_view property, std::string_view op, value v);
    record_query& grouped(joint how, const record_closure& group);
    record_query& among(joint how, std::string_view property, std::vector<value> values);
    record_query& null(joint how, std::string_view property);
    record_query& between(joint how, std::string_view property, value low, value high);
    record_query& columns(joint how, std::string_view left, std::string_view op, std::string_view right);
    record_query& raw(joint how, std::string_view sql, const std::vector<value>& values);
    record_query& part_of(joint how, time_part part, std::string_view property, std::string_view op, value v);
    record_query& test(joint how, std::string_view path, const record_closure& closure);
    record_query& test_count(joint how, std::string_view path, const record_closure& closure, std::string_view op,
                             std::int64_t n);
    record_query& test_each(joint how, quantity which, std::string_view path, const record_closure& closure);
    record_query& test_morph(joint how, std::string_view relation, std::string_view model,
                             const record_closure& closure);
    record_query& pivot_compare(joint how, std::string_view property, std::string_view op, value v);
    record_query& pivot_among(joint how, std::string_view property, std::vector<value> values);
    record_query& pivot_null(joint how, std::string_view property);
    std::optional<record> find_value(value key) const;
    record find_value_or_fail(value key) const;
    std::vector<field> plucked(std::string_view property) const;
    std::vector<field> plucked(std::string_view first, std::string_view second) const;
    std::vector<record> find_values(std::vector<value> keys, bool all) const;
    void chunks(std::int64_t n, const detail::erased_call<batch&>& fn) const;

    std::unique_ptr<detail::record_query_state> state_;
};

} // namespace ginnel
