#pragma once

#include "world.hpp"

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
json::value attach_related(world& w, const json::object& step);
json::value sync_related(world& w, const json::object& step);

// Writing rows of one model (row_operations.cpp)
json::value save_row(world& w, const json::object& step);
json::value delete_row(world& w, const json::object& step);
json::value update_rows(world& w, const json::object& step);
json::value delete_rows(world& w, const json::object& step);

/// The row's value of the column that a relation starts from. Throws `missing-key` if it was neither read nor assigned.
ginnel::value key_of(const ginnel::engine::record& r, const ginnel::schema::relation& relation);
/// Puts values given by property names into a row.
void put_values(ginnel::engine::record& r, const json::object& values);

} // namespace replay
