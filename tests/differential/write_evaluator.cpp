#include "differential/write_evaluator.hpp"

#include "differential/conditions.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace diff {

namespace {

using row_numbers = std::set<std::size_t>;

class writer {
public:
    writer(world& w, const write& what) : w_{w}, what_{what}, t_{w.tables[what.table]} {}

    write_report run()
    {
        switch (what_.what) {
        case write_kind::insert:
            return {insert_rows(what_.rows)};
        case write_kind::update:
            set(what_.stored);
            return count(what_.stored.size());
        case write_kind::update_changed:
            return count(set(what_.stored));
        case write_kind::remove:
            return count(remove(t_, all_of(what_.stored), false));
        case write_kind::remove_fully:
            return count(remove(t_, all_of(what_.stored), true));
        case write_kind::restore:
            for (const auto i : what_.stored)
                t_.rows[i][*t_.deleted_at] = {};
            return count(what_.stored.size());
        case write_kind::first_or_create:
        case write_kind::related_first_or_create:
        case write_kind::update_or_create:
        case write_kind::related_update_or_create:
            return find_or_write();
        case write_kind::query_update:
        case write_kind::query_add:
        case write_kind::related_update:
            return update_found();
        case write_kind::query_remove:
        case write_kind::related_remove:
            return count(remove(t_, found(), false));
        case write_kind::save_related:
            return save_related();
        case write_kind::replace_related:
            return replace_related();
        case write_kind::dissociate_related:
            untie(what_.stored);
            return {};
        case write_kind::associate:
        case write_kind::dissociate:
            return associate();
        default:
            return links();
        }
    }

private:
    static write_report count(std::size_t n) { return {{static_cast<std::int64_t>(n)}}; }
    static row_numbers all_of(const std::vector<std::size_t>& list) { return {list.begin(), list.end()}; }

    /// Rows with a key come first, so that the database counts on from them.
    std::vector<datum> insert_rows(std::vector<std::vector<datum>> rows)
    {
        std::vector<datum> keys(rows.size());
        for (const bool made : {false, true})
            for (std::size_t i = 0; i < rows.size(); ++i) {
                auto& key = rows[i][t_.primary_key];
                if (is_null(key) != made)
                    continue;
                if (made)
                    key = next_key(t_);
                keys[i] = key;
                t_.rows.push_back(rows[i]);
            }
        return keys;
    }
    /// How many rows were changed by it.
    std::size_t set(const std::vector<std::size_t>& rows)
    {
        std::size_t changed = 0;
        for (const auto i : rows) {
            const auto before = t_.rows[i];
            for (const auto& [column, v] : what_.set)
                t_.rows[i][column] = v;
            changed += before != t_.rows[i] ? 1 : 0;
        }
        return changed;
    }
    static std::size_t remove(table_spec& t, const row_numbers& which, bool fully)
    {
        std::size_t removed = which.size();
        if (t.deleted_at && !fully) {
            for (const auto i : which)
                if (auto& time = t.rows[i][*t.deleted_at]; is_null(time)) // the time of the first removal stays
                    time = std::string{time_of_writes};
                else
                    --removed;
        } else {
            for (auto i = which.rbegin(); i != which.rend(); ++i)
                t.rows.erase(t.rows.begin() + static_cast<std::ptrdiff_t>(*i));
        }
        return removed;
    }

