#include "differential/operations.hpp"

#include <algorithm>
#include <iomanip>
#include <map>
#include <sstream>

namespace diff {

std::string_view name_of(operation o) noexcept
{
    static constexpr std::array<std::string_view, operations> names{
        "preload",     "preload where", "preload order", "nested preload", "limited preload", "group_limit", "distinct preload", "has",
        "where_has",   "nested has",    "doesnt_have",   "has count",      "with_count",      "aggregate",   "related rows",     "related slice",
        "related count", "related exists", "related pluck", "related aggregate", "load_into", "link condition", "declared condition", "text keys",
        "mixed keys", "hides deleted", "hides passed", "with_trashed", "trashed passed", "preload 3 levels", "has 3 levels", "all types"};
    return names[static_cast<std::size_t>(o)];
}

bool sensible(variant kind, operation o) noexcept
{
    const bool one = to_one(kind);
    const bool types = kind == variant::morph_to || kind == variant::self_morph_to;
    const bool pivot = kind == variant::many_to_many || kind == variant::pivot_is_model || kind == variant::self_many_to_many
                       || kind == variant::morph_to_many || kind == variant::morphed_by_many;
    switch (o) {
    case operation::preload_limited:
    case operation::group_limit:
    case operation::preload_distinct: return !one;
    case operation::link_condition: return !direct(kind);
    // The tables that these pass are no models, or are so in a kind of their own.
    case operation::hides_trashed_passed:
    case operation::with_trashed_passed:
        return !direct(kind) && kind != variant::many_to_many && kind != variant::self_many_to_many;
    case operation::mixed_key: return !pivot;
    case operation::declared: return !types;
    case operation::all_types: return types;
    default: return true;
    }
}

bool passes_deleted(const world& w, const relation_spec& r) noexcept
{
    for (std::size_t k = 0; k + 1 < r.path.size(); ++k)
        if (w.tables[r.path[k].to].deleted_at)
            return true;
    return false;
}

namespace {

class walk {
public:
    walk(const world& w, std::set<std::pair<variant, operation>>& cells) : w_{w}, cells_{cells} {}

    void of(const question& q)
    {
        if (q.query.via) {
            const auto& r = w_.relations[*q.query.via];
            const bool sliced = q.query.limit || q.query.offset || q.query.group_limit;
            switch (q.action) {
            case action::rows: hit(r, sliced ? operation::related_slice : operation::related_rows); break;
            case action::count: hit(r, operation::related_count); break;
            case action::exists: hit(r, operation::related_exists); break;
            case action::pluck: hit(r, operation::related_pluck); break;
            case action::aggregate: hit(r, operation::related_aggregate); break;
            default: break;
            }
            used(r, q.query);
        }
        of(q.query, 0, 0);
        for (const auto& p : q.loaded_later) {
            hit(w_.relations[p.relation], operation::load_into);
            of(p, 0);
        }
    }

private:
    void hit(const relation_spec& r, operation o) { cells_.emplace(r.kind, o); }

    static bool on_link(const std::vector<term>& terms)
    {
        for (const auto& t : terms) {
            const auto& c = *t.what;
            const bool passed = c.test == test::group ? on_link(c.terms)
                                : c.test == test::related || c.test == test::raw
                                    ? false
                                    : c.left.place >= 0 || (c.test == test::columns && c.right.place >= 0);
            if (passed)
                return true;
        }
        return false;
    }
    void used(const relation_spec& r, const query& q)
    {
        for (const auto& s : q.scopes)
            if (on_link(s))
                hit(r, operation::link_condition);
        if (!r.declared.empty())
            hit(r, operation::declared);
        for (const auto& h : r.path) {
            const auto& near = w_.tables[h.from].columns[h.from_column];
            const auto& far = w_.tables[h.to].columns[h.to_column];
            if (far.text)
                hit(r, operation::text_key);
            if (near.text != far.text)
                hit(r, operation::mixed_key);
        }
        if (w_.tables[r.target].deleted_at)
            hit(r, q.with_trashed ? operation::with_trashed : operation::hides_trashed);
        if (passes_deleted(w_, r))
            hit(r, q.with_trashed_passed ? operation::with_trashed_passed : operation::hides_trashed_passed);
    }
    static bool restricted(const query& q)
    {
        for (const auto& s : q.scopes)
            if (!s.empty())
                return true;
        return false;
    }

