#include "engine/row_graph.hpp"

#include "engine/link_table.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace ginnel::engine {

namespace {

/// Calls `f` with each loaded slot of an object, and with the relation whose rows it holds.
template <typename F>
void each_loaded(const schema::model& m, void* object, const F& f)
{
    for (const auto& declared : m.relations) {
        void* slot = m.ops->slot(m, object, declared.index);
        const auto& r = held_by(declared, slot);
        if (slot != nullptr && r.slot->loaded(slot))
            f(r, slot);
    }
}

} // namespace

row_graph::row_graph(const schema::model& m, std::span<void* const> roots, is_new_row is_new)
{
    for (void* root : roots)
        meet(m, root, true, is_new);
    // One after another, not one inside another: a chain may be longer than the stack is deep.
    for (; !waiting_.empty(); waiting_.pop_front())
        walk(waiting_.front(), is_new);
    find_copies();
    for (std::size_t i = 0; i < nodes.size(); ++i)
        tie_slots(i);
    // What the list of a parent says comes last and so holds: a row may still carry the parent it had before.
    std::stable_partition(ties.begin(), ties.end(), [](const tie& t) { return t.in_source; });
    order();
}

void row_graph::meet(const schema::model& m, void* object, bool own, is_new_row is_new)
{
    const auto [at, first] = by_address_.try_emplace(object, nodes.size());
    if (first) {
        nodes.push_back({&m, object, is_new(m, object), own, nodes.size()});
        waiting_.push_back(at->second);
    } else if (own && !nodes[at->second].own) {
        nodes[at->second].own = true; // and so is what it holds
        waiting_.push_back(at->second);
    }
}

void row_graph::walk(std::size_t from, is_new_row is_new)
{
    const auto at = nodes[from];
    each_loaded(*at.model, at.object, [&](const schema::relation& r, void* slot) {
        for (std::size_t i = 0; i < r.slot->size(slot); ++i)
            meet(*r.target, r.slot->at(slot, i), at.own && r.slot->share == nullptr, is_new);
    });
}

void row_graph::find_copies()
{
    std::map<std::pair<const schema::model*, std::string>, std::size_t> first;
    for (const bool own : {true, false}) // a copy that the program could change stands for the others
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            auto& n = nodes[i];
            if (n.fresh || n.own != own || n.model->primary_key == nullptr)
                continue;
            const auto key = n.model->ops->get(*n.model, n.object, n.model->primary_key->index);
            n.row = first.try_emplace({n.model, identity_of(key)}, i).first->second;
        }
}

void row_graph::tie_slots(std::size_t from)
{
    const auto& parent = nodes[from];
    each_loaded(*parent.model, parent.object, [&](const schema::relation& r, void* slot) {
        const auto size = r.slot->size(slot);
        if (r.path.size() == 1) {
            const bool in_source = r.path.front().key_on_from;
            for (std::size_t i = 0; i < size; ++i) {
                const auto other = number_of(r.slot->at(slot, i));
                ties.push_back(in_source ? tie{nodes[from].row, other, &r, true}
                                         : tie{nodes[other].row, from, &r, false});
            }
        } else if (joins_by_links(r)) {
            if (size != 0)
                links.push_back({&r, from, slot});
        } else {
            for (std::size_t i = 0; i < size; ++i)
                if (nodes[number_of(r.slot->at(slot, i))].fresh)
                    link_table{r}; // which says what is missing
        }
    });
}

void row_graph::order()
{
    std::vector<std::vector<std::size_t>> holders(nodes.size()); // of the key of each new row
    std::vector<std::size_t> awaited(nodes.size());
    for (const auto& t : ties)
        if (nodes[t.other].fresh) {
            holders[t.other].push_back(t.holder);
            ++awaited[t.holder];
        }
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (awaited[i] == 0)
            ready.push_back(i);
    std::size_t placed = 0;
    for (; !ready.empty(); ++levels) {
        std::vector<std::size_t> next;
        for (const auto i : ready) {
            nodes[i].level = levels;
            ++placed;
            for (const auto holder : holders[i])
                if (--awaited[holder] == 0)
                    next.push_back(holder);
        }
        std::sort(next.begin(), next.end());
        ready = std::move(next);
    }
    if (placed == nodes.size())
        return;
    const auto stuck = std::find_if(ties.begin(), ties.end(),
                                    [&](const tie& t) { return awaited[t.holder] != 0 && nodes[t.other].fresh; });
    throw error{error_kind::usage, "E_GRAPH_CYCLE",
                "these rows are new and hold each other's keys in a circle, by " + stuck->over->source->name + "." +
                    stuck->over->name +
                    " too, so none can be the first: create one of them without that key, and save "
                    "the others after it"}
        .in_model(stuck->over->source->name)
        .in_relation(stuck->over->name)
        .spoiling(spoils::nothing);
}

} // namespace ginnel::engine
