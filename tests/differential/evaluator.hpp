#pragma once

#include "differential/answer.hpp"
#include "differential/question.hpp"

namespace diff {

/// The answer by nested loops over the rows in memory: slow, plain, and written from SEMANTICS and SQLite's documentation alone.
expectation evaluate(const world& w, const question& q);

} // namespace diff
