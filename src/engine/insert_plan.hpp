#pragma once

#include "engine/environment.hpp"
#include "engine/plan.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ginnel::engine {

/// The rows of one insert, as values: as many as columns.
using insert_rows = std::vector<std::vector<value>>;

/// Statements that insert rows into one table in batches of 100, and one for the rest: what a caller writes at once travels in as few
/// statements as can be, at the price of up to 100 statement texts per table.
class insert_batches {
public:
    struct batch {
        const sql::statement* statement;
        std::size_t first, count; ///< rows
        std::vector<driver::argument> arguments;
    };

    /// `rows` must outlive the batches. `returning`: a generated key that is asked back.
    insert_batches(const environment& e, std::string table, std::vector<std::string> columns, std::vector<column_type> types,
                   const insert_rows& rows, std::string returning = {});

    /// The next batch; count 0: none is left.
    batch next();

private:
    const sql::statement& statement_for(std::size_t rows);

    const environment& environment_;
    std::string table_, returning_;
    std::vector<std::string> columns_;
    std::vector<column_type> types_;
    const insert_rows& rows_;
    std::size_t at_ = 0, largest_;
    std::map<std::size_t, sql::statement> statements_;
};

/// Inserts objects of one model; generated keys come back into them.
class insert_plan final : public plan {
public:
    insert_plan(const environment& e, const schema::model& m, std::span<void* const> objects, bool keys_given);

    needs wants() const override { return {rows_.size() > 1 ? needs::scope::write : needs::scope::autocommit, false}; }
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

private:
    void give_key(std::size_t row, const cell& key);

    const environment& environment_;
    const schema::model& model_;
    std::vector<void*> objects_;
    bool keys_given_;
    insert_rows rows_;
    std::unique_ptr<insert_batches> batches_;
    insert_batches::batch current_{};
    step step_;
    std::size_t returned_ = 0;
};

} // namespace ginnel::engine
