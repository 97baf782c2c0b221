#pragma once

#include "engine/insert_batches.hpp"
#include "engine/wanted_link.hpp"

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace ginnel::engine {

/// The timestamp columns that a new link gets without being given any.
std::vector<const schema::column*> stamp_columns(const link_table& table,
                                                 const std::vector<const schema::column*>& named);

/// Inserts of links in batches of 100 rows, one kind of batch for each set of columns.
class link_inserts {
public:
    link_inserts(const environment& e, const link_table& table) : environment_{e}, table_{table} {}

    /// `named`: the attributes that any link names, the same for all.
    void add(const value& parent, const wanted_link& link, const std::vector<const schema::column*>& named);
    /// The next statement, which lives until the one after it is asked for; null: there is none. Nothing is added after
    /// the first.
    const insert_batches::batch* next();

private:
    struct group {
        std::vector<const schema::column*> columns;
        insert_rows rows;
        std::unique_ptr<insert_batches> batches;
    };

    const environment& environment_;
    const link_table& table_;
    std::map<std::vector<const schema::column*>, std::size_t> by_columns_;
    std::deque<group> groups_;
    std::size_t at_ = 0;
    value now_; ///< the same for all
    insert_batches::batch batch_{};
};

} // namespace ginnel::engine
