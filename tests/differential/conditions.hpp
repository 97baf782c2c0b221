#pragma once

#include "differential/logic.hpp"
#include "differential/question.hpp"

#include <vector>

namespace diff {

/// One row of a query: which row of its own table, and which of each table passed on the way to it.
struct joined {
    std::size_t target = 0;
    std::vector<std::size_t> links;
};

/// A value with the collation of the column that it stands in.
struct found_value {
    datum value;
    bool nocase = false;
};

/// Which rows are there although they were softly deleted.
struct shows_trashed {
    bool of_target = false, of_passed = false;
};
/// The rows that are related to one row of the relation's source: one for each way that leads there, with what the relation and
/// those that it passes declare.
std::vector<joined> reach(const world& w, std::size_t relation, std::size_t source_row, shows_trashed shows = {});
/// Whether the row was softly deleted.
bool hidden(const world& w, std::size_t table, std::size_t row);
found_value value_of(const world& w, const query& q, const joined& at, const operand& o);
/// Whether all conditions of the query itself are met for sure.
bool holds(const world& w, const query& q, const joined& at);
/// The rows of the relation from one row of its source that meet the query's conditions.
std::vector<joined> related_rows(const world& w, const query& sub, std::size_t source_row);
found_value aggregate_over(const world& w, const query& q, const aggregate& a, const std::vector<joined>& rows);

} // namespace diff
