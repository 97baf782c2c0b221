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

private:
    sql::select aggregate_of_distinct(sql::select&& rows, const schema::model& m, const aggregate& what,
                                      const scope& s);
    sql::expr terms(const std::vector<term>& list, const scope& s);
    sql::expr one(const condition& c, const scope& s);
    sql::expr is_picked(const picked& p, const query& q, const scope& s);

    alias_names aliases_;
};

/// A value as a parameter of the column's type.
sql::expr parameter_for(const value& v, const schema::column& c);
/// A name for a sql::table_source; the alias is left out where it is the table's own name.
sql::table_source table_as(const std::string& table, const std::string& alias);
/// and of both; either may be null.
sql::expr both(sql::expr a, sql::expr b);

} // namespace ginnel::engine
