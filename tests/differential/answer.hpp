#pragma once

#include "differential/world.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace diff {

/// What the engine gave: rows as it hands them out.
struct row {
    struct relation {
        bool partial = false;
        std::vector<row> rows;
    };
    std::vector<std::pair<std::string, datum>> columns;
    std::vector<std::pair<std::string, datum>> extras;
    std::map<std::string, std::int64_t> counts; ///< of relations' slots
    std::map<std::string, relation> relations;  ///< those loaded
};

struct answer {
    std::vector<row> rows;      ///< rows, find, load_into
    std::vector<datum> values;  ///< count, exists, pluck, aggregate
};

struct expected_row;

/// What must come. Rows fall into groups of equal order: the groups stand in order, inside a group any order is right. A limit may
/// cut through a group; then any of its rows will do.
struct expected_list {
    std::vector<std::vector<expected_row>> groups;
    std::size_t skipped = 0;
    std::optional<std::size_t> limit;
    bool partial = false;
    bool uncertain = false; ///< which of several equal rows a limit kept shows in the order: only their number is compared
    bool fold = false; ///< values that a collation holds equal may stand for each other (distinct, min, max)
};

struct expected_row {
    std::vector<std::pair<std::string, datum>> columns;
    std::vector<std::pair<std::string, datum>> extras;
    std::map<std::string, std::int64_t> counts;
    std::map<std::string, expected_list> relations;
    bool fold_extras = false;
};

struct expectation {
    expected_list rows;
    expected_list values; ///< rows of one column
    bool of_values = false;
};

/// Empty if the answer meets the expectation, else what differs.
std::string difference(const expectation& expected, const answer& found);

std::string shown(const answer& a);
std::string shown(const expectation& e);

} // namespace diff
