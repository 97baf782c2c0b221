#include "differential/operations.hpp"

#include <iomanip>
#include <sstream>

namespace diff {

std::string_view name_of(operation o) noexcept
{
    static constexpr std::array<std::string_view, operations> names{
        "preload",     "preload where", "preload order", "nested preload", "limited preload", "group_limit", "distinct preload", "has",
        "where_has",   "nested has",    "doesnt_have",   "has count",      "with_count",      "aggregate",   "related rows",     "related slice",
        "related count", "related exists", "related pluck", "related aggregate", "load_into", "link condition", "declared condition", "text keys"};
    return names[static_cast<std::size_t>(o)];
}

bool sensible(variant kind, operation o) noexcept
{
    const bool one = kind == variant::belongs_to || kind == variant::has_one || kind == variant::has_one_through
                     || kind == variant::self_belongs_to;
    const bool direct = kind == variant::belongs_to || kind == variant::has_one || kind == variant::has_many
                        || kind == variant::self_belongs_to || kind == variant::self_has_many;
    switch (o) {
    case operation::preload_limited:
    case operation::group_limit:
    case operation::preload_distinct: return !one;
    case operation::link_condition: return !direct;
    default: return true;
    }
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
        of(q.query, false, false);
        for (const auto& p : q.loaded_later) {
            hit(w_.relations[p.relation], operation::load_into);
            of(p, false);
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
        for (const auto& h : r.path)
            if (w_.tables[h.to].columns[h.to_column].text)
                hit(r, operation::text_key);
    }
    static bool restricted(const query& q)
    {
        for (const auto& s : q.scopes)
            if (!s.empty())
                return true;
        return false;
    }

    void of(const preload& p, bool nested)
    {
        const auto& r = w_.relations[p.relation];
        hit(r, operation::preload);
        if (nested)
            hit(r, operation::preload_nested);
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
        of(*p.sub, true, false);
    }
    void of(const query& q, bool below, bool in_has)
    {
        for (const auto& s : q.scopes)
            of(s, in_has);
        for (const auto& p : q.preloads)
            of(p, below);
        for (const auto& a : q.aggregates) {
            const auto& r = w_.relations[a.relation];
            hit(r, a.into_slot ? operation::with_count : operation::aggregate);
            used(r, *a.sub);
            of(*a.sub, below, true);
        }
    }
    void of(const std::vector<term>& terms, bool in_has)
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
            if (in_has)
                hit(r, operation::nested_has);
            used(r, *c.sub);
            of(*c.sub, false, true);
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
    // Turned on its side: operations have the longer names.
    std::ostringstream out;
    constexpr std::size_t wide = 9;
    for (std::size_t line = 0; line < 3; ++line) { // kinds' names, broken over three lines
        out << std::left << std::setw(20) << (line == 0 ? "cases" : "");
        for (std::size_t k = 0; k < variants; ++k) {
            std::istringstream words{std::string{name_of(static_cast<variant>(k))}};
            std::string word;
            for (std::size_t i = 0; i <= line; ++i)
                if (!(words >> word))
                    word.clear();
            out << std::right << std::setw(wide + 4) << word;
        }
        out << '\n';
    }
    for (std::size_t o = 0; o < operations; ++o) {
        out << std::left << std::setw(20) << name_of(static_cast<operation>(o));
        for (std::size_t k = 0; k < variants; ++k) {
            out << std::right << std::setw(wide + 4);
            if (sensible(static_cast<variant>(k), static_cast<operation>(o)))
                out << counts_[k][o];
            else
                out << "-";
        }
        out << '\n';
    }
    return out.str();
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
