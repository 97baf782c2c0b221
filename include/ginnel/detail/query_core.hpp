#pragma once

#include <ginnel/detail/model_entry.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::detail {

/// How a condition joins what stands before it.
struct joint {
    bool either = false;
    bool negated = false;
};

/// A column as a program names it: a member of a model (of a joined one by the join's name, of an outer query's), a
/// field of a pivot struct, or a run-time name.
struct column_ref {
    enum class by : std::uint8_t { member, pivot_field, name, pivot_name, joined_member, outer_member };
    by what = by::name;
    member_id member{};
    std::string_view name{};
};

enum class aggregate_kind : std::uint8_t { count, sum, avg, min, max, count_distinct, exists };
/// How many of the related rows a condition is asked of.
enum class quantifier : std::uint8_t { some, every, none };

/// A part of a date or time.
enum class time_part : std::uint8_t { date, time, year, month, day };

/// What is selected, tested of groups or ordered by; views live for the call.
struct expression_ref {
    enum class kind : std::uint8_t { column, aggregate, raw };
    kind what = kind::column;
    column_ref column{};
    aggregate_kind function = aggregate_kind::count;
    bool distinct = false;
    bool of_rows = false; ///< count(): of no column
    std::string_view text{};
    const std::vector<value>* values = nullptr;
};

/// What a query built so far consists of, for restoring it around a group.
struct open_group {
    void* terms;
};

/// A query without its types: compiled code. Owns an engine query, or borrows one inside a hook.
class query_core {
public:
    query_core(engine::session* s, const schema::model& m);
    query_core(engine::session* s, const schema::relation& r, bool sub_query);
    /// Borrows: for a hook, which is handed the engine's own.
    explicit query_core(engine::query& q) noexcept;
    query_core(const query_core& other);
    query_core(query_core&& other) noexcept;
    query_core& operator=(query_core other) noexcept;
    ~query_core();

    const schema::model& model() const noexcept;
    engine::query& get() const noexcept { return *query_; }
    bool sub_query() const noexcept;
    /// The rows that belong to this parent only.
    void set_parent(value key);
    /// The key of that parent; null: the query has none.
    const value* parent() const noexcept;
    /// Where the query runs. Throws error (usage, E_QUERY_NOT_RUN) for one that is a part of another: in a closure, a sub-query,
    /// an eager query.
    engine::session& session() const;

    // ---- conditions
    void where(joint how, const column_ref& c, const char* op, value v);
    void where_in(joint how, const column_ref& c, const std::vector<value>& values);
    void where_null(joint how, const column_ref& c);
    void where_between(joint how, const column_ref& c, value low, value high);
    void where_column(joint how, const column_ref& left, const char* op, const column_ref& right);
    void where_raw(joint how, std::string_view text, std::vector<value> values);
    void where_part(joint how, time_part part, const column_ref& c, const char* op, value v);
    /// `sub` is a query of its own, of which one column makes the list.
    void where_in(joint how, const column_ref& c, const query_core& sub, const column_ref& of);
    open_group begin_group();
    void end_group(joint how, open_group outer, bool keep);

    // ---- relations
    /// The relation's query inside this one.
    query_core begin_sub(member_id relation, bool sub_query) const;
    /// For a path: the sub-query of the preload of this relation that stands already, else a new one.
    query_core begin_step(member_id relation) const;
    void preload(const query_core& sub);
    void where_has(joint how, const query_core& sub);
    const schema::relation& relation(member_id member) const;
    /// The query of the rows of one type of a polymorphic relation.
    query_core begin_type(member_id relation, const model_entry& type, bool sub_query) const;
    /// Preloads of all its types, but for those that were begun.
    void preload_types(member_id relation);

    // ---- scopes
    void add_scope(std::string_view name);
    /// `of_passed`: of the tables that the relation passes, else of the target. Throws error (usage, E_UNKNOWN_SCOPE)
    /// if the query has none of this name.
    void without_scope(std::string_view name, bool of_passed);
    void without_trashed_scope(bool of_passed);
    void only_trashed();
    /// Whether the query preloads this relation already.
    bool preloads(member_id relation) const;

    // ---- paths: the sub-query of each of their relations, one at least, nearest to this query first
    using path = std::vector<query_core>;
    /// The number of rows at the end of the path, compared.
    void where_count(joint how, const path& steps, const char* op, std::int64_t number);
    /// Whether the conditions of the last sub-query hold for so many of the rows at the end.
    void where_each(joint how, const path& steps, quantifier which);
    /// An empty alias: the count goes into the relation's slot.
    void with_aggregate(const path& steps, aggregate_kind what, const column_ref* of, std::string_view alias);
    /// By a column of the one row at the end of a to-one path.
    void order_by_first(const path& steps, const column_ref& of, bool descending);
    void order_by_aggregate(const path& steps, aggregate_kind what, const column_ref* of, bool descending);

    // ---- the rest
    void select(const column_ref& c);
    void order_by(const column_ref& c, bool descending);
    /// By what `with_count` of this relation selects, if the query has one.
    bool order_by_count(member_id relation, bool descending);
    void group_order_by(const column_ref& c, bool descending);
    void limit(std::int64_t n);
    void offset(std::int64_t n);
    void group_limit(std::int64_t n);
    void distinct();
    void for_update();
    void pivot_column(std::string_view name);
    void order_by(const expression_ref& e, bool descending);
    void select_raw(std::string_view text, std::vector<value> values, std::string_view alias);

    // ---- groups, joins
    void group_by(const column_ref& c);
    void having(joint how, const expression_ref& left, const char* op, value v);
    void having_raw(joint how, std::string_view text, std::vector<value> values);
    void join(const schema::model& m, std::string_view name, bool left, const column_ref& from, const char* op,
              member_id to);
    /// All hops of a relation.
    void join(member_id relation, std::string_view name, bool left);
    void with_through();

    // ---- running
    void load(void* slot, const schema::slot_ops& ops) const;
    std::int64_t count() const;
    bool exists() const;
    value aggregate(aggregate_kind what, const column_ref& of) const;
    std::vector<value> pluck(const column_ref& c) const;
    /// The expressions of all rows or groups, or of the first one, row by row.
    std::vector<value> project(const expression_ref* list, std::size_t count, bool first) const;
    /// The one row with this key, whatever the limits.
    void only_key(value key);
    std::string to_sql() const;

private:
    [[noreturn]] void throw_not_run() const;

    struct owned;
    owned* owned_ = nullptr;
    engine::query* query_ = nullptr;
    engine::session* session_ = nullptr;
};

/// Throws error (not_found, E_ROW_NOT_FOUND).
[[noreturn]] void throw_row_not_found(const schema::model& m);
[[noreturn]] void throw_row_not_found(const schema::model& m, const value& key);

/// Which rows are loaded into.
enum class gaps : std::uint8_t {
    replace, ///< all
    once,    ///< those that have not loaded the relation
    fill     ///< as once, at each step of a path
};
/// Runs the preloads of `q` for rows that exist already, all of its model.
void load_into(const query_core& q, const std::vector<void*>& objects, gaps which = gaps::replace);

} // namespace ginnel::detail
