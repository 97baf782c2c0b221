#pragma once

#include "differential/world.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace diff {

struct query;
struct condition;

struct operand {
    int place = -1; ///< -1: the target's table; k: the table that hop k leads to
    std::size_t column = 0;
};

enum class function : std::uint8_t { count, sum, avg, min, max };
struct aggregate {
    diff::function function = diff::function::count;
    std::optional<operand> of; ///< none: rows
    bool distinct = false;
};

struct term {
    bool either = false; ///< joined by or; and binds tighter
    bool negated = false;
    std::shared_ptr<const condition> what;
};

enum class test : std::uint8_t { compare, columns, in, null, between, group, related, raw };

struct condition {
    diff::test test = diff::test::compare;
    operand left, right; ///< right: columns
    std::string op;      ///< compare, columns; of related: empty means existence
    std::vector<datum> values; ///< compare: one; between: two; in: any number; raw: four, `? = ? or ? = ?`
    bool negated = false;
    std::vector<term> terms; ///< group
    std::size_t relation = 0;
    std::shared_ptr<const query> sub;
    std::int64_t number = 0;
    aggregate what{};
};

struct order {
    operand what;
    bool descending = false;
    std::string alias; ///< of an added aggregate, instead of `what`
};

struct added {
    std::size_t relation = 0;
    std::shared_ptr<const query> sub;
    aggregate what{};
    std::string alias;
    bool into_slot = false;
};

struct link_output {
    operand what;
    std::string alias;
};

struct preload {
    std::size_t relation = 0;
    std::shared_ptr<const query> sub;
    bool of_types = false; ///< asked for by the morph_to's name: what is said of its other types is said by themselves
};

struct query {
    std::size_t table = 0;
    std::optional<std::size_t> via; ///< the relation whose query it is
    std::vector<std::vector<term>> scopes;
    std::vector<order> orders;
    std::vector<std::size_t> selected; ///< empty: all
    std::optional<std::int64_t> limit, offset, group_limit;
    std::vector<order> group_orders;
    std::vector<preload> preloads;
    std::vector<added> aggregates;
    std::vector<link_output> links;
    bool distinct = false;
    bool with_trashed = false;        ///< rows of its table that were softly deleted are there too
    bool with_trashed_passed = false; ///< and those of the tables passed
};

enum class action : std::uint8_t { rows, count, exists, pluck, aggregate, find, load_into };

struct question {
    diff::action action = diff::action::rows;
    diff::query query;
    std::optional<std::size_t> parent; ///< of a relation's query: the row of its source that is asked about
    operand plucked;
    aggregate what{};
    datum key; ///< find
    std::vector<preload> loaded_later; ///< load_into: on the rows of the query
};

std::string shown(const world& w, const question& q);

} // namespace diff
