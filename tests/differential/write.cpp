#include "differential/write.hpp"

#include <algorithm>
#include <sstream>

namespace diff {

namespace {

bool holds_links(variant v) noexcept
{
    switch (v) {
    case variant::many_to_many:
    case variant::pivot_is_model:
    case variant::self_many_to_many:
    case variant::morph_to_many:
    case variant::morphed_by_many:
    case variant::through_link_table:
        return true;
    default:
        return false;
    }
}
bool key_on_source(variant v) noexcept
{
    switch (v) {
    case variant::belongs_to:
    case variant::self_belongs_to:
    case variant::morph_to:
    case variant::self_morph_to:
        return true;
    default:
        return false;
    }
}

std::string shown(const table_spec& t, const std::vector<std::pair<std::size_t, datum>>& values)
{
    std::string out;
    for (const auto& [column, v] : values)
        out += " " + t.columns[column].name + "=" + diff::shown(v);
    return out;
}

} // namespace

std::string_view name_of(write_kind k) noexcept
{
    static constexpr std::array<std::string_view, write_kinds> names{"insert",
                                                                     "update",
                                                                     "update changed",
                                                                     "remove",
                                                                     "remove fully",
                                                                     "restore",
                                                                     "first_or_create",
                                                                     "update_or_create",
                                                                     "query update",
                                                                     "query add",
                                                                     "query remove",
                                                                     "related update",
                                                                     "related remove",
                                                                     "save",
                                                                     "replace",
                                                                     "dissociate rows",
                                                                     "its first_or_create",
                                                                     "its update_or_create",
                                                                     "associate",
                                                                     "dissociate",
                                                                     "attach",
                                                                     "attach again",
                                                                     "detach",
                                                                     "detach all",
                                                                     "sync",
                                                                     "sync no detach",
                                                                     "toggle",
                                                                     "update links",
                                                                     "sync many"};
    return names[static_cast<std::size_t>(k)];
}

bool sensible(variant kind, write_kind k) noexcept
{
    if (!of_relation(k))
        return false;
    if (k <= write_kind::related_remove)
        return true;
    if (k <= write_kind::related_update_or_create)
        return direct(kind) && !key_on_source(kind);
    return k <= write_kind::dissociate ? key_on_source(kind) : holds_links(kind);
}

void write_matrix::add(const world& w, const write& what)
{
    const auto k = static_cast<std::size_t>(what.what);
    ++(what.relation ? of_relations_[static_cast<std::size_t>(w.relations[*what.relation].kind)] : of_tables_)[k];
}

void write_matrix::add(const write_matrix& other)
{
    for (std::size_t k = 0; k < write_kinds; ++k) {
        of_tables_[k] += other.of_tables_[k];
        for (std::size_t v = 0; v < variants; ++v)
            of_relations_[v][k] += other.of_relations_[v][k];
    }
}

std::string write_matrix::shown() const
{
    std::ostringstream out;
    for (std::size_t k = 0; k < write_kinds; ++k) {
        const auto kind = static_cast<write_kind>(k);
        out << name_of(kind) << ":";
        if (!of_relation(kind))
            out << " " << of_tables_[k];
        for (std::size_t v = 0; v < variants; ++v)
            if (sensible(static_cast<variant>(v), kind))
                out << "  " << name_of(static_cast<variant>(v)) << " " << of_relations_[v][k];
        out << '\n';
    }
    return out.str();
}

std::string write_matrix::thin(std::size_t least) const
{
    std::string out;
    for (std::size_t k = 0; k < write_kinds; ++k) {
        const auto kind = static_cast<write_kind>(k);
        if (!of_relation(kind) && of_tables_[k] < least)
            out += std::string{name_of(kind)} + ": " + std::to_string(of_tables_[k]) + "\n";
        for (std::size_t v = 0; v < variants; ++v)
            if (sensible(static_cast<variant>(v), kind) && of_relations_[v][k] < least)
                out += std::string{name_of(static_cast<variant>(v))} + " / " + std::string{name_of(kind)} + ": " +
                       std::to_string(of_relations_[v][k]) + "\n";
    }
    return out;
}

std::size_t write_matrix::thinnest() const
{
    std::size_t least = 0;
    while (thin(least + 1).empty())
        ++least;
    return least;
}

std::string shown(const world& w, const write& what)
{
    std::ostringstream out;
    const auto& t = w.tables[what.table];
    out << name_of(what.what) << " of " << t.name;
    if (what.relation)
        out << " by " << w.relations[*what.relation].name << " (" << name_of(w.relations[*what.relation].kind) << ")";
    for (const auto p : what.parents)
        out << " from row " << p;
    for (const auto i : what.stored)
        out << "\n  row " << i << " with key " << shown(t.rows[i][t.primary_key]);
    for (const auto& row : what.rows) {
        out << "\n  new:";
        for (const auto& v : row)
            out << " " << shown(v);
    }
    for (const auto c : what.by)
        out << "\n  by " << t.columns[c].name;
    out << "\n  set:" << shown(t, what.set);
    for (const auto& list : what.links) {
        out << "\n  links:";
        for (const auto& l : list)
            out << "\n    " << shown(l.key)
                << shown(w.tables[w.relations[*what.relation].path.front().to], l.attributes);
    }
    question q;
    q.query = what.query;
    out << "\n  of the rows: " << shown(w, q) << "\n";
    return out.str();
}

} // namespace diff
