#pragma once

#include "engine/insert_batches.hpp"
#include "engine/environment.hpp"
#include "engine/plan.hpp"
#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// Inserts objects of one model. The objects stay as they are until `hand_over`, so that a failure leaves nothing of it
/// in them.
class insert_plan final : public plan {
public:
    /// `fixed`: columns that get these values instead of the objects'. Throws error (E_COLUMN_TYPE) for one that does
    /// not fit.
    insert_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
                std::span<const std::pair<const schema::column*, value>> fixed);

    std::size_t statements() const noexcept { return statements_; }
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
        std::vector<std::size_t> defaults; ///< columns that the database fills and that come back
        bool has_key;                      ///< whether the key tells apart the rows that come back
        std::unique_ptr<insert_batches> batches;
        bool reads_back = false;   ///< they are read by one statement at the end, not returned by each
        std::size_t first_key = 0; ///< of its rows, in `keys_`
    };
    /// What is to be asked of each object about a column.
    enum class role : std::uint8_t { given, asked, generated, filled };

    void take_fixed(std::span<const std::pair<const schema::column*, value>> fixed);
    void stamp_rows();
    const value* fixed(std::size_t column) const noexcept;
    value value_of(const void* object, std::size_t column) const;
    bool key_is_given(const void* object) const;
    bool left_to_database(const schema::column& c, const void* object) const;
    std::vector<role> roles() const;
    void add_batches(group& g);
    event read_back();
    void take_read_back(const cell* cells);
    void take_key(std::size_t row, const cell& key);
    void take_defaults(std::size_t row, const cell* cells);
    void match_by_key(const driver::outcome& what);
    [[noreturn]] void refuse_key(const cell& key) const;

    const environment& environment_;
    const schema::model& model_;
    std::vector<void*> objects_;
    std::vector<std::pair<const schema::column*, value>> fixed_;
    std::vector<std::unique_ptr<group>> groups_;
    std::size_t at_ = 0, sent_ = 0, statements_ = 0; ///< the group, its rows that were sent, all statements
    insert_batches::batch current_{};
    step step_;
    sql::statement read_back_;
    std::vector<value> read_range_; ///< the first key and the last
    std::size_t read_at_ = 0;       ///< the row that is looked for, in `keys_`
    std::size_t returned_ = 0;
    std::vector<value> values_;                       ///< of the batch that is under way
    std::vector<std::pair<std::size_t, value>> keys_; ///< object, generated key
    struct filled {
        std::size_t object, column;
        value content;
    };
    std::vector<filled> filled_;
    /// Rows of a batch that came back in any order, one after another: the key, then the defaults.
    std::vector<value> unordered_;
};

} // namespace ginnel::engine
