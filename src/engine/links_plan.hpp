#pragma once

#include "engine/asked_links.hpp"
#include "engine/link_inserts.hpp"
#include "engine/link_table.hpp"
#include "engine/plan.hpp"
#include "engine/write.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace ginnel::engine {

/// What attach and sync share: the parent's lock, the look at the links that exist, the inserts. The lock is a
/// statement of its own before the look; inside the same statement it would come too late, since that statement's
/// snapshot is older than the lock.
class links_plan : public plan {
public:
    needs wants() const override { return {needs::scope::write, true}; }
    event next() final;
    void row(step_id id, const cell* cells) final;
    void done(step_id id, const driver::outcome& what) final;

protected:
    /// `repeated`: a key that is given twice makes two links; else the last one's attributes win.
    links_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links,
               bool repeated);

    /// What is looked at before it is decided what to write: all links of the parent, those among `look_keys_`, or
    /// none.
    enum class look : std::uint8_t { none, all, among };
    /// A row of the links that exist; cells as link_table::links selects them.
    virtual void found(const cell*) {}
    /// All links that exist were seen, for the first time. True: what to look at was changed, and is to be looked at.
    virtual bool looks_again() { return false; }
    /// Nothing is left to look at: adds what is to be written.
    virtual void decide() = 0;
    /// A statement of what `decide` added is done.
    virtual void wrote(const driver::outcome&) {}

    /// The look is at the links among those wanted.
    void look_among_wanted();
    /// Marks the wanted link that was found, if it is one of them.
    void mark_found(const cell* cells);

    /// Adds a statement that runs after the look. Its keys are slot 1, its values slots 2 ...
    void add_write(const sql::tree& t, key_set keys, std::vector<value> values = {});
    void add_write(std::shared_ptr<const sql::statement> s, key_set keys, std::vector<value> values = {});
    /// Removes the parent's links to these keys.
    void add_key_removal(key_set keys);
    /// Removes the parent's links that meet `which`, or stamps them where the link table deletes softly. Null: all.
    void add_removal(const sql::expr& which, key_set keys);
    /// The links of one key are to hold these; keys with the same changes go in one statement, added by `add_updates`.
    void change(const value& key, changed_columns columns);
    void add_updates();
    /// The parent's links that meet `which` (null: all) are to hold these.
    void add_update(changed_columns columns, const sql::expr& which, key_set keys = {});
    /// Links without attributes go in one statement that selects from the set of their keys, others in batches of rows.
    void add_inserts(const std::vector<std::size_t>& fresh);

    const environment& environment_;
    link_table table_;
    value parent_;
    asked_links wanted_;
    look look_ = look::none;
    bool looks_at_attributes_ = false;
    std::string look_identity_; ///< a column that is to be seen too, and that orders what is seen; empty: none
    key_set look_keys_;

private:
    enum class stage : std::uint8_t { lock, look, write, end };

    struct write {
        std::shared_ptr<const sql::statement> statement;
        key_set keys;
        std::vector<value> values; ///< slot 0: the parent; others from slot 2 on
        std::vector<driver::argument> arguments;
    };

    event send_statement(std::shared_ptr<const sql::statement> s);
    event send_writes();
    std::shared_ptr<const sql::statement> look_statement();
    bool plain() const;
    /// The statement of a shape over the link table, rendered once where nothing but table and keys is in it.
    std::shared_ptr<const sql::statement> kept(std::string_view shape, const std::function<sql::tree()>& tree);
    sql::expr of_parent(const sql::expr& which) const;
    void add_key_insert(const std::vector<std::size_t>& fresh);
    sql::insert key_insert(const std::vector<const schema::column*>& stamps) const;

    stage stage_ = stage::lock;
    std::shared_ptr<const sql::statement> current_;
    std::vector<driver::argument> arguments_;
    std::vector<step> steps_;
    std::vector<write> writes_;
    std::string table_names_; ///< table and columns, as part of the names of statements that are kept
    bool looked_ = false, writes_sent_ = false;
    std::map<std::string, std::pair<changed_columns, key_set>> changes_; ///< by what changes, spelled
    link_inserts inserts_;
};

class attach_plan final : public links_plan {
public:
    attach_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links,
                attach_options o);

    attached result;

private:
    void found(const cell* cells) override;
    void decide() override;
};

class sync_plan final : public links_plan {
public:
    sync_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links,
              sync_options o);

    changes result;

private:
    void found(const cell* cells) override;
    void decide() override;
    void add_removals();

    bool looks_again() override;
    void see_again(std::size_t wanted, const cell* cells);
    std::vector<value> stored_in(const cell* cells) const;

    sync_options options_;
    const schema::column* key_ = nullptr; ///< of the link table, if that is a model: tells equal links apart
    key_set gone_, repeated_, surplus_;
    bool looked_again_ = false;
    std::vector<std::int64_t> gone_integers_; ///< keys of links to go, as they were seen
    std::unordered_set<std::string> gone_seen_;
    std::vector<unsigned char> repeats_,
        kept_; ///< of the links asked for: whether a second row was seen, whether one was kept
    /// Of the links asked for: the attributes of the row that stays. Empty where none has attributes.
    std::vector<std::vector<value>> stored_;
};

} // namespace ginnel::engine
