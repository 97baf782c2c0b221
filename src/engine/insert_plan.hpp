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
#include <utility>
#include <vector>

namespace ginnel::engine {

/// The rows of one insert, as values: as many as columns.
using insert_rows = std::vector<std::vector<value>>;

/// Statements that insert rows into one table in batches of 100, and one for the rest: what a caller writes at once
/// travels in as few statements as can be, at the price of up to 100 statement texts per table.
class insert_batches {
public:
    struct batch {
        const sql::statement* statement;
        std::size_t first, count; ///< rows
        std::vector<driver::argument> arguments;
    };

    /// `rows` must outlive the batches. `returning`: a generated key that is asked back.
    insert_batches(const environment& e, std::string table, std::vector<std::string> columns,
                   std::vector<column_type> types, const insert_rows& rows, std::string returning = {});

    /// The next batch; count 0: none is left.
    batch next();
    /// How many batches there are in all.
    std::size_t count() const noexcept { return (rows_.size() + largest_ - 1) / largest_; }

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

/// Inserts objects of one model. The objects stay as they are until `hand_over`, so that a failure leaves nothing of it
/// in them.
class insert_plan final : public plan {
public:
    /// `fixed`: columns that get these values instead of the objects'. Throws error (E_COLUMN_TYPE) for one that does
    /// not fit.
    insert_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
                std::span<const std::pair<const schema::column*, value>> fixed);

    /// One statement needs nothing around it.
    needs wants() const override { return {statements_ > 1 ? needs::scope::write : needs::scope::autocommit, false}; }
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

    /// Writes the fixed values and the generated keys into the objects; for after the plan's transaction.
    void hand_over();

private:
    /// Objects that give values for the same columns.
    struct group {
        std::vector<std::size_t> columns, objects;
        bool asks_key;
        insert_rows rows;
        std::unique_ptr<insert_batches> batches;
    };

    void take_fixed(std::span<const std::pair<const schema::column*, value>> fixed);
    void stamp_rows();
    const value* fixed(std::size_t column) const noexcept;
    value value_of(const void* object, std::size_t column) const;
    bool key_is_given(const void* object) const;
    void take_key(std::size_t row, const cell& key);
    [[noreturn]] void refuse_key(const cell& key) const;

    const environment& environment_;
    const schema::model& model_;
    std::vector<void*> objects_;
    std::vector<std::pair<const schema::column*, value>> fixed_;
    std::vector<std::unique_ptr<group>> groups_;
    std::size_t at_ = 0, statements_ = 0;
    insert_batches::batch current_{};
    step step_;
    std::size_t returned_ = 0;
    std::vector<std::pair<std::size_t, value>> keys_; ///< object, generated key
};

} // namespace ginnel::engine
