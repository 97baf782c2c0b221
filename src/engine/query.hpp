#pragma once

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
    int place = target; ///< `target`: the model's own table; k: the table that hop k of the relation leads to
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
};
struct condition {
    std::variant<compare, among, is_null, range, group, relation_test, raw_condition> test;
};

struct order_by {
    operand what;
    bool descending = false;
    std::string alias; ///< instead of `what`: an aggregate's or added column's name
};

/// A relation's aggregate, selected beside the columns.
struct relation_aggregate {
    const schema::relation* relation;
    std::shared_ptr<const query> sub;
    aggregate what;
    std::string alias;      ///< its name in extras
    bool into_slot = false; ///< the count goes into the relation's slot instead (with_count without an alias)
};

struct preload {
    const schema::relation* relation;
    std::shared_ptr<const query> sub;
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

    /// Adds a condition to the current scope.
    void add(bool either, bool negated, condition c);
    /// Leaves the model's scope of this name out: of the target, or of the tables passed. Gives whether there was one.
    bool without_scope(std::string_view name, bool of_passed);
    /// Adds the model's scope of this name. Throws error (usage, E_UNKNOWN_SCOPE) with the nearest names.
    void add_scope(std::string_view name);
    /// The relation's own pick, if nothing but the parent's key and what is declared chooses among the rows.
    bool picks_alone() const noexcept;
    /// Adds a preload; one of the same relation replaces the former.
    void add_preload(const schema::relation& r, std::shared_ptr<const query> sub);
    /// Adds a preload of each type of a polymorphic relation (morph_to), but for those that have one.
    void add_preload_of_types(const schema::relation& r);
    /// Column by run-time name: property, column, or table.column of the model or a table passed. Throws
    /// E_UNKNOWN_COLUMN.
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

private:
    /// What `on_query` said before the program said anything.
    struct declaration {
        std::optional<std::int64_t> limit, offset, group_limit;
        std::size_t scopes = 0, selected = 0;
        bool distinct = false;
    };
    declaration declared_;

    void add_model_scopes();
    void add_path_conditions(const schema::relation& r);
    void hide_trashed(const schema::model& m, int place);
};

} // namespace ginnel::engine
