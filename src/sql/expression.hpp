#pragma once

#include <ginnel/value/column_type.hpp>
#include <ginnel/value/key_set.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ginnel::sql {

struct expression;
struct select;

/// Expressions are immutable and shared: a condition may stand in several statements (a retry, a count beside a list).
using expr = std::shared_ptr<const expression>;
using select_ptr = std::shared_ptr<const select>;

/// alias."name"; without an alias just the name.
struct column_name {
    std::string table, name;
};
/// A value bound as a parameter. `type` tells drivers that need it (PostgreSQL) how to declare the parameter.
struct parameter {
    ginnel::value value;
    std::optional<column_type> type;
};
/// A single value that the plan supplies when it sends the statement: number `index` of its slots.
struct slot_value {
    std::size_t index;
    std::optional<column_type> type;
};
/// Where a set of keys comes from: given now, or slot `index`, filled by the plan from an earlier step.
struct keys {
    std::shared_ptr<const key_set> given; ///< null: a slot
    std::size_t index = 0;
    column_type type = column_type::int64; ///< type of the compared column
};
/// left op right; op is SQL's own text ("=", "<>", "<", "like", "+", "is not distinct from" ...).
struct binary {
    std::string op;
    expr left, right;
};
/// Operands joined by and/or, each wrapped where precedence asks for it. Empty: true (and) or false (or).
struct junction {
    bool all; ///< and, else or
    std::vector<expr> operands;
};
struct negation {
    expr operand;
};
/// operand [not] in (keys): one parameter, whatever the number of keys.
struct in_keys {
    expr operand;
    sql::keys set;
    bool negated = false;
};
struct in_select {
    expr operand;
    select_ptr query;
    bool negated = false;
};
struct null_test {
    expr operand;
    bool negated = false; ///< is not null
};
struct between {
    expr operand, low, high;
    bool negated = false;
};
struct exists {
    select_ptr query;
    bool negated = false;
};
/// (select ...) as a value.
struct scalar {
    select_ptr query;
};
/// name([distinct] arguments); no argument and name "count" is count(*).
struct call {
    std::string name;
    std::vector<expr> arguments;
    bool distinct = false;
    std::optional<column_type> result{}; ///< cast to, by dialects whose database would give another type
};
struct ordering {
    expr operand;
    bool descending = false;
};
/// row_number() over (partition by ... order by ...).
struct row_number {
    std::vector<expr> partition;
    std::vector<ordering> order;
};
enum class time_part : std::uint8_t { date, time, year, month, day };
/// The date, the time of day (to the second), or a number of a date or timestamp.
struct part_of {
    time_part part;
    expr operand;
    column_type type; ///< what the operand holds: date, time or timestamp
};
/// SQL text of a program, with its values: each ? stands for the next one, each {name} for a table.
struct raw {
    std::string text;
    std::vector<ginnel::value> values;
    std::vector<std::pair<std::string, std::string>> tables{}; ///< by name: the alias that stands in the statement
};

struct expression {
    std::variant<column_name, parameter, slot_value, binary, junction, negation, in_keys, in_select, null_test, between, exists,
                 scalar, call, row_number, part_of, raw>
        node;
};

template <class Node>
expr make(Node node)
{
    return std::make_shared<const expression>(expression{std::move(node)});
}

} // namespace ginnel::sql
