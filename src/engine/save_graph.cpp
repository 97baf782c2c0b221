#include "engine/save_graph.hpp"

#include "engine/kept_values.hpp"
#include "engine/link_table.hpp"
#include "engine/links.hpp"
#include "engine/row_writes.hpp"
#include "engine/write.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ginnel::engine {

namespace {

using columns = std::vector<const schema::column*>;

class graph_writer {
public:
    explicit graph_writer(row_graph& g) : graph_{g}, rekeyed_(g.nodes.size()) {}

    void write(session& s);
    void end();
    kept_values before;

private:
    void tie(const row_graph::tie& t);
    void put(row_graph::node& n, const schema::column& c, const value& v);
    void write_level(session& s, std::size_t level);
    void write_links(session& s);
    link link_of(const row_graph::linked& l, const link_table& table, std::size_t ordinal) const;

    row_graph& graph_;
    std::vector<columns> rekeyed_; ///< of each node: the keys that it did not hold
};

void graph_writer::write(session& s)
{
    for (std::size_t level = 0; level < graph_.levels; ++level) {
        for (const auto& t : graph_.ties)
            if (graph_.nodes[t.holder].level == level)
                tie(t);
        write_level(s, level);
    }
    write_links(s);
}

void graph_writer::put(row_graph::node& n, const schema::column& c, const value& v)
{
    const auto& m = *n.model;
    if (same_value(m.ops->get(m, n.object, c.index), v))
        return;
    if (!m.ops->set(m, n.object, c.index, v.view()))
        throw error{error_kind::data, "E_COLUMN_TYPE", m.name + "." + c.name + " cannot hold " + to_display(v)}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    rekeyed_[n.row].push_back(&c);
}

void graph_writer::tie(const row_graph::tie& t)
{
    auto& holder = graph_.nodes[t.holder];
    const auto& other = graph_.nodes[t.other];
    const auto& hop = t.over->path.front();
    const auto& theirs = t.in_source ? *hop.to_key : *hop.from_key;
    const auto* ops = other.model->ops;
    value key;
    if (ops->has == nullptr || ops->has(*other.model, other.object, theirs.index))
        key = ops->get(*other.model, other.object, theirs.index);
    if (key.is_null())
        throw error{error_kind::usage, "E_NULL_KEY",
                    "a " + other.model->name + " has no " + theirs.name + ", by which " + t.over->source->name + "." +
                        t.over->name + " finds its rows: give it one, or select it where the row is read"}
            .in_model(t.over->source->name)
            .in_relation(t.over->name)
            .spoiling(spoils::nothing);
    put(holder, t.in_source ? *hop.from_key : *hop.to_key, key);
    for (const auto& f : t.over->fixed)
        if (f.at == (t.in_source ? schema::place::source : schema::place::target))
            put(holder, *f.what, f.must);
}

void graph_writer::write_level(session& s, std::size_t level)
{
    std::vector<const schema::model*> models; // as they are met, so that equal graphs write in one order
    std::map<const schema::model*, std::vector<void*>> fresh;
    std::map<std::pair<const schema::model*, columns>, std::vector<void*>> known;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
        const auto& n = graph_.nodes[i];
        if (n.level != level || n.row != i)
            continue;
        if (std::find(models.begin(), models.end(), n.model) == models.end())
            models.push_back(n.model);
        if (n.fresh)
            fresh[n.model].push_back(n.object);
        else if (n.own)
            known[{n.model, {}}].push_back(n.object);
        else if (!rekeyed_[i].empty())
            known[{n.model, rekeyed_[i]}].push_back(n.object);
    }
    // Updates first, so that a value which a row gives up is free for a new one.
    for (const auto* m : models)
        for (const auto& [which, objects] : known)
            if (which.first == m)
                update_rows(s, *m, objects, {which.second, false});
    for (const auto* m : models)
        insert(s, *m, fresh[m]);
}

link graph_writer::link_of(const row_graph::linked& l, const link_table& table, std::size_t ordinal) const
{
    const auto& r = *l.over;
    link made{r.target->ops->get(*r.target, r.slot->at(l.slot, ordinal), r.path.back().to_key->index), {}};
    const auto* beside = r.slot->link_at == nullptr ? nullptr : r.slot->link_at(l.slot, ordinal);
    for (std::size_t i = 0; beside != nullptr && i < r.link_row_columns.size(); ++i) {
        const auto& c = *r.link_row_columns[i];
        const bool set_by_itself = c.generated || &c == &table.near() || &c == &table.far() || table.condition(c) ||
                                   &c == r.created_at || &c == r.updated_at || &c == table.trashed();
        if (!set_by_itself)
            made.attributes.emplace_back(
                c.column_name, r.link_row_fields[i]->store(static_cast<const char*>(beside) + r.link_row_offsets[i]));
    }
    return made;
}

void graph_writer::write_links(session& s)
{
    struct over_relation {
        const schema::relation* over;
        link_table table;
        std::vector<parent_links> parents{};
        std::unordered_map<std::string, std::size_t> by_key{}; ///< of two copies of a parent the links are put together
    };
    std::deque<over_relation> all;
    for (const auto& l : graph_.links) {
        auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.over == l.over; });
        if (at == all.end())
            at = all.insert(at, over_relation{l.over, link_table{*l.over}});
        const auto& parent = graph_.nodes[l.parent];
        const auto key = parent.model->ops->get(*parent.model, parent.object, l.over->local_key().index);
        const auto [of, first] = at->by_key.try_emplace(identity_of(key), at->parents.size());
        if (first)
            at->parents.push_back({key, {}});
        for (std::size_t i = 0; i < l.over->slot->size(l.slot); ++i)
            at->parents[of->second].links.push_back(link_of(l, at->table, i));
    }
    for (auto& one : all)
        sync_many(s, *one.over, std::move(one.parents), {.detach = false, .only_add = true});
}

void graph_writer::end()
{
    for (const auto& n : graph_.nodes) {
        const auto& m = *n.model;
        if (n.fresh)
            m.ops->loaded(m, n.object, nullptr);
        const auto& written = graph_.nodes[n.row];
        if (written.object == n.object || !n.own)
            continue;
        auto changed = rekeyed_[n.row]; // so that the copy can be saved after this too
        changed.insert(changed.end(), {m.version, m.updated_at});
        for (const auto* c : changed)
            if (c != nullptr)
                m.ops->set(m, n.object, c->index, m.ops->get(m, written.object, c->index).view());
    }
}

} // namespace

void save_graph(session& s, const schema::model& m, std::span<void* const> roots, is_new_row is_new)
{
    if (roots.empty())
        return;
    row_graph graph{m, roots, is_new};
    graph_writer writer{graph};
    for (const auto& n : graph.nodes)
        writer.before.keep(*n.model, n.object);
    try {
        s.together([&](session& inside) { writer.write(inside); });
    } catch (...) {
        writer.before.put_back();
        throw;
    }
    writer.end();
}

} // namespace ginnel::engine
