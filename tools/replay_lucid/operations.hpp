#pragma once

#include "world.hpp"

#include <vector>

namespace replay {

/// Does what a step says and gives its `result`. A failure is thrown.
using operation = json::value (*)(world& w, const json::object& step);

/// The operation of a step; throws `not_built` for those that a later issue builds.
operation operation_of(const json::object& step);

// Reading (read_operations.cpp)
json::value find_row(world& w, const json::object& step);
json::value run_query(world& w, const json::object& step);
json::value run_related_query(world& w, const json::object& step);
json::value run_pivot_query(world& w, const json::object& step);

// Loading into rows that exist (load_operations.cpp)
json::value load_relation(world& w, const json::object& step);
json::value load_relation_once(world& w, const json::object& step);
json::value load_relations(world& w, const json::object& step);
json::value load_count(world& w, const json::object& step);
json::value load_aggregate(world& w, const json::object& step);
json::value refresh_row(world& w, const json::object& step);

// In memory (memory_operations.cpp)
json::value new_row(world& w, const json::object& step);
json::value set_values(world& w, const json::object& step);
json::value dump_rows(world& w, const json::object& step);
json::value set_related(world& w, const json::object& step);
json::value push_related(world& w, const json::object& step);
json::value serialise(world& w, const json::object& step);
json::value relation_keys(world& w, const json::object& step);

// Writing (write_operations.cpp)
json::value create_row(world& w, const json::object& step);
json::value create_related(world& w, const json::object& step);
json::value create_many_related(world& w, const json::object& step);

// Links (link_operations.cpp)
json::value attach_related(world& w, const json::object& step);
json::value sync_related(world& w, const json::object& step);
json::value detach_related(world& w, const json::object& step);
json::value save_linked(world& w, const json::object& step);
json::value save_many_linked(world& w, const json::object& step);
json::value write_pivot_query(world& w, const json::object& step);
/// Inserts rows of the target and links them with the parent.
void create_linked(world& w, const json::object& step, const ginnel::schema::relation& relation,
                   const ginnel::value& parent, std::vector<ginnel::engine::record>& rows);

// Writing related rows over one hop (related_row_operations.cpp)
json::value save_related(world& w, const json::object& step);
json::value save_many_related(world& w, const json::object& step);
json::value first_or_create_related(world& w, const json::object& step);
json::value update_or_create_related(world& w, const json::object& step);
json::value fetch_or_create_many_related(world& w, const json::object& step);
json::value update_or_create_many_related(world& w, const json::object& step);
json::value associate_related(world& w, const json::object& step);
json::value dissociate_related(world& w, const json::object& step);

// Writing rows of one model (row_operations.cpp)
json::value save_row(world& w, const json::object& step);
json::value delete_row(world& w, const json::object& step);
json::value update_rows(world& w, const json::object& step);
json::value delete_rows(world& w, const json::object& step);

/// The relation of the step's row that the step names.
const ginnel::schema::relation& relation_of(world& w, const json::object& step);
/// The columns of a row in the database that were assigned since, but for its key.
std::vector<const ginnel::schema::column*> changed_columns(const ginnel::engine::record& r);
/// The row's value of the column that a relation starts from. Throws `missing-key` if it was neither read nor assigned.
ginnel::value key_of(const ginnel::engine::record& r, const ginnel::schema::relation& relation);
/// The key of the parent of a related write: a row in the database, with the key that the relation starts from.
ginnel::value parent_key(const ginnel::engine::record& r, const ginnel::schema::relation& relation);
/// The clauses of a query of a pivot table, where wherePivot is a plain where.
json::array plain_clauses(const json::array& clauses);
/// Puts values given by property names into a row.
void put_values(ginnel::engine::record& r, const json::object& values);

} // namespace replay
