#pragma once

#include "engine/insert_plan.hpp"
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

/// Inserts rows, or updates these columns of those that a unique index over `unique` finds in the way. Keys come back
/// into the objects, of updated rows too. Of objects that are equal in `unique` the last one is written, and all get
/// its key.
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
        insert_rows rows;
        std::unique_ptr<insert_batches> batches;
    };
    struct returned {
        value key;
        std::string identity;
    };

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
};

} // namespace ginnel::engine
