#pragma once

#include "engine/insert_batches.hpp"
#include "engine/plan.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace ginnel::engine {

/// Inserts rows, or updates these columns of those that a unique index over `unique` finds in the way. What the model
/// keeps by itself is written: both times and the first version of a new row, the time of the update of one in the way,
/// whose version counts on. Times, versions and defaults of the database come back with the keys, of updated rows too.
/// Of objects that are equal in `unique` the last one is written, and all get its key.
///
/// Statements: one per 100 rows that give values for the same columns; in one write transaction if more than one. A row
/// that is updated uses up a generated key where the database makes the key before it finds the row in the way;
/// find_or_write uses none. Throws error: usage (E_UPSERT_COLUMNS) where either list is empty, unsupported
/// (E_NO_UPSERT) where the database lacks it, and what the database says where there is no such unique index.
void upsert(session& s, const schema::model& m, std::span<void* const> objects,
            std::span<const schema::column* const> unique, std::span<const schema::column* const> update);

class upsert_plan final : public plan {
public:
    upsert_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
                std::span<const schema::column* const> unique, std::span<const schema::column* const> update);

    needs wants() const override { return {statements_ > 1 ? needs::scope::write : needs::scope::autocommit, true}; }
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

    void hand_over();

private:
    /// Objects that give values for the same columns.
    struct group {
        std::vector<std::size_t> columns, objects;
        std::vector<std::size_t> back; ///< columns that the database tells beside the key: the row's history, defaults
        insert_rows rows;
        std::unique_ptr<insert_batches> batches;
    };
    struct returned {
        value key;
        std::string identity;
        std::vector<value> back;
    };

    sql::on_conflict conflict_of(std::span<const schema::column* const> update) const;
    /// What a new row holds in a column that its model keeps by itself; null pointer: it is none.
    const value* kept_by_itself(const schema::column& c) const noexcept;
    bool asks_key() const noexcept;
    void take(std::size_t object, std::deque<group>& into);
    std::string identity(const void* object) const;

    const schema::model& model_;
    std::vector<void*> objects_;
    std::vector<const schema::column*> unique_;
    std::vector<std::size_t> same_as_; ///< of an object: the one that is written in its place
    std::deque<group> groups_;
    std::size_t at_ = 0, statements_ = 0;
    insert_batches::batch current_{};
    step step_;
    std::vector<returned> returned_; ///< of the statement that runs
    std::vector<value> keys_;
    value now_created_, now_updated_, first_version_{std::int64_t{1}};
    std::vector<std::vector<std::pair<std::size_t, value>>> told_; ///< of an object: columns, and what they hold
};

} // namespace ginnel::engine
