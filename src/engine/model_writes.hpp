#pragma once

#include "engine/arguments.hpp"
#include "engine/environment.hpp"
#include "engine/insert_plan.hpp"
#include "engine/plan.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/value/key_set.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// Columns of a model, and what they are to hold.
using column_values = std::vector<std::pair<const schema::column*, value>>;

/// A lock of the row that a related write is about, as a statement of its own: one that also diffs would have read
/// before the lock was given.
sql::select row_lock_of(const schema::column& key, const std::string& table);

/// The writes of one model's rows inside a plan: statements that change rows first (all may be sent at once), inserts
/// after them, so that a value which a row gives up is free for a new one.
class model_writes {
public:
    model_writes(const environment& e, const schema::model& m) : environment_{e}, model_{m} {}

    /// The row with this primary key gets these values. Throws error (not_found, E_ROW_NOT_FOUND) when it runs and
    /// there is no such row.
    void update(value key, column_values changed);
    /// Another statement; keys are slot 0, values slots 1, 2 ...
    void add(const sql::tree& t, key_set keys, std::vector<value> values);
    void insert(std::span<void* const> objects, const column_values& fixed);

    std::size_t statements() const noexcept { return writes_.size() + (insert_ ? insert_->statements() : 0); }

    // As those of a plan.
    event next();
    void row(step_id id, const cell* cells);
    void done(step_id id, const driver::outcome& what);
    /// Writes what the inserts made into the objects.
    void hand_over();

private:
    struct write {
        const sql::statement* statement;
        key_set keys;
        std::vector<value> values; ///< those of the slots
        std::vector<driver::argument> arguments;
        bool of_one_row;
    };

    const environment& environment_;
    const schema::model& model_;
    std::map<std::vector<const schema::column*>, sql::statement> updates_;
    std::deque<sql::statement> others_;
    std::deque<write> writes_;
    std::vector<step> steps_;
    bool sent_ = false, inserting_ = false;
    std::unique_ptr<insert_plan> insert_;
};

/// Writes alone, perhaps behind the lock of a row.
class model_writes_plan final : public plan {
public:
    model_writes_plan(const environment& e, const schema::model& m) : writes{e, m}, environment_{e} {}

    /// Where the database has row locks the row with this key is locked first.
    void lock(const schema::column& key, const std::string& table, value wanted);

    needs wants() const override;
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

    model_writes writes;

private:
    const environment& environment_;
    value locked_;
    sql::statement lock_;
    std::vector<driver::argument> arguments_;
    step step_;
    bool locking_ = false;
};

} // namespace ginnel::engine
