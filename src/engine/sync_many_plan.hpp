#pragma once

#include "engine/link_inserts.hpp"
#include "engine/links.hpp"
#include "engine/plan.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ginnel::engine {

/// Sync of many parents: what sync_plan does for one, with each statement over all of them.
class sync_many_plan final : public plan {
public:
    sync_many_plan(const environment& e, const schema::relation& r, std::vector<parent_links> parents, sync_options o);

    needs wants() const override { return {needs::scope::write, true}; }
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

    std::vector<changes> result; ///< in the order of the parents given

private:
    enum class stage : std::uint8_t { lock, look, look_again, write, insert, end };

    struct wanted {
        wanted_link link;
        std::vector<value> stored{}; ///< the attributes of the row that stays
        bool exists = false, repeated = false, kept = false;
    };
    struct parent {
        value key;
        std::size_t given; ///< its number among those given
        std::vector<wanted> links{};
        std::unordered_map<std::string, std::size_t> by_key{};
        std::unordered_set<std::string> gone_seen{};
        key_set gone{};
        std::map<std::string, std::pair<changed_columns, key_set>> changed{};
    };
    /// Links of one parent.
    struct some_links {
        const value* parent;
        const key_set* far;
    };
    struct write {
        sql::statement statement;
        std::vector<driver::argument> arguments;
    };

    void take(parent_links& given, std::size_t number);
    event send_tree(const sql::tree& t, const key_set& keys);
    sql::select look(const std::string& identity) const;
    void see(parent& p, const cell* cells);
    void see_again(parent& p, const cell* cells);
    void decide();
    void add_removals();
    void add_updates();
    sql::expr of(const some_links* first, std::size_t count) const;
    void add_removal(sql::expr which);
    void add_write(const sql::tree& t);
    const char* identity() const;

    const environment& environment_;
    link_table table_;
    sync_options options_;
    const schema::column* key_ = nullptr; ///< of the link table, if that is a model: tells equal links apart
    std::vector<const schema::column*> attribute_columns_;
    std::deque<parent> parents_; ///< in the order of their keys
    std::unordered_map<std::string, std::size_t> by_parent_;
    key_set keys_, repeated_, surplus_;
    stage stage_;
    sql::statement current_;
    std::vector<driver::argument> arguments_;
    std::vector<step> steps_;
    std::deque<write> writes_;
    link_inserts inserts_;
};

} // namespace ginnel::engine
