#pragma once

#include "engine/insert_plan.hpp"
#include "engine/link_table.hpp"
#include "engine/plan.hpp"
#include "engine/write.hpp"

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ginnel::engine {

/// What attach and sync share: the parent's lock, the look at the links that exist, the inserts. The lock is a statement of its own
/// before the look; inside the same statement it would come too late, since that statement's snapshot is older than the lock.
class links_plan : public plan {
public:
    needs wants() const override { return {needs::scope::write, true}; }
    event next() final;
    void row(step_id id, const cell* cells) final;
    void done(step_id id, const driver::outcome& what) final;

protected:
    /// `repeated`: a key that is given twice makes two links; else the last one's attributes win.
    links_plan(const environment& e, const schema::relation& r, const value& parent, std::vector<link> links, bool repeated);

    /// A row of the links that exist; cells as link_table::links selects them.
    virtual void found(const cell* cells) = 0;
    /// All links that exist were seen: adds what is to be written.
    virtual void decide() = 0;

    /// One of the links asked for.
    struct wanted_link {
        value key;
        std::vector<std::pair<const schema::column*, value>> attributes;
        bool exists = false;
    };

    struct write {
        sql::statement statement;
        key_set keys;
        std::vector<value> values; ///< slot 0: the parent; others from slot 2 on
        std::vector<driver::argument> arguments;
    };
    /// Adds a statement that runs after the look. Its keys are slot 1, its values slots 2 ...
    void add_write(const sql::tree& t, key_set keys, std::vector<value> values = {});
    void add_inserts(const std::vector<const wanted_link*>& fresh);
    /// The value of a timestamp column now.
    value timestamp() const;

    const environment& environment_;
    link_table table_;
    value parent_;
    std::vector<wanted_link> wanted_;
    std::unordered_map<std::string, std::size_t> by_key_;
    std::vector<const schema::column*> attribute_columns_; ///< all that any link names
    sql::select look_;
    key_set look_keys_;

private:
    enum class stage : std::uint8_t { lock, look, write, end };

    event send_statement(sql::statement s, const key_set* keys);

    stage stage_ = stage::lock;
    sql::statement current_;
    std::vector<driver::argument> arguments_;
    std::vector<step> steps_;
    std::deque<write> writes_;
    bool writes_sent_ = false;
    /// Links that are inserted with the same columns.
    struct insert_group {
        std::vector<const schema::column*> columns;
        insert_rows rows;
        std::unique_ptr<insert_batches> batches;
    };
    std::deque<insert_group> inserts_;
    insert_batches::batch batch_{};
};

class attach_plan final : public links_plan {
public:
    attach_plan(const environment& e, const schema::relation& r, const value& parent, std::vector<link> links, attach_options o);

    attached result;

private:
    void found(const cell* cells) override;
    void decide() override;

    attach_options options_;
};

class sync_plan final : public links_plan {
public:
    sync_plan(const environment& e, const schema::relation& r, const value& parent, std::vector<link> links, sync_options o);

    changes result;

private:
    void found(const cell* cells) override;
    void decide() override;
    void add_removals();
    void add_updates();

    sync_options options_;
    const char* identity_;
    key_set gone_, surplus_;
    std::unordered_set<std::string> gone_seen_;
    std::vector<std::pair<const wanted_link*, std::vector<value>>> present_; ///< with the stored attributes
};

} // namespace ginnel::engine
