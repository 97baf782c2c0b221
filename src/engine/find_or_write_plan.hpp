#pragma once

#include "engine/find_or_write.hpp"
#include "engine/plan.hpp"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ginnel::engine {

/// The parent's lock, the look, the writes of find_or_write. The objects stay as they are until `hand_over`.
class find_or_write_plan final : public plan {
public:
    /// `hooks`: the session of the transaction around the plan, in which the model's hooks run; null: they do not.
    find_or_write_plan(const environment& e, const sought_rows& sought, when_missing what, session* hooks = nullptr);

    needs wants() const override;
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

    void hand_over();

private:
    enum class stage : std::uint8_t { lock, look, decide, write, end };
    /// Rows that search for null in the same columns.
    struct look {
        std::vector<bool> nulls;
        std::vector<std::size_t> rows;
        sql::statement statement{};
        std::vector<driver::argument> arguments{};
    };
    using stored_row = std::vector<value>;

    void prepare();
    sql::select select_of(const look& l) const;
    void match_one(const look& l, std::vector<sql::expr>& all) const;
    void match_keys(const look& l, sql::select& s) const;
    void decide();
    void decide_updates();
    /// Hooks see the rows as they will be; what they assign is written too.
    void before_updates(const std::vector<std::optional<stored_row>>& before);
    void after_writes();
    void become(void* object, const stored_row& row) const;
    bool runs(schema::write_event what) const noexcept;
    void note_update(std::size_t row);
    /// The time of the update and the version, where the model keeps such, into the row and into what changes.
    void note_history(stored_row& row, column_values& changed) const;
    std::string identity(std::size_t row) const;

    const environment& environment_;
    const sought_rows& sought_;
    when_missing what_;
    session* hooks_;
    std::vector<void*> created_, updated_; ///< for their hooks
    stage stage_ = stage::lock;
    std::vector<std::vector<value>> searched_; ///< by row, then by column
    std::vector<std::size_t> same_as_;         ///< of a row: the first that searches the same
    std::deque<look> looks_;
    std::size_t open_ = 0; ///< looks that are not done
    std::vector<std::optional<stored_row>> found_;
    std::vector<std::size_t> missing_;
    sql::statement lock_;
    std::vector<driver::argument> lock_arguments_;
    std::vector<step> steps_;
    model_writes writes_;
};

} // namespace ginnel::engine
