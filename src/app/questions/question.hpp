#pragma once

#include "app/questions/filter.hpp"
#include "engine/query.hpp"

namespace ginnel::app {

/// The engine's query for what a filter asks of a model's rows.
engine::query query_of(const schema::model& m, const filter& what);
/// The same of a relation's rows, which `engine::load_related` and the like run for one parent.
engine::query query_of(const schema::relation& r, const filter& what);

/// Of the row with this primary key.
engine::query query_of_row(const schema::model& m, value key);

/// Adds a condition to a query, whose rows it is about.
void add_condition(engine::query& q, const condition& c);
/// Adds an order, after those that it has.
void add_order(engine::query& q, const ordering& o);
/// Adds rows that are read beside each.
void add_include(engine::query& q, const include& i);
/// Adds all that a filter says to a query.
void add_filter(engine::query& q, const filter& what);

/// Whether it asks something of the through model's rows, so that only the relation's own query can answer it: a row
/// for each link.
bool names_through(const filter& what);

/// The name under which an include that only counts shows its number: "patientsCount".
std::string count_name(const schema::relation& r);

} // namespace ginnel::app
