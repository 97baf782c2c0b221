#include "differential/conditions.hpp"

#include <algorithm>

namespace diff {

namespace {

/// An integer that the text spells. No text of the worlds is a number in another spelling.
std::optional<std::int64_t> number_in(const std::string& text)
{
    const std::size_t sign = !text.empty() && text.front() == '-' ? 1 : 0;
    if (text.size() == sign || text.size() > 9 || !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return std::stoll(text);
}

/// Between an integer and a text the number counts that the text spells.
bool keys_meet(const datum& near, const datum& far, bool nocase)
{
    if (is_null(near) || is_null(far))
        return false;
    const auto* a = std::get_if<std::string>(&near);
    const auto* b = std::get_if<std::string>(&far);
    if ((a == nullptr) == (b == nullptr))
        return order_of(far, near, nocase) == 0;
    const auto spelled = number_in(a ? *a : *b);
    return spelled && *spelled == std::get<std::int64_t>(a ? far : near);
}

class walker {
public:
    walker(const world& w, const relation_spec& r, shows_trashed shows) : w_{w}, r_{r}, shows_{shows} {}

    /// Hop by hop, over the relation's own path.
    std::vector<joined> by_path(std::size_t source_row) const
    {
        for (const auto& t : r_.types)
            if (!t.hop && !names(r_.source, source_row, t))
                return {};
        std::vector<joined> now{{source_row, {}}};
        for (std::size_t k = 0; k < r_.path.size(); ++k) {
            std::vector<joined> next;
            for (const auto& at : now)
                add_hop(k, at, next);
            now = std::move(next);
        }
        return now;
    }

    /// Relation by relation, each with all that it says itself.
    std::vector<joined> by_steps(std::size_t source_row) const
    {
        std::vector<joined> now{{source_row, {}}};
        for (std::size_t k = 0; k < r_.steps.size(); ++k) {
            const bool last = k + 1 == r_.steps.size();
            std::vector<joined> next;
            for (const auto& at : now)
                for (auto& j : reach(w_, r_.steps[k], at.target, {last ? shows_.of_target : shows_.of_passed, shows_.of_passed})) {
                    auto links = at.links;
                    if (k > 0)
                        links.push_back(at.target);
                    links.insert(links.end(), j.links.begin(), j.links.end());
                    next.push_back({j.target, std::move(links)});
                }
            now = std::move(next);
        }
        return now;
    }

    /// Of several rows the picked one, which several ways may lead to.
    void pick(std::vector<joined>& rows) const
    {
        if (r_.picks.empty() || rows.empty())
            return;
        const auto& t = w_.tables[r_.target];
        auto by = r_.picks;
        by.push_back({t.primary_key, r_.picks.back().descending});
        const auto first = std::min_element(rows.begin(), rows.end(), [&](const joined& a, const joined& b) {
            for (const auto& p : by)
                if (const int c = order_of(t.rows[a.target][p.column], t.rows[b.target][p.column], t.columns[p.column].nocase); c != 0)
                    return p.descending ? c > 0 : c < 0;
            return false;
        });
        std::erase_if(rows, [one = first->target](const joined& j) { return j.target != one; });
    }

private:
    bool names(std::size_t table, std::size_t row, const typed_column& t) const
    {
        return w_.tables[table].rows[row][t.column] == datum{t.word};
    }
    void add_hop(std::size_t k, const joined& at, std::vector<joined>& next) const
    {
        const auto& hop = r_.path[k];
        const auto& to = w_.tables[hop.to];
        const bool last = k + 1 == r_.path.size();
        const bool shows = last ? shows_.of_target : shows_.of_passed;
        const auto& key = w_.tables[hop.from].rows[at.target][hop.from_column];
        for (std::size_t i = 0; i < to.rows.size(); ++i) {
            if (!keys_meet(key, to.rows[i][hop.to_column], to.columns[hop.to_column].nocase) || (!shows && hidden(w_, hop.to, i)))
                continue;
            if (std::any_of(r_.types.begin(), r_.types.end(), [&](const auto& t) { return t.hop == k && !names(hop.to, i, t); }))
                continue;
            joined j{i, at.links};
            if (!last)
                j.links.push_back(i);
            next.push_back(std::move(j));
        }
    }

    const world& w_;
    const relation_spec& r_;
    shows_trashed shows_;
};

} // namespace

std::vector<joined> reach(const world& w, std::size_t relation, std::size_t source_row, shows_trashed shows)
{
    const auto& r = w.relations[relation];
    const walker walk{w, r, shows};
    auto rows = r.steps.empty() ? walk.by_path(source_row) : walk.by_steps(source_row);
    if (!r.declared.empty()) {
        query declared;
        declared.table = r.target;
        declared.via = relation;
        declared.scopes = {r.declared};
        std::erase_if(rows, [&](const joined& j) { return !holds(w, declared, j); });
    }
    walk.pick(rows);
    return rows;
}

} // namespace diff