    row_numbers found() const
    {
        row_numbers out;
        if (!what_.relation) {
            for (std::size_t i = 0; i < t_.rows.size(); ++i)
                if ((what_.query.with_trashed || !hidden(w_, what_.table, i)) && holds(w_, what_.query, {i, {}}))
                    out.insert(i);
            return out;
        }
        for (const auto& j : related_rows(w_, what_.query, what_.parents.front()))
            out.insert(j.target);
        return out;
    }
    write_report update_found()
    {
        const auto rows = found();
        for (const auto i : rows)
            for (const auto& [column, v] : what_.set) {
                auto& held = t_.rows[i][column];
                if (what_.what != write_kind::query_add)
                    held = v;
                else if (!is_null(held))
                    held = std::get<std::int64_t>(held) + std::get<std::int64_t>(v);
            }
        return count(rows.size());
    }
    write_report find_or_write()
    {
        const auto rows = sought(w_, what_);
        if (!rows.empty()) {
            set({rows.front()});
            return {{t_.rows[rows.front()][t_.primary_key]}};
        }
        auto fresh = what_.rows;
        for (const auto& [column, v] : what_.set)
            fresh.front()[column] = v;
        if (what_.relation)
            tie(fresh.front());
        return {insert_rows(fresh)};
    }

    const relation_spec& relation() const { return w_.relations[*what_.relation]; }
    datum parent_key(std::size_t n = 0) const
    {
        return w_.tables[relation().source].rows[what_.parents[n]][relation().path.front().from_column];
    }
    void tie(std::vector<datum>& row) const
    {
        for (const auto& [column, v] : ties(w_, *what_.relation, parent_key()))
            row[column] = v;
    }
    bool tied(const std::vector<datum>& row) const
    {
        const auto all = ties(w_, *what_.relation, parent_key());
        return std::all_of(all.begin(), all.end(), [&](const auto& t) { return row[t.first] == t.second; });
    }
    void untie(const std::vector<std::size_t>& rows)
    {
        const auto all = ties(w_, *what_.relation, parent_key());
        for (const auto i : rows)
            if (tied(t_.rows[i]))
                for (const auto& [column, v] : all)
                    t_.rows[i][column] = {};
    }
    std::vector<datum> insert_tied()
    {
        auto fresh = what_.rows;
        for (auto& row : fresh)
            tie(row);
        return insert_rows(std::move(fresh));
    }
    write_report save_related()
    {
        const auto key = parent_key(); // which a self relation may be about to write
        const auto all = ties(w_, *what_.relation, key);
        auto fresh = what_.rows;
        for (auto& row : fresh)
            for (const auto& [column, v] : all)
                row[column] = v;
        for (const auto i : what_.stored)
            for (const auto& [column, v] : all)
                t_.rows[i][column] = v;
        return {insert_rows(std::move(fresh))};
    }
    write_report replace_related()
    {
        const auto all = ties(w_, *what_.relation, parent_key());
        std::vector<std::size_t> gone;
        for (std::size_t i = 0; i < t_.rows.size(); ++i)
            if (!hidden(w_, what_.table, i) && tied(t_.rows[i]) && !all_of(what_.stored).contains(i))
                gone.push_back(i);
        auto fresh = what_.rows;
        for (auto& row : fresh)
            tie(row);
        untie(gone);
        for (const auto i : what_.stored)
            for (const auto& [column, v] : all)
                t_.rows[i][column] = v;
        return {insert_rows(std::move(fresh)), {static_cast<std::int64_t>(gone.size())}};
    }
    write_report associate()
    {
        auto& row = w_.tables[relation().source].rows[what_.parents.front()];
        for (const auto& [column, v] : ties(w_, *what_.relation, what_.set.front().second))
            row[column] = what_.what == write_kind::dissociate ? datum{} : v;
        return {};
    }

    table_spec& link_table() { return w_.tables[relation().path.front().to]; }
    std::size_t far() const { return relation().path.back().from_column; }

