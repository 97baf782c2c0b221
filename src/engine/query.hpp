#pragma once

#include "engine/relation_path.hpp"
#include "sql/expression.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/value/key_set.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ginnel::engine {

class query;
struct condition;

/// A column, and which table of the query it stands in.
struct operand {
    static constexpr int target = schema::place::target;

    const schema::column* column = nullptr;
    /// `target`: the model's own table; k: the table that hop k of the relation leads to; joined(k): the k-th one
    /// joined
    int place = target;
    /// Given: the column is of no table of this query, but of the nearest query around it whose rows are of this model.
    const schema::model* outer = nullptr;

    static constexpr int joined(std::size_t k) noexcept { return -2 - static_cast<int>(k); }
};

/// left op right, where right is a value or a column of the same query.
struct compare {
    operand left;
    std::string op;
    std::variant<value, operand> right;
};
struct among {
    operand what;
    std::shared_ptr<const key_set> set;
    bool negated = false;
};
struct is_null {
    operand what;
    bool negated = false;
};
struct range {
    operand what;
    value low, high;
    bool negated = false;
};

/// One link of a condition list: `either` joins it to what stands before it by or (else and); and binds tighter than
/// or.
struct term {
    bool either = false;
    bool negated = false;
    std::shared_ptr<const condition> what;
};
struct group {
    std::vector<term> terms;
};

enum class aggregate_function : std::uint8_t { count, sum, avg, min, max };
/// "count", "sum": as SQL spells it.
const char* name_of(aggregate_function f) noexcept;
struct aggregate {
    aggregate_function function = aggregate_function::count;
    std::optional<operand> of; ///< not given: rows (count only)
    bool distinct = false;
};

/// Whether related rows exist that meet `sub`, or how many (or which aggregate of them) compared with a number.
struct relation_test {
    const schema::relation* relation;
    std::shared_ptr<const query> sub;
    std::string op; ///< empty: existence
    std::int64_t number = 0;
    aggregate what{}; ///< what is compared, where `op` is given
    bool negated = false;
    relation_steps passed{};     ///< the relations of a path before this one: the rows at its end are meant
    bool every = false;          ///< no row that fails the program's conditions, instead of one that meets them
    int place = operand::target; ///< where the rows stand whose related ones are tested
};
/// The row is the one that the relation picks of those behind the same key (`of_many`).
struct picked {
    const schema::relation* relation;
    std::size_t first = 0; ///< the number of the relation's first hop in the query's path
};
/// A program's own SQL; each ? stands for the next value.
struct raw_condition {
    std::string text;
    std::vector<value> values;
    /// Given: the text is what this relation declares, which the query's path passes from hop `first` on; it names the
    /// tables of that relation.
    const schema::relation* passed = nullptr;
    std::size_t first = 0;
};
/// A part of a date or time against a value of its own type.
struct part_test {
    operand of;
    sql::time_part part;
    std::string op;
    value right;
};
/// Whether a column is among one column of another query's rows. Negated, nulls among these say nothing.
struct among_query {
    operand what;
    std::shared_ptr<const query> sub;
    operand of;                  ///< in `sub`
    std::optional<value> parent; ///< where `sub` is a relation's query: whose rows
    bool negated = false;
};
/// What a projection selects, and what groups are tested and ordered by.
struct expression {
    std::variant<operand, aggregate, raw_condition> what;
};
struct expression_test {
    expression left;
    std::string op;
    value right;
    std::optional<column_type> type; ///< of `right`, where it is known
};
struct condition {
    std::variant<compare, among, is_null, range, group, relation_test, raw_condition, part_test, among_query,
                 expression_test>
        test;
};

struct related_order;
struct order_by {
    operand what;
    bool descending = false;
    std::string alias;                                ///< instead of `what`: an aggregate's or added column's name
    std::shared_ptr<const expression> made = nullptr; ///< instead of `what`: an aggregate or the program's own SQL
    std::shared_ptr<const related_order> related{};   ///< instead of all: a value of related rows
};

/// A table joined to those before it, on from op to.
struct table_join {
    const schema::table* table;
    const schema::model* model; ///< null: a pivot table that is no model
    std::string name;           ///< the program's name for it; empty: the table's own
    bool left = false;
    operand from;
    std::string op;
    const schema::column* to;
    /// The last table of a relation: the relation's query, whose declared conditions are part of the `on`; the tables
    /// passed were joined right before.
    std::shared_ptr<const query> declared = nullptr;
};

/// The program's own SQL, selected beside the columns.
struct raw_output {
    raw_condition what;
    std::string alias;
};

/// A relation's aggregate, selected beside the columns.
struct relation_aggregate {
    const schema::relation* relation;
    std::shared_ptr<const query> sub;
    aggregate what;
    std::string alias;       ///< its name in extras
    bool into_slot = false;  ///< the count goes into the relation's slot instead (with_count without an alias)
    relation_steps passed{}; ///< the relations of a path before this one: the rows at its end are meant
    bool exists = false;     ///< whether there is a row, instead of `what`
};

