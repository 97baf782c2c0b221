#pragma once

#include "engine/query.hpp"

#include <ginnel/value/value.hpp>

#include <span>
#include <string>
#include <vector>

namespace ginnel::engine {

/// Walking by keys: the rows behind a position in an order, instead of a number of rows to be skipped.

/// The query's orders, made total by the primary key and those of joined models. Throws error (usage):
/// E_NO_PRIMARY_KEY; E_CURSOR_ORDER for an order by what is no column; E_LIMITED_QUERY where the query chooses rows by
/// a limit, offset or group limit of its own. `what` names the call in messages: "cursor_paginate".
std::vector<order_by> total_orders(const query& q, const std::string& what);
/// Appends the primary keys of joined models, which tell the joined rows of one row apart; none under distinct.
void tell_joined_apart(const query& q, std::vector<order_by>& orders, bool descending);
/// Throws error (usage, E_LIMITED_QUERY) where the query has a limit, offset or group limit.
void refuse_limits(const query& q, const std::string& what);

/// The other way round.
std::vector<order_by> reversed(std::vector<order_by> orders);

/// The condition that a row stands behind the position `at`, a value for each order. Nulls stand where the database's
/// own order puts them.
condition behind(const std::vector<order_by>& orders, std::span<const value> at, bool nulls_are_least);

/// A text that differs between queries whose positions mean different things: model, relation, orders.
std::string name_of_order(const query& q, const std::vector<order_by>& orders);

} // namespace ginnel::engine
