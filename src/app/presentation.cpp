#include "app/presentation.hpp"

#include "engine/record_json.hpp"

#include <ginnel/value/chrono.hpp>

#include <set>
#include <utility>

namespace ginnel::app {

namespace {

using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// Rows that several parents share are looked at once: once per parent, includes within includes would multiply the
/// work.
using seen_rows = std::set<const engine::record*>;

void shape_rows(std::vector<engine::record>& rows, const held_rows& held, seen_rows& seen);

void shape(engine::record& r, const held_rows& held, seen_rows& seen)
{
    const auto& m = r.model();
    for (const auto& c : m.table.columns) {
        if (!r.has(c.index) || r.get(c.index).type() != kind::text)
            continue;
        if (c.type == column_type::timestamp)
            r.put(c.index, value{iso_text(r.get(c.index).text())});
        else if (c.type == column_type::json && held.conceals(c))
            r.put(c.index, value{held.shown(c, r.get(c.index).text())});
    }
    for (const auto& relation : m.relations) {
        auto& slot = r.slot(relation.index);
        if (!slot.loaded)
            continue;
        if (relation.many())
            shape_rows(slot.rows, held, seen);
        else if (slot.row) {
            if (seen.insert(slot.row.get()).second)
                shape(*slot.row, held, seen);
        } else
            slot.loaded = false; // LoopBack leaves out what has no row
    }
}

void shape_rows(std::vector<engine::record>& rows, const held_rows& held, seen_rows& seen)
{
    for (auto& row : rows)
        shape(row, held, seen);
}

/// A shared row may stand at several places of the tree; at each it is looked at once.
using seen_places = std::set<std::pair<const engine::json_choice*, const engine::record*>>;

/// What is shown of a row and of all that is loaded below it.
void choose(engine::json_choice& choice, const engine::record& r, const protected_properties& hidden, bool nested,
            seen_places& seen)
{
    if (const auto at = hidden.find(&r.model()); nested && at != hidden.end() && choice.omit.empty())
        choice.omit.assign(at->second.begin(), at->second.end());
    for (const auto& relation : r.model().relations) {
        const auto& slot = r.slot(relation.index);
        if (!slot.loaded)
            continue;
        auto& below = choice.relations[relation.serialize_as];
        if (slot.row && seen.emplace(&below, slot.row.get()).second)
            choose(below, *slot.row, hidden, true, seen);
        for (const auto& row : slot.rows)
            choose(below, row, hidden, true, seen);
    }
}

} // namespace

std::string iso_text(const std::string& stored)
{
    timestamp t;
    if (!column_traits<timestamp>::load(value{stored}.view(), t))
        return stored;
    // Stored again it has 19 characters, and a fraction of six digits unless that is zero.
    const value whole = column_traits<std::chrono::sys_time<std::chrono::microseconds>>::store(t);
    std::string text = whole.text();
    text[10] = 'T';
    text.resize(19);
    const auto thousandths = std::to_string(
        1000 + (t.time_since_epoch() % std::chrono::seconds{1} + std::chrono::seconds{1}).count() % 1000);
    return text + "." + thousandths.substr(1) + "Z";
}

std::string present(std::vector<engine::record>& rows, const unshown& hidden, std::size_t most)
{
    seen_rows shaped;
    shape_rows(rows, hidden.held, shaped);
    engine::json_choice choice;
    seen_places seen;
    if (!hidden.nested.empty())
        for (const auto& row : rows)
            choose(choice, row, hidden.nested, false, seen);
    return engine::to_json(rows, choice, most);
}

std::string present(engine::record& row, const unshown& hidden, std::size_t most)
{
    seen_rows shaped;
    shape(row, hidden.held, shaped);
    engine::json_choice choice;
    seen_places seen;
    if (!hidden.nested.empty())
        choose(choice, row, hidden.nested, false, seen);
    return engine::to_json(row, choice, most);
}

} // namespace ginnel::app
