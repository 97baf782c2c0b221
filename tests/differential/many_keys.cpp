#include "differential/many_keys.hpp"

#include "differential/random.hpp"
#include "differential/random_rows.hpp"
#include "differential/random_world.hpp"

#include <algorithm>

namespace diff {

namespace {

datum key_number(const column_spec& c, std::size_t n)
{
    const auto digits = std::to_string(n);
    if (c.uuid)
        return "0c5f0de0-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
    if (c.text && !c.spelled)
        return "key " + digits;
    if (c.text)
        return digits;
    return static_cast<std::int64_t>(n);
}

/// Nested loops over so many rows are bearable where each of them meets the few rows of other tables.
bool keeps_away(const world& w, const relation_spec& r)
{
    return std::none_of(r.path.begin(), r.path.end(), [&](const hop_spec& h) { return h.to == r.source; })
           && !w.tables[r.path.front().to].rows.empty() && !w.tables[r.target].rows.empty();
}

} // namespace

std::optional<std::pair<world, question>> many_keys(std::uint64_t seed, variant kind, std::size_t rows)
{
    world w = random_world(seed);
    const auto found = std::find_if(w.relations.begin(), w.relations.end(), [&](const auto& r) { return r.kind == kind && keeps_away(w, r); });
    if (found == w.relations.end())
        return std::nullopt;
    const auto n = static_cast<std::size_t>(found - w.relations.begin());
    random r{seed};
    for (auto& relation : w.relations)
        relation.declared.clear();
    const auto hop = found->path.front();
    auto& source = w.tables[found->source];
    source.rows.clear();
    for (std::size_t i = 0; i < rows; ++i) {
        std::vector<datum> row;
        for (std::size_t c = 0; c < source.columns.size(); ++c)
            row.push_back(c == source.primary_key || c == hop.from_column ? key_number(source.columns[c], i) : random_value(r, source.columns[c], 12));
        if (source.deleted_at)
            row[*source.deleted_at] = {};
        source.rows.push_back(std::move(row));
    }
    // Rows that belong to parents all over the set; a few parents have several. Those of a primary key stay unique.
    auto& next = w.tables[hop.to];
    std::size_t parent = rows - 1;
    for (auto& row : next.rows) {
        row[hop.to_column] = key_number(next.columns[hop.to_column], parent);
        const bool again = r.percent(40) && !(next.is_model() && hop.to_column == next.primary_key);
        parent = again || parent < 1 + rows / 15 ? parent : parent - 1 - r.below(rows / 15);
        if (!again && parent == 0)
            break;
    }
    question q;
    q.query.table = found->source;
    q.query.scopes.emplace_back();
    q.query.orders = {{{-1, source.primary_key}, false, {}}};
    query sub;
    sub.table = found->target;
    sub.via = n;
    sub.scopes.emplace_back();
    if (!found->one && seed % 2 == 0)
        sub.group_limit = 1;
    q.query.preloads.push_back({n, std::make_shared<const query>(std::move(sub))});
    return std::pair{std::move(w), std::move(q)};
}

} // namespace diff