    /// The links of a parent: all, and those of one key.
    row_numbers links_of(const datum& parent)
    {
        row_numbers out;
        const auto all = ties(w_, *what_.relation, parent);
        for (std::size_t i = 0; i < link_table().rows.size(); ++i)
            if (!hidden(w_, relation().path.front().to, i) && std::all_of(all.begin(), all.end(), [&](const auto& t) {
                    return link_table().rows[i][t.first] == t.second;
                }))
                out.insert(i);
        return out;
    }
    row_numbers of_key(row_numbers links, const datum& key)
    {
        std::erase_if(links, [&](std::size_t i) { return link_table().rows[i][far()] != key; });
        return links;
    }
    /// In the order of their keys; of those with one key the last, unless all count.
    std::vector<link_write> wanted(std::size_t parent, bool all = false) const
    {
        auto list = what_.links[parent];
        std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
        if (!all)
            for (std::size_t i = list.size(); i-- > 1;)
                if (list[i - 1].key == list[i].key)
                    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i - 1));
        return list;
    }
    void add_link(const datum& parent, const link_write& l)
    {
        auto& t = link_table();
        std::vector<datum> row(t.columns.size());
        if (t.is_model())
            row[t.primary_key] = next_key(t);
        for (const auto& [column, v] : ties(w_, *what_.relation, parent))
            row[column] = v;
        row[far()] = l.key;
        for (const auto& [column, v] : l.attributes)
            row[column] = v;
        t.rows.push_back(std::move(row));
    }
    /// Whether the row had other values.
    bool give(std::size_t link, const link_write& l)
    {
        const auto before = link_table().rows[link];
        for (const auto& [column, v] : l.attributes)
            link_table().rows[link][column] = v;
        return before != link_table().rows[link];
    }

    write_report links()
    {
        write_report out;
        for (std::size_t p = 0; p < what_.parents.size(); ++p)
            for (auto& list : links(p, parent_key(p))) {
                std::sort(list.begin(), list.end());
                out.push_back(std::move(list));
            }
        // Of many parents too all that goes goes before what comes.
        remove(link_table(), gone_, false);
        for (const auto& [parent, link] : fresh_)
            add_link(parent, link);
        return out;
    }
    write_report links(std::size_t p, const datum& parent)
    {
        switch (what_.what) {
        case write_kind::attach:
        case write_kind::attach_again:
            return attach(p, parent);
        case write_kind::detach: {
            row_numbers gone;
            for (const auto& l : wanted(p))
                gone.merge(of_key(links_of(parent), l.key));
            return count(remove(link_table(), gone, false));
        }
        case write_kind::detach_all:
            return count(remove(link_table(), links_of(parent), false));
        case write_kind::toggle:
            return toggle(p, parent);
        case write_kind::update_links: {
            std::vector<datum> differed;
            for (const auto& l : wanted(p)) {
                bool differs = false;
                for (const auto i : of_key(links_of(parent), l.key))
                    differs = give(i, l) || differs;
                if (differs)
                    differed.push_back(l.key);
            }
            return {differed};
        }
        default:
            return sync(p, parent);
        }
    }
    write_report attach(std::size_t p, const datum& parent)
    {
        const bool again = what_.what == write_kind::attach_again;
        const auto before = links_of(parent);
        write_report out(2);
        for (const auto& l : wanted(p, again)) {
            const bool exists = !again && !of_key(before, l.key).empty();
            out[exists ? 1 : 0].push_back(l.key);
            if (!exists)
                add_link(parent, l);
        }
        return out;
    }
    write_report toggle(std::size_t p, const datum& parent)
    {
        const auto before = links_of(parent);
        write_report out(3);
        for (const auto& l : wanted(p)) {
            auto there = of_key(before, l.key);
            out[there.empty() ? 0 : 1].push_back(l.key);
            if (there.empty())
                fresh_.emplace_back(parent, l);
            gone_.merge(there);
        }
        return out;
    }
    /// Attached, detached, updated. Of rows that link a pair twice the first stays.
    write_report sync(std::size_t p, const datum& parent)
    {
        write_report out(3);
        const auto before = links_of(parent);
        std::set<datum> named;
        for (const auto& l : wanted(p)) {
            named.insert(l.key);
            auto there = of_key(before, l.key);
            if (there.empty()) {
                fresh_.emplace_back(parent, l);
                out[0].push_back(l.key);
                continue;
            }
            if (give(first_of(there), l))
                out[2].push_back(l.key);
            there.erase(first_of(there));
            out[1].insert(out[1].end(), there.size(), l.key);
            gone_.merge(there);
        }
        if (what_.what != write_kind::sync_without_detaching)
            for (const auto i : before) {
                const auto& key = link_table().rows[i][far()];
                if (is_null(key) || named.contains(key))
                    continue;
                gone_.insert(i);
                if (std::find(out[1].begin(), out[1].end(), key) == out[1].end())
                    out[1].push_back(key);
            }
        return out;
    }
    /// By the key of the link, or as they were made.
    std::size_t first_of(const row_numbers& links)
    {
        const auto& t = link_table();
        if (!t.is_model())
            return *links.begin();
        return *std::min_element(links.begin(), links.end(),
                                 [&](auto a, auto b) { return t.rows[a][t.primary_key] < t.rows[b][t.primary_key]; });
    }

    world& w_;
    const write& what_;
    table_spec& t_;
    row_numbers gone_; ///< links
    std::vector<std::pair<datum, link_write>> fresh_;
};

} // namespace

