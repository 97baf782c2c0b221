#pragma once

#include "engine/alias_names.hpp"
#include "engine/layout.hpp"
#include "engine/query.hpp"
#include "engine/scope.hpp"
#include "sql/statement.hpp"

#include <string>
#include <vector>

namespace ginnel::engine {

/// Writes the parts of a query as SQL trees: conditions, orders, the joins along a path, sub-selects of relations.
/// One builder serves one statement, since it hands out the aliases.
class select_builder {
public:
    /// Names for the query's tables; a relation's passed tables included.
    scope names(const query& q);
    scope names(const schema::relation& r);
    std::string alias(const std::string& table) { return aliases_.fresh(table); }

    /// from the target, joined back along the path to the table that holds the relation's near key.
    static void from_path(sql::select& into, const schema::relation& r, const scope& s);
    /// The near key: the column that equals the parent's local key.
    static sql::expr near_key(const schema::relation& r, const scope& s);
    static void from_table(sql::select& into, const schema::model& m, const scope& s);

    /// All conditions of the query, each scope wrapped; null if there are none. `own_pick`: the pick of the
    /// query's relation too, beside those of relations that it passes.
    sql::expr conditions(const query& q, const scope& s, bool own_pick = true);
    /// The orders by which a relation picks one row of many, made total.
    static std::vector<sql::ordering> pick_orders(const schema::relation& r, const scope& s);
    /// Orders of this query, whose names are known (check_order_names). `shows_added`: whether the statement shows the
    /// query's aggregates under their names; else an order by one of them says it again.
    std::vector<sql::ordering> orders(const std::vector<order_by>& list, const scope& s, const query& q,
                                      bool shows_added);
    /// Appends the primary key, unless it is among the orders: the order is then total.
    static void make_total(std::vector<sql::ordering>& list, const std::vector<order_by>& given, const schema::model& m,
                           const scope& s, bool descending);

    /// select <what> from the relation's rows of the row `outer` that meet the sub-query's conditions; a row that
    /// several paths lead to is taken once if the sub-query is distinct. Its orders say nothing here, nor does a limit
    /// that the relation declares; one of the program's own throws E_LIMIT_IN_SUB_QUERY.
    sql::select related_rows(const schema::relation& r, const query& sub, const scope& outer, const aggregate* what);
    static sql::expr aggregate_call(const aggregate& a, const scope& s);
    /// The same of what stands for its column; `distinct`: of its values.
    static sql::expr aggregate_call(const aggregate& a, std::vector<sql::expr> arguments, bool distinct);

    // select_parts.cpp
    /// The tables that the query joins, behind those that stand in `into`.
    void join_tables(sql::select& into, const query& q, const scope& s);
    /// What the query demands of its groups; null if nothing.
    sql::expr having(const query& q, const scope& s) { return terms(q.having, s); }
    static sql::expr expression_of(const expression& e, const scope& s);
    /// A program's own SQL, with the names that the tables have here.
    static sql::expr raw_text(const raw_condition& x, const scope& s);

    // Of paths (relation_path.cpp), which may be of one relation.

    /// As related_rows, of the rows at the end of a path, each once per way that leads to it; the conditions of every
    /// relation on it hold. `what` null: select 1.
    sql::select path_rows(const relation_steps& passed, const relation_step& last, const scope& outer,
                          const aggregate* what);
    /// Whether the test holds for the row `outer`; null: it says nothing.
    sql::expr test_of(const relation_test& x, const scope& outer);
    /// An aggregate of related rows as a value.
    sql::expr value_of(const relation_aggregate& a, const scope& outer);
    sql::expr value_of(const related_order& o, const scope& outer);

private:
    static sql::expr part_of_time(const part_test& x, const scope& s);
    sql::expr among_rows(const among_query& x, const scope& s);
    sql::expr own_conditions(const query& q, const scope& s, bool own_pick);
    std::vector<scope> join_path(sql::select& into, const relation_steps& passed, const relation_step& last,
                                 const scope& outer, bool counts_ways);
    sql::expr join_step(sql::select& into, const relation_step& step, const sql::expr& tie, const schema::column& key,
                        const scope& s);
    sql::expr join_step_once(sql::select& into, const relation_step& step, const sql::expr& tie,
                             const schema::column& key, const scope& s);
    sql::expr every(const relation_test& x, const scope& outer);
    static void join_back(sql::select& into, const schema::relation& r, const scope& s);
    sql::expr conditions(const query& q, const scope& s, std::size_t from, std::size_t to);
    sql::select aggregate_of_distinct(sql::select&& rows, const schema::model& m, const aggregate& what,
                                      const scope& s);
    sql::expr terms(const std::vector<term>& list, const scope& s);
    sql::expr one(const condition& c, const scope& s);
    sql::expr is_picked(const picked& p, const query& q, const scope& s);

    alias_names aliases_;
};

/// A comparison as SQL spells it. Throws error usage, E_UNKNOWN_OPERATOR.
std::string checked_operator(const std::string& given);
/// Refuses a grouped query where rows of its model are wanted. Throws error usage, E_GROUPED.
void check_ungrouped(const query& q);
/// A value as a parameter of the column's type.
sql::expr parameter_for(const value& v, const schema::column& c);
/// A name for a sql::table_source; the alias is left out where it is the table's own name.
sql::table_source table_as(const std::string& table, const std::string& alias);
/// Whether more than one row may meet the key of a to-one: the first by the orders and the primary key is then the one,
/// in every use.
bool has_candidates(const schema::relation& r) noexcept;
/// Refuses a limit of the program where related rows are only tested or counted. Throws error usage,
/// E_LIMIT_IN_SUB_QUERY.
void check_unlimited(const schema::relation& r, const query& sub);
/// and of both; either may be null.
sql::expr both(sql::expr a, sql::expr b);

} // namespace ginnel::engine
