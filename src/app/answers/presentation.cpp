#include "app/answers/presentation.hpp"

#include "app/answers/cell_text.hpp"
#include "app/writing/inner_json.hpp"
#include "engine/record_json.hpp"
#include "value/epoch.hpp"

#include <set>
#include <utility>

namespace ginnel::app {

namespace {

/// Rows that several parents share are looked at once: once per parent, includes within includes would multiply the
/// work.
using seen_rows = std::set<const engine::record*>;

void shape_rows(std::vector<engine::record>& rows, const held_rows& held, seen_rows& seen);

void shape(engine::record& r, const held_rows& held, seen_rows& seen)
{
    const auto& m = r.model();
    for (const auto& c : m.table.columns)
        if (r.has(c.index)) {
            const auto& v = r.get(c.index);
            if (auto text = iso_text(v, c.type))
                r.put(c.index, value{std::move(*text)});
            else if (c.type == column_type::json && v.type() == kind::text && held.conceals(c))
                r.put(c.index, value{held.shown(c, v.text())});
            else if (c.type == column_type::json && v.type() == kind::text && v.text().starts_with('"'))
                r.put(c.index, value{inner_json(v.text())});
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

std::optional<std::string> iso_text(const value& v, column_type type)
{
    const auto ms = !is_moment(type)            ? std::nullopt
                    : v.type() == kind::integer ? std::optional{v.integer()}
                    : v.type() == kind::text    ? epoch_ms_of(v.text())
                                                : std::nullopt;
    if (!ms || !has_timestamp(*ms))
        return {};
    std::string text;
    append_json_moment(text, *ms);
    return text.substr(1, text.size() - 2);
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
