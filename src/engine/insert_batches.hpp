#pragma once

#include "engine/arguments.hpp"
#include "engine/environment.hpp"
#include "sql/statement.hpp"

#include <ginnel/value/value.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::engine {

/// The rows of one insert, as values: as many as columns.
using insert_rows = std::vector<std::vector<value>>;

/// What comes back of each inserted row.
struct returned_columns {
    std::string key;        ///< the key by which rows are told apart; empty: there is none, or nothing is asked
    bool generated = false; ///< the database makes the key
    std::vector<std::string> columns{}; ///< further ones
};

/// Statements that insert rows into one table in batches of 100, and one for the rest: what a caller writes at once
/// travels in as few statements as can be, at the price of up to 100 statement texts per table.
class insert_batches {
public:
    static constexpr std::size_t most_rows = 100; ///< of one statement

    struct batch {
        const sql::statement* statement;
        std::size_t first, count; ///< rows
        std::vector<driver::argument> arguments;
    };

    /// `rows` must outlive the batches. `conflict`: rows in the way are updated.
    insert_batches(const environment& e, std::string table, std::vector<std::string> columns,
                   std::vector<column_type> types, const insert_rows& rows, returned_columns back = {},
                   std::optional<sql::on_conflict> conflict = {});

    /// For rows whose values are made batch by batch: `rows` of them, given to `next`.
    insert_batches(const environment& e, std::string table, std::vector<std::string> columns,
                   std::vector<column_type> types, std::size_t rows, returned_columns back = {},
                   std::optional<sql::on_conflict> conflict = {});

    /// The next batch; count 0: none is left.
    batch next();
    /// The same with the values of its rows, row after row, which must live until the statement is finished.
    batch next(const slot_values& values);
    /// How many rows the next batch has.
    std::size_t upcoming() const noexcept { return rows_left() < largest_ ? rows_left() : largest_; }
    /// How many batches there are in all.
    std::size_t count() const noexcept { return (total_ + largest_ - 1) / largest_; }

private:
    const sql::statement& statement_for(std::size_t rows);
    std::size_t rows_left() const noexcept { return total_ - at_; }

    const environment& environment_;
    std::string table_;
    std::vector<std::string> returning_, columns_;
    std::vector<column_type> types_;
    std::optional<sql::on_conflict> conflict_;
    const insert_rows* rows_ = nullptr; ///< null: values are given batch by batch
    std::size_t total_, at_ = 0, largest_;
    std::map<std::size_t, sql::statement> statements_;
};

} // namespace ginnel::engine
