#pragma once

#include <ginnel/schema/ops.hpp>

#include <cstddef>

namespace ginnel::app {

/// While it lives, the bounded slots of this thread take so many rows in all; one more is error limit, E_ANSWER_TOO_LARGE. Includes
/// within includes multiply their rows, so they must be counted as they are read, not when all are there.
class row_budget {
public:
    explicit row_budget(std::size_t rows) noexcept;
    row_budget(const row_budget&) = delete;
    row_budget& operator=(const row_budget&) = delete;
    ~row_budget();

private:
    std::size_t before_;
};

/// The engine's slots of records, counted.
const schema::slot_ops& bounded_list_ops() noexcept;
const schema::slot_ops& bounded_one_ops() noexcept;
const schema::slot_ops& bounded_rows_ops() noexcept;

} // namespace ginnel::app
