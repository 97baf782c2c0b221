#include "engine/links_plan.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::engine {

namespace {

sql::expr named(const std::string& column)
{
    return sql::make(sql::column_name{{}, column});
}

} // namespace

sync_plan::sync_plan(const environment& e, const schema::relation& r, const value& parent, const link_list& links,
                     sync_options o)
    : links_plan{e, r, parent, links, false}, options_{o}, repeats_(wanted_.size(), 0), kept_(wanted_.size(), 0)
{
    if (const auto* m = r.path.front().to_model;
        m && m->primary_key != &table_.near() && m->primary_key != &table_.far())
        key_ = m->primary_key;
    if (!wanted_.named().empty())
        stored_.resize(wanted_.size());
    looks_at_attributes_ = true;
    if (options_.detach)
        look_ = look::all;
    else
        look_among_wanted();
}

std::vector<value> sync_plan::stored_in(const cell* cells) const
{
    std::vector<value> stored;
    stored.reserve(wanted_.named().size());
    for (std::size_t i = 0; i < wanted_.named().size(); ++i)
        stored.emplace_back(cells[1 + i]);
    return stored;
}

void sync_plan::found(const cell* cells)
{
    if (cells[0].type == kind::null)
        return; // a null key relates to nothing, so such a row is no link
    const auto at = wanted_.place_of(cells[0]);
    if (!at) {
        // Without detaching, the database may still find a key equal to one asked for that is spelled otherwise.
        if (options_.detach && cells[0].type == kind::integer)
            gone_integers_.push_back(cells[0].integer);
        else if (value key{cells[0]}; options_.detach && gone_seen_.insert(identity_of(key)).second) {
            gone_.add(cells[0]);
            result.detached.push_back(std::move(key));
        }
        return;
    }
    const auto i = *at;
    if (looked_again_) {
        see_again(i, cells);
    } else if (!wanted_.exists(i)) {
        wanted_.found(i);
        if (!stored_.empty())
            stored_[i] = stored_in(cells);
    } else if (!repeats_[i]) {
        repeats_[i] = 1;
        repeated_.add(cells[0]);
    }
}

bool sync_plan::looks_again()
{
    // What tells equal rows apart is asked for only where there are some: a table may have nothing that does.
    const char* row = environment_.abilities.row_identity;
    if (repeated_.empty() || (!key_ && !row))
        return false;
    looked_again_ = true;
    look_ = look::among;
    look_identity_ = key_ ? key_->column_name : row;
    look_keys_ = repeated_;
    return true;
}

void sync_plan::see_again(std::size_t wanted, const cell* cells)
{
    const auto& identity = cells[1 + wanted_.named().size()];
    if (!kept_[wanted]) {
        kept_[wanted] = 1;
        if (!stored_.empty())
            stored_[wanted] = stored_in(cells);
    } else if (identity.type != kind::null) {
        surplus_.add(identity);
        result.detached.emplace_back(cells[0]);
    }
}

void sync_plan::decide()
{
    add_removals();
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        if (!wanted_.exists(i)) {
            fresh.push_back(i);
        } else if (wanted_.keys_alone() || wanted_.at(i).attributes.empty()) {
            continue;
        } else if (auto changed = differing(wanted_.at(i), wanted_.named(), stored_[i]); !changed.empty()) {
            change(wanted_.key(i), std::move(changed));
            result.updated.push_back(wanted_.key(i));
        }
    }
    result.attached.reserve(fresh.size());
    for (const auto i : fresh)
        result.attached.push_back(wanted_.key(i));
    add_updates();
    add_inserts(fresh);
}

void sync_plan::add_removals()
{
    std::sort(gone_integers_.begin(), gone_integers_.end());
    gone_integers_.erase(std::unique(gone_integers_.begin(), gone_integers_.end()), gone_integers_.end());
    result.detached.reserve(result.detached.size() + gone_integers_.size());
    for (const auto key : gone_integers_) {
        result.detached.emplace_back(key);
        gone_.add(key);
    }
    if (!gone_.empty())
        add_key_removal(std::move(gone_));
    if (!surplus_.empty())
        add_removal(sql::make(sql::in_keys{named(key_ ? key_->column_name : environment_.abilities.row_identity),
                                           sql::keys{nullptr, 1, key_ ? key_->type : column_type::int64}, false}),
                    std::move(surplus_));
}

} // namespace ginnel::engine