    /// Depths: how many relations are asked for around it.
    void of(const preload& p, int depth)
    {
        const auto& r = w_.relations[p.relation];
        hit(r, operation::preload);
        if (depth > 0)
            hit(r, operation::preload_nested);
        if (depth > 1)
            hit(r, operation::preload_deep);
        if (restricted(*p.sub))
            hit(r, operation::preload_where);
        if (!p.sub->orders.empty())
            hit(r, operation::preload_order);
        if (p.sub->limit || p.sub->offset)
            hit(r, operation::preload_limited);
        if (p.sub->group_limit)
            hit(r, operation::group_limit);
        if (p.sub->distinct)
            hit(r, operation::preload_distinct);
        used(r, *p.sub);
        of(*p.sub, depth + 1, 0);
    }
    void of(const query& q, int below, int in_has)
    {
        for (const auto& s : q.scopes)
            of(s, in_has);
        std::map<std::size_t, std::size_t> types; // of a morph_to, which are asked for
        for (const auto& p : q.preloads) {
            of(p, below);
            if (const auto& family = w_.relations[p.relation].family)
                ++types[*family];
        }
        for (const auto& p : q.preloads) {
            const auto& r = w_.relations[p.relation];
            if (r.family && types[*r.family] == types_of(*r.family))
                hit(r, operation::all_types);
        }
        for (const auto& a : q.aggregates) {
            const auto& r = w_.relations[a.relation];
            hit(r, a.into_slot ? operation::with_count : operation::aggregate);
            used(r, *a.sub);
            of(*a.sub, below, in_has + 1);
        }
    }
    std::size_t types_of(std::size_t family) const
    {
        return static_cast<std::size_t>(std::count_if(w_.relations.begin(), w_.relations.end(), [&](const auto& r) { return r.family == family; }));
    }
    void of(const std::vector<term>& terms, int in_has)
    {
        for (const auto& t : terms) {
            const auto& c = *t.what;
            of(c.terms, in_has);
            if (c.test != test::related)
                continue;
            const auto& r = w_.relations[c.relation];
            if (!c.op.empty())
                hit(r, operation::has_count);
            else if (c.negated)
                hit(r, operation::doesnt_have);
            else
                hit(r, restricted(*c.sub) ? operation::where_has : operation::has);
            if (in_has > 0)
                hit(r, operation::nested_has);
            if (in_has > 1)
                hit(r, operation::deep_has);
            used(r, *c.sub);
            of(*c.sub, 0, in_has + 1);
        }
    }

    const world& w_;
    std::set<std::pair<variant, operation>>& cells_;
};

} // namespace

std::set<std::pair<variant, operation>> cells_of(const world& w, const question& q)
{
    std::set<std::pair<variant, operation>> cells;
    walk{w, cells}.of(q);
    return cells;
}

void matrix::add(const std::set<std::pair<variant, operation>>& cells)
{
    for (const auto& [kind, o] : cells)
        ++counts_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(o)];
}

void matrix::add(const matrix& other)
{
    for (std::size_t k = 0; k < variants; ++k)
        for (std::size_t o = 0; o < operations; ++o)
            counts_[k][o] += other.counts_[k][o];
}

std::string matrix::shown() const
{
    // Turned on its side, since operations have the longer names; a block for some of the kinds at a time.
    std::ostringstream out;
    constexpr std::size_t wide = 13, block = 12;
    for (std::size_t from = 0; from < variants; from += block) {
        const auto end = std::min(variants, from + block);
        for (std::size_t line = 0; line < 3; ++line) { // kinds' names, broken over three lines
            out << std::left << std::setw(20) << (line == 0 ? "cases" : "");
            for (std::size_t k = from; k < end; ++k) {
                std::istringstream words{std::string{name_of(static_cast<variant>(k))}};
                std::string word;
                for (std::size_t i = 0; i <= line; ++i)
                    if (!(words >> word))
                        word.clear();
                out << std::right << std::setw(wide) << word;
            }
            out << '\n';
        }
        for (std::size_t o = 0; o < operations; ++o) {
            out << std::left << std::setw(20) << name_of(static_cast<operation>(o));
            for (std::size_t k = from; k < end; ++k) {
                out << std::right << std::setw(wide);
                if (sensible(static_cast<variant>(k), static_cast<operation>(o)))
                    out << counts_[k][o];
                else
                    out << "-";
            }
            out << '\n';
        }
    }
    return out.str();
}

std::string matrix::thinnest() const
{
    std::size_t least = 0, kind = 0, what = 0;
    bool first = true;
    for (std::size_t k = 0; k < variants; ++k)
        for (std::size_t o = 0; o < operations; ++o)
            if (sensible(static_cast<variant>(k), static_cast<operation>(o)) && (first || counts_[k][o] < least)) {
                least = counts_[k][o];
                kind = k;
                what = o;
                first = false;
            }
    return std::string{name_of(static_cast<variant>(kind))} + " / " + std::string{name_of(static_cast<operation>(what))} + ": "
           + std::to_string(least);
}

std::string matrix::thin(std::size_t least) const
{
    std::ostringstream out;
    for (std::size_t k = 0; k < variants; ++k)
        for (std::size_t o = 0; o < operations; ++o)
            if (sensible(static_cast<variant>(k), static_cast<operation>(o)) && counts_[k][o] < least)
                out << name_of(static_cast<variant>(k)) << " / " << name_of(static_cast<operation>(o)) << ": " << counts_[k][o]
                    << '\n';
    return out.str();
}

} // namespace diff
