#include "differential/evaluator.hpp"

#include "differential/conditions.hpp"

#include <algorithm>
#include <numeric>

namespace diff {

namespace {

/// Which use of a query it is, since they differ in what makes an order total and in what is shown.
enum class use : std::uint8_t { root, related, preload };

using groups = std::vector<std::vector<joined>>;

class evaluator {
public:
    explicit evaluator(const world& w) : w_{w} {}

    expectation operator()(const question& q)
    {
        expectation e;
        const use u = q.query.via ? use::related : use::root;
        if (q.action == action::find) {
            e.rows = found_by_key(q);
            return e;
        }
        auto rows = candidates(q);
        if (q.action == action::rows || q.action == action::load_into) {
            e.rows = list(q.query, std::move(rows), u, q.loaded_later);
            return e;
        }
        e.of_values = true;
        e.values = values_of(q, std::move(rows), u);
        return e;
    }

private:
    std::vector<joined> candidates(const question& q) const
    {
        std::vector<joined> rows;
        if (q.query.via)
            rows = related_rows(w_, q.query, *q.parent);
        else
            for (std::size_t i = 0; i < w_.tables[q.query.table].rows.size(); ++i)
                if (joined j{i, {}}; (q.query.with_trashed || !hidden(w_, q.query.table, i)) && holds(w_, q.query, j))
                    rows.push_back(std::move(j));
        return rows;
    }

    expected_list found_by_key(const question& q)
    {
        const auto& t = w_.tables[q.query.table];
        std::vector<joined> rows;
        for (std::size_t i = 0; i < t.rows.size(); ++i)
            if (!hidden(w_, q.query.table, i) && compare(t.rows[i][t.primary_key], "=", q.key, t.columns[t.primary_key].nocase) == truth::yes)
                rows.push_back({i, {}});
        return list(q.query, std::move(rows), use::root, {});
    }

    expected_list values_of(const question& q, std::vector<joined> rows, use u)
    {
        expected_list out;
        const auto put = [&](datum d) {
            expected_row r;
            r.columns.emplace_back("value", std::move(d));
            out.groups.push_back({std::move(r)});
        };
        if (q.action == action::pluck && q.query.distinct) {
            std::vector<joined> kept;
            for (auto& j : rows)
                if (std::none_of(kept.begin(), kept.end(), [&](const joined& k) { return equal(q.query, j, k, q.plucked); }))
                    kept.push_back(std::move(j));
            rows = std::move(kept);
            out.fold = true;
        } else if (q.query.distinct) {
            rows = without_repeats(q.query, std::move(rows), u);
        }
        auto g = ordered(q.query, std::move(rows), chosen_by(q.query, u));
        const auto [skipped, limit] = slice(q.query);
        if (q.action == action::pluck) {
            for (auto& group : g) {
                out.groups.emplace_back();
                for (const auto& j : group) {
                    expected_row r;
                    r.columns.emplace_back("value", value_of(w_, q.query, j, q.plucked).value);
                    out.groups.back().push_back(std::move(r));
                }
            }
            out.skipped = skipped;
            out.limit = limit;
            return out;
        }
        const auto kept = cut(g, skipped, limit);
        if (q.action == action::exists) {
            put(std::int64_t{kept.empty() ? 0 : 1});
        } else {
            const auto result = aggregate_over(w_, q.query, q.action == action::count ? aggregate{} : q.what, kept);
            put(result.value);
            out.fold = result.nocase;
        }
        return out;
    }

    bool equal(const query& q, const joined& a, const joined& b, const operand& o) const
    {
        const auto left = value_of(w_, q, a, o);
        return order_of(left.value, value_of(w_, q, b, o).value, left.nocase) == 0;
    }

    std::vector<operand> outputs(const query& q, use u) const
    {
        std::vector<operand> all;
        for (const auto c : shown_columns(q, u))
            all.push_back({-1, c});
        if (q.via)
            for (const auto& l : w_.relations[*q.via].links)
                all.push_back({0, l.column});
        for (const auto& l : q.links)
            all.push_back(l.what);
        return all;
    }
    /// What the query adds follows from the row, so that it says nothing here.
    std::vector<joined> without_repeats(const query& q, std::vector<joined> rows, use u) const
    {
        const auto all = outputs(q, u);
        std::vector<joined> kept;
        for (auto& j : rows)
            if (std::none_of(kept.begin(), kept.end(), [&](const joined& k) {
                    return std::all_of(all.begin(), all.end(), [&](const operand& o) { return equal(q, j, k, o); });
                }))
                kept.push_back(std::move(j));
        return kept;
    }

    std::vector<order> total(const query& q, std::vector<order> orders, bool descending) const
    {
        const auto key = w_.tables[q.table].primary_key;
        if (std::none_of(orders.begin(), orders.end(),
                         [&](const order& o) { return o.alias.empty() && o.what.place < 0 && o.what.column == key; }))
            orders.push_back({{-1, key}, descending, {}});
        return orders;
    }
    /// The order by which a limit chooses.
    std::vector<order> chosen_by(const query& q, use u) const
    {
        if (q.group_limit)
            return total(q, q.group_orders, q.group_orders.empty());
        const bool one = u == use::preload && !w_.relations[*q.via].many();
        if (u == use::preload && (!q.orders.empty() || q.limit || q.offset || one))
            return total(q, q.orders, false);
        return q.orders;
    }
    static std::pair<std::size_t, std::optional<std::size_t>> slice(const query& q)
    {
        const auto& limit = q.group_limit ? q.group_limit : q.limit;
        return {static_cast<std::size_t>(q.offset.value_or(0)),
                limit ? std::optional{static_cast<std::size_t>(*limit)} : std::nullopt};
    }

