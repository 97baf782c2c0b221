#pragma once

#include "sql/expression.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ginnel::sql {

/// A table under an alias (empty: its own name).
struct table_source {
    std::string table, alias;
};
/// A key set as a table of two columns, `value` and `ordinal` (from 0).
struct keys_source {
    keys set;
    std::string alias;
};
/// A sub-select as a table; `lateral` may refer to earlier sources (drivers with that capability only).
struct select_source {
    select_ptr query;
    std::string alias;
    bool lateral = false;
};
using source = std::variant<table_source, keys_source, select_source>;

enum class join_kind : std::uint8_t { inner, left };
struct join {
    join_kind kind = join_kind::inner;
    source what;
    expr on; ///< null: none (cross or lateral join)
};
struct output {
    expr what;
    std::string alias; ///< empty: none
};
enum class row_lock : std::uint8_t { none, update };

struct select {
    bool distinct = false;
    std::vector<output> columns;
    std::optional<source> from;
    std::vector<join> joins;
    expr where; ///< null: none
    std::vector<expr> group_by;
    expr having;
    std::vector<ordering> order;
    expr limit, offset;             ///< parameters, so that the text does not depend on them
    row_lock lock = row_lock::none; ///< left out where the database has no row locks
};

/// on conflict (columns) do update: each of `update` gets what the row that was refused had for it.
struct on_conflict {
    std::vector<std::string> columns, update;
    std::string counted{}; ///< a column of the row in the way that gets one more than it has; empty: none
};
/// insert into table (columns) values (rows) | select, with `returning` columns.
struct insert {
    std::string table;
    std::vector<std::string> columns; ///< empty with one empty row: default values
    std::vector<std::vector<expr>> rows;
    select_ptr query; ///< instead of rows
    std::vector<std::string> returning;
    std::optional<on_conflict> conflict{}; ///< with rows only
};
struct assignment {
    std::string column;
    expr value;
};
struct update {
    std::string table;
    std::vector<assignment> set;
    expr where;
    std::vector<std::string> returning;
};
struct remove {
    std::string table;
    expr where;
    std::vector<std::string> returning;
};

struct column_definition {
    std::string name;
    column_type type = column_type::int64;
    bool nullable = false;
    bool generated_key = false;           ///< an integer primary key that the database counts up, never reused
    std::optional<ginnel::value> initial; ///< default value
};
struct foreign_key {
    std::vector<std::string> columns;
    std::string table;
    std::vector<std::string> references;
    std::string on_delete; ///< empty, "cascade", "set null", "restrict"
};
struct create_table {
    std::string table;
    std::vector<column_definition> columns;
    std::vector<std::string> primary_key; ///< empty if a generated key says it, or there is none
    std::vector<std::vector<std::string>> unique;
    std::vector<foreign_key> foreign_keys;
    bool if_not_exists = true;
};
struct create_index {
    std::string name, table;
    std::vector<std::string> columns;
    bool unique = false;
    bool if_not_exists = true;
};

/// alter table ... add column
struct add_column {
    std::string table;
    column_definition column;
};

using tree = std::variant<select, insert, update, remove, create_table, create_index, add_column>;

/// One parameter of a rendered statement, in the order of its placeholders.
struct bound {
    enum class origin : std::uint8_t { value, keys, slot_value, slot_keys };
    origin from = origin::value;
    ginnel::value value;                  ///< from == value
    std::shared_ptr<const key_set> keys;  ///< from == keys
    std::size_t slot = 0;                 ///< from == slot_value, slot_keys
    column_type type = column_type::text; ///< of slots and keys: how to declare the parameter
    bool typed = false;                   ///< whether `type` says something (values without a known column: false)
};

/// A tree turned into text and parameters.
struct statement {
    std::string text;
    std::vector<bound> parameters;
};

} // namespace ginnel::sql