write_report apply(world& w, const write& what)
{
    return writer{w, what}.run();
}

std::int64_t next_key(const table_spec& t)
{
    std::int64_t most = 0;
    for (std::size_t i = 0; i < t.rows.size(); ++i) {
        const auto key = std::get<std::int64_t>(t.rows[i][t.primary_key]);
        most = i == 0 ? key : std::max(most, key);
    }
    // No database has a next one for the largest; tables that hold it are not written to (random_write).
    return most == std::numeric_limits<std::int64_t>::max() ? most : most + 1;
}

std::vector<std::pair<std::size_t, datum>> ties(const world& w, std::size_t relation, const datum& key)
{
    const auto& r = w.relations[relation];
    const bool on_source = r.kind == variant::belongs_to || r.kind == variant::self_belongs_to ||
                           r.kind == variant::morph_to || r.kind == variant::self_morph_to;
    const auto& hop = r.path.front();
    std::vector<std::pair<std::size_t, datum>> out{{on_source ? hop.from_column : hop.to_column, key}};
    for (const auto& t : r.types)
        if (on_source ? !t.hop : t.hop == 0)
            out.emplace_back(t.column, t.word);
    return out;
}

std::vector<std::size_t> sought(const world& w, const write& what)
{
    const auto& t = w.tables[what.table];
    std::vector<std::pair<std::size_t, datum>> wanted;
    for (const auto c : what.by)
        wanted.emplace_back(c, what.rows.front()[c]);
    if (what.relation) {
        const auto& r = w.relations[*what.relation];
        const auto& parent = w.tables[r.source].rows[what.parents.front()];
        for (auto& tie : ties(w, *what.relation, parent[r.path.front().from_column]))
            wanted.push_back(std::move(tie));
    }
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < t.rows.size(); ++i)
        if (!hidden(w, what.table, i) && std::all_of(wanted.begin(), wanted.end(), [&](const auto& c) {
                const auto& held = t.rows[i][c.first];
                return is_null(held) || is_null(c.second) ? is_null(held) && is_null(c.second)
                                                          : order_of(held, c.second, t.columns[c.first].nocase) == 0;
            }))
            out.push_back(i);
    std::sort(out.begin(), out.end(), [&](auto a, auto b) {
        return order_of(t.rows[a][t.primary_key], t.rows[b][t.primary_key], t.columns[t.primary_key].nocase) < 0;
    });
    return out;
}

bool plain_keys(const world& w, const hop_spec& h)
{
    const auto& near = w.tables[h.from].columns[h.from_column];
    const auto& far = w.tables[h.to].columns[h.to_column];
    return !near.nocase && !far.nocase && near.text == far.text && near.uuid == far.uuid;
}

} // namespace diff
