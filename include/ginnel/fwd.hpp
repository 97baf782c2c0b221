// room: typed
#pragma once

#include <cstddef>

// Names of the library, for headers that only mention them.

namespace ginnel {

class value;
class error;
class extras;
class row_state;
class database;
class open_transaction;
using transaction = open_transaction;
class executor;
class quiet_writer;
class links;
template <typename T>
class embedded;
struct database_options;

template <typename T>
class belongs_to;
template <typename T>
class has_one;
template <typename T>
class has_many;
template <typename T, typename... Through>
class has_many_through;
template <typename T, typename... Through>
class has_one_through;
template <typename T, typename Pivot = void>
class many_to_many;

template <typename... Types>
class morph_to;
template <typename T>
class morph_one;
template <typename T>
class morph_many;
template <typename T>
class morph_to_many;
template <typename T>
class morphed_by_many;

template <typename T>
class model;
template <typename T, typename Slot = void>
class query;
template <typename T, typename Slot>
class column_conditions;
template <typename T, typename Slot>
class relation_conditions;
template <typename T, typename Slot>
class counted_conditions;
template <typename T, typename Slot>
class quantified_conditions;
template <typename T, typename Slot>
class relation_reads;
template <typename T, typename Slot>
class relation_orders;
template <typename T, typename Slot>
class pivot_conditions;
template <typename T, typename Slot>
class morph_questions;
template <typename T, typename Slot>
class model_scopes;
template <typename T, typename Slot>
class column_comparisons;
template <typename T, typename Slot>
class projections;
template <typename T, typename Slot>
class joins;
/// The second argument of a query that joins J to a query with the argument Slot.
template <typename Slot, typename J, bool Left>
struct with_joined;
template <typename F, typename C>
struct outer_column;
template <typename F, typename C>
struct joined_column;
template <typename T, typename Slot>
class query_walks;
template <typename T, typename Slot>
class query_writes;
template <typename T>
class stream;
template <typename T, typename Slot>
class related_rows;
template <typename Slot>
class rows_via;
template <typename T, typename Slot>
class relation_object;
template <typename Pivot>
class pivot_links;

} // namespace ginnel

namespace ginnel::schema {

class model;
struct relation;
struct column;
struct field_ops;
struct slot_ops;
struct model_ops;
struct model_draft;
struct relation_draft;
class query_hook;

} // namespace ginnel::schema

namespace ginnel::detail {

struct json_form;

} // namespace ginnel::detail

namespace ginnel::engine {

class query;
class session;

} // namespace ginnel::engine