    std::pair<datum, bool> order_key(const query& q, const joined& j, const order& o) const
    {
        if (o.alias.empty()) {
            const auto found = value_of(w_, q, j, o.what);
            return {found.value, found.nocase};
        }
        for (const auto& a : q.aggregates)
            if (a.alias == o.alias)
                return {aggregate_over(w_, *a.sub, a.what, related_rows(w_, *a.sub, j.target)).value, false};
        return {};
    }
    groups ordered(const query& q, std::vector<joined> rows, const std::vector<order>& orders) const
    {
        std::vector<std::vector<std::pair<datum, bool>>> keys;
        for (const auto& j : rows) {
            keys.emplace_back();
            for (const auto& o : orders)
                keys.back().push_back(order_key(q, j, o));
        }
        const auto order = [&](std::size_t a, std::size_t b) {
            for (std::size_t i = 0; i < orders.size(); ++i)
                if (const int c = order_of(keys[a][i].first, keys[b][i].first, keys[a][i].second); c != 0)
                    return orders[i].descending ? -c : c;
            return 0;
        };
        std::vector<std::size_t> places(rows.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
        std::stable_sort(places.begin(), places.end(), [&](auto a, auto b) { return order(a, b) < 0; });
        groups out;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (i == 0 || order(places[i - 1], places[i]) != 0)
                out.emplace_back();
            out.back().push_back(rows[places[i]]);
        }
        return out;
    }
    static std::vector<joined> cut(const groups& g, std::size_t skipped, std::optional<std::size_t> limit)
    {
        std::vector<joined> all;
        for (const auto& group : g)
            all.insert(all.end(), group.begin(), group.end());
        const auto first = std::min(skipped, all.size());
        const auto last = first + std::min(limit.value_or(all.size()), all.size() - first);
        return {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last)};
    }

    std::vector<std::size_t> shown_columns(const query& q, use u) const
    {
        std::vector<std::size_t> all = q.selected;
        if (all.empty()) {
            all.resize(w_.tables[q.table].columns.size());
            std::iota(all.begin(), all.end(), std::size_t{0});
        } else if (u == use::preload) { // the key by which a preloaded row was found
            all.push_back(w_.relations[*q.via].path.back().to_column);
        }
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

    expected_list list(const query& q, std::vector<joined> rows, use u, const std::vector<preload>& later)
    {
        expected_list out;
        if (q.distinct)
            rows = without_repeats(q, std::move(rows), u);
        auto g = ordered(q, std::move(rows), chosen_by(q, u));
        std::tie(out.skipped, out.limit) = slice(q);
        if (u == use::preload && !w_.relations[*q.via].many())
            out.limit = 1;
        if (q.group_limit && u == use::preload && !q.orders.empty()) {
            // Chosen by one order, shown in another.
            std::size_t passed = 0;
            for (const auto& group : g) {
                const auto end = passed + group.size();
                out.uncertain = out.uncertain || (group.size() > 1 && passed < *out.limit && end > *out.limit);
                passed = end;
            }
            g = ordered(q, cut(g, out.skipped, out.limit), total(q, q.orders, false));
            out.skipped = 0;
            out.limit.reset();
        }
        out.fold = q.distinct;
        for (const auto& group : g) {
            out.groups.emplace_back();
            for (const auto& j : group)
                out.groups.back().push_back(shown_row(q, j, u, later));
        }
        return out;
    }

    expected_row shown_row(const query& q, const joined& j, use u, const std::vector<preload>& later)
    {
        expected_row r;
        const auto& t = w_.tables[q.table];
        for (const auto c : shown_columns(q, u))
            r.columns.emplace_back(t.columns[c].name, t.rows[j.target][c]);
        if (q.via)
            for (const auto& l : w_.relations[*q.via].links)
                r.extras.emplace_back(l.alias, value_of(w_, q, j, {0, l.column}).value);
        for (const auto& l : q.links)
            r.extras.emplace_back(l.alias, value_of(w_, q, j, l.what).value);
        for (const auto& a : q.aggregates) {
            const auto found = aggregate_over(w_, *a.sub, a.what, related_rows(w_, *a.sub, j.target));
            if (a.into_slot)
                r.counts[w_.relations[a.relation].name] = std::get<std::int64_t>(found.value);
            else
                r.extras.emplace_back(a.alias, found.value);
            r.fold_extras = r.fold_extras || found.nocase;
        }
        for (const auto* preloads : {&q.preloads, &later})
            for (const auto& p : *preloads) {
                auto below = list(*p.sub, related_rows(w_, *p.sub, j.target), use::preload, {});
                below.partial = restricted(*p.sub);
                put(r.relations[w_.relations[p.relation].name], std::move(below));
            }
        return r;
    }

    /// Of the types of a morph_to the row's own fills the relation, which is partial if one of them is.
    static void put(expected_list& into, expected_list&& below)
    {
        const bool partial = into.partial || below.partial;
        if (!below.groups.empty() || into.groups.empty())
            into = std::move(below);
        into.partial = partial;
    }

    bool restricted(const query& q) const
    {
        return q.limit || q.offset || q.group_limit || q.distinct || !q.selected.empty() || std::any_of(q.scopes.begin(), q.scopes.end(), [](const auto& s) { return !s.empty(); });
    }

    const world& w_;
};

} // namespace

expectation evaluate(const world& w, const question& q)
{
    return evaluator{w}(q);
}

} // namespace diff
