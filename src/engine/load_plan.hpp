#pragma once

#include "engine/environment.hpp"
#include "engine/key_index.hpp"
#include "engine/layout.hpp"
#include "engine/load.hpp"
#include "engine/plan.hpp"
#include "engine/query.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ginnel::engine {

class row_history;

/// Loads rows and their relations, level by level: a level's statement is ready once the keys of the level above are
/// known, and siblings are ready together.
///
/// While a level fills, its rows are remembered by parent only; addresses of objects in growing lists would not hold.
/// At its end they become addresses, and only then do the levels below start.
class load_plan final : public plan {
public:
    /// A query with its preloads into `roots`. `parent`: the key that a relation's query is restricted to; null: no
    /// statement.
    load_plan(const environment& e, const query& q, result_slot roots, const value* parent = nullptr);
    /// Relations of objects that exist. They are filled detached; `next` swaps them in before it says finish.
    load_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
              std::span<const preload> what);

    /// The levels below roots that another reads: `row` is given the root's rows as step 0, then `done`.
    load_plan(const environment& e, const query& q, result_slot roots, const compiled& code);

    /// Notes what the query notes of each root, row by row. Before the plan runs; the list must outlive it.
    void note_into(std::vector<value>& notes) noexcept { notes_ = &notes; }

    needs wants() const override { return {needs::scope::autocommit, false, locks_}; }
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

private:
    struct level {
        const query* q = nullptr;
        const schema::relation* relation = nullptr; ///< null: the roots
        const schema::slot_ops* slots_ops = nullptr;
        bool partial = false; ///< under conditions or a limit of the program
        compiled code;
        std::vector<driver::argument> arguments;
        value parent;                          ///< of a relation's own query
        std::shared_ptr<key_index> keys;       ///< of the parents
        std::vector<void*> slots;              ///< one per parent; the roots: one
        std::vector<std::uint32_t> row_parent; ///< by row
        std::vector<std::size_t> children;     ///< levels
        struct tracked {
            std::size_t cell;
            std::shared_ptr<key_index> keys;
            /// Of a polymorphic relation's type: rows of another type have no key. Null: all have.
            const schema::relation* typed = nullptr;
            std::size_t type_cell = layout::none;
            bool any_type = false; ///< as preload::any_type
        };
        std::vector<tracked> tracks; ///< parent keys of the levels below
        bool lent_slots = false;     ///< its slots are another level's: another type of the same polymorphic relation
    };

    const schema::model_ops& ops_of(const schema::model& m) const noexcept { return forms_ ? *forms_->ops : *m.ops; }
    void add_children(const environment& e, std::size_t parent, const query& q);
    std::size_t add_level(const environment& e, const preload& p, std::size_t parent, std::size_t key_cell,
                          std::size_t type_cell);
    void detach_slots(level& l);
    void bind(level& l);
    void start(std::size_t index, std::span<void* const> parents, const schema::model& m, bool partial);
    bool is_partial(const level& l, const std::vector<std::size_t>& siblings) const;
    void complete(std::size_t index);
    void make_ready(std::size_t index);
    static void reset(level& l, void* slot, bool partial);
    void read(level& l, const cell* cells, void* object, void* slot);
    void track(level& l, const cell* cells, std::uint32_t parent);
    std::uint32_t parents_of(level& l, const cell* cells);
    void run_hooks() const;
    void hand_to_hooks(const level& l) const;

    const object_forms* forms_ = nullptr; ///< null: the models' own
    std::deque<level> levels_;
    std::vector<step> ready_, sent_;
    std::size_t open_ = 0; ///< steps sent and not done
    std::vector<value>* notes_ = nullptr;
    row_history* history_ =
        nullptr; ///< of the roots' statement, which the environment keeps; null: their list needs none
    // Objects that exist: which they are, and the detached slots that their relations are loaded into.
    std::vector<void*> objects_;
    const schema::model* objects_model_ = nullptr;
    struct destroy_slot {
        const schema::slot_ops* ops;
        void operator()(void* slot) const { ops->destroy(slot); }
    };
    std::vector<std::size_t> detached_levels_;
    std::vector<std::unique_ptr<void, destroy_slot>> detached_; ///< owns the slots of these levels
    bool hooks_ = false; ///< whether a model of the levels has hooks that were not run yet
    bool ended_ = false;
    bool locks_ = false; ///< its root rows
};

} // namespace ginnel::engine