/// What an order takes of related rows.
struct related_order {
    relation_aggregate value;
    bool first = false; ///< the column itself, of the one row at the end of a to-one path
};

struct preload {
    const schema::relation* relation;
    std::shared_ptr<const query> sub;
    bool any_type = false; ///< a row whose type no model has is related to nothing, instead of E_UNKNOWN_TYPE
};

/// An added column of a table passed on the way: pivot_level.
struct link_output {
    operand what;
    std::string alias;
};

/// Conditions that a query has by itself: of its path, of its model. `name` is empty where no query can do without.
struct own_scope {
    std::string name;
    int place = operand::target;
    std::vector<term> terms;
};
/// The name of the scope that hides rows which were softly deleted.
inline constexpr std::string_view trashed_scope = "trashed";

/// A question about one model, as data: no SQL, no connection. Copies are cheap enough to try again with.
///
/// A query of a relation (`via` is set) also knows the tables passed; conditions that the relation declares and those
/// of the program lie in different scopes, each of which is wrapped, so that an or can never reach outside.
class query {
public:
    explicit query(const schema::model& m);
    /// A query of a relation, with what the relation declares (`on_query`) in it already. `sub_query`: for use inside
    /// another query: its orders say nothing there, and a limit or offset is refused (E_LIMIT_IN_SUB_QUERY) unless the
    /// relation declares it. Throws E_RELATION_DEPTH where declarations preload one another without end.
    query(const schema::relation& r, bool sub_query);

    const schema::model* model;
    const schema::relation* via = nullptr;
    bool sub_query = false;

    std::vector<own_scope> own;            ///< each wrapped
    std::vector<picked> picks;             ///< of the relation and of those that it passes
    std::vector<std::vector<term>> scopes; ///< each wrapped; new terms go into the last
    std::vector<order_by> orders;
    std::vector<const schema::column*> selected; ///< empty: all
    std::optional<std::int64_t> limit, offset;
    std::optional<std::int64_t> group_limit;
    std::vector<order_by> group_orders;
    std::vector<preload> preloads;
    std::vector<relation_aggregate> aggregates;
    std::vector<link_output> links; ///< beside the relation's declared link columns
    bool distinct = false;
    bool for_update = false; ///< the rows stay locked until the transaction ends; it must be open already
    bool narrowed = false;   ///< one of its own conditions is the program's: fewer rows than the relation has
    std::vector<table_join> joins;
    std::vector<raw_output> raw_outputs;
    std::vector<operand> groups; ///< group by; rows are then read by a projection alone
    std::vector<term> having;
    /// The rows with these primary keys, in the order of the keys; orders say nothing then. Null: not so restricted.
    std::shared_ptr<const key_set> by_keys;
    /// Columns whose values a plan notes of each row, whether the objects have them or not.
    std::vector<operand> noted;
    bool through_row = false;          ///< the row of the first through model is read beside each target
    bool through_row_of_roots = false; ///< whoever reads the rows as roots has a place for them

    /// Adds a condition to the current scope.
    void add(bool either, bool negated, condition c);
    /// Leaves the model's scope of this name out: of the target, or of the tables passed. Gives whether there was one.
    bool without_scope(std::string_view name, bool of_passed);
    /// Adds the model's scope of this name. Throws error (usage, E_UNKNOWN_SCOPE) with the nearest names.
    void add_scope(std::string_view name);
    /// The relation's own pick, if nothing but the parent's key and what is declared chooses among the rows.
    bool picks_alone() const noexcept;
    /// Adds a preload; one of the same relation replaces the former.
    void add_preload(const schema::relation& r, std::shared_ptr<const query> sub, bool any_type = false);
    /// Adds a preload of each type of a polymorphic relation (morph_to), but for those that have one.
    void add_preload_of_types(const schema::relation& r, bool any_type = false);
    /// Column by run-time name: property, column, or table.column of the model, a table passed or one
    /// joined (by its name, if it was given one). Throws E_UNKNOWN_COLUMN.
    operand column(std::string_view name) const;
    /// Column of the relation's link table by raw or property name (pivot conditions). Throws E_UNKNOWN_COLUMN, or
    /// E_NO_LINK_TABLE if the query passes none.
    operand link_column(std::string_view name) const;
    /// Whether the program asked for fewer rows or columns than the relation has, by a condition, limit, offset,
    /// distinct or selection of its own; what the relation declares (`on_query`) is the relation. Such a relation is
    /// loaded partially.
    bool restricted() const noexcept;
    /// Whether the program gave a limit, group limit or offset of its own.
    bool limited() const noexcept;
    /// How many of the scopes, from the first, hold what the relation declares; the others are the program's.
    std::size_t declared_scopes() const noexcept { return declared_.scopes; }

private:
    /// What `on_query` said before the program said anything.
    struct declaration {
        std::optional<std::int64_t> limit, offset, group_limit;
        std::size_t scopes = 0, selected = 0;
        bool distinct = false, narrowed = false;
    };
    declaration declared_;

    void add_model_scopes();
    void add_path_conditions(const schema::relation& r);
    void hide_trashed(const schema::model& m, int place);
};

} // namespace ginnel::engine
