#include "differential/question.hpp"

#include <array>

namespace diff {

std::string_view name_of(variant v) noexcept
{
    static constexpr std::array<std::string_view, variants> names{
        "belongs_to",         "has_one",           "has_many",        "many_to_many",    "many_to_many (model)",
        "through has_many",   "through link",      "through 3 hops",  "through via",     "has_one_through",
        "self belongs_to",    "self has_many",     "self many_to_many", "self through",
        "self has_one",       "self morph_many",   "self morph_to",   "self via",        "morph_one",
        "morph_many",         "morph_to",          "morph_to_many",   "morphed_by_many", "has_one of_many",
        "morph_one of_many",  "one_through of_many", "through 4 hops", "via belongs_to", "via has_many",
        "via many_to_many",   "via through",       "via link_table",  "via morph",       "via declared",
        "via of_many"};
    return names[static_cast<std::size_t>(v)];
}

bool to_one(variant v) noexcept
{
    switch (v) {
    case variant::belongs_to:
    case variant::has_one:
    case variant::has_one_through:
    case variant::self_belongs_to:
    case variant::self_has_one:
    case variant::self_morph_to:
    case variant::morph_one:
    case variant::morph_to:
    case variant::has_one_of_many:
    case variant::morph_one_of_many:
    case variant::one_through_of_many: return true;
    default: return false;
    }
}

bool direct(variant v) noexcept
{
    switch (v) {
    case variant::belongs_to:
    case variant::has_one:
    case variant::has_many:
    case variant::self_belongs_to:
    case variant::self_has_many:
    case variant::self_has_one:
    case variant::self_morph_many:
    case variant::self_morph_to:
    case variant::morph_one:
    case variant::morph_many:
    case variant::morph_to:
    case variant::has_one_of_many:
    case variant::morph_one_of_many: return true;
    default: return false;
    }
}

std::string shown(const datum& d)
{
    if (const auto* i = std::get_if<std::int64_t>(&d))
        return std::to_string(*i);
    if (const auto* r = std::get_if<double>(&d))
        return std::to_string(*r);
    if (const auto* t = std::get_if<std::string>(&d)) {
        std::string quoted = "'";
        for (const char c : *t)
            quoted += c == '\'' ? std::string{"''"} : std::string{c};
        return quoted + "'";
    }
    return "null";
}

std::vector<std::size_t> world::relations_of(std::size_t table) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < relations.size(); ++i)
        if (relations[i].source == table)
            found.push_back(i);
    return found;
}

std::string quoted(const std::string& name)
{
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string{"\"\""} : std::string{c};
    return out + "\"";
}

namespace {

std::string literal(const datum& d)
{
    // The lowest integer has no literal of its own: 9223372036854775808 would be a real before the sign is applied.
    if (const auto* i = std::get_if<std::int64_t>(&d); i && *i == INT64_MIN)
        return "(-9223372036854775807 - 1)";
    return shown(d);
}

} // namespace

std::string ddl(const world& w)
{
    std::string out;
    for (const auto& t : w.tables) {
        out += "create table " + quoted(t.name) + " (";
        for (std::size_t i = 0; i < t.columns.size(); ++i) {
            const auto& c = t.columns[i];
            out += (i == 0 ? "" : ", ") + quoted(c.column_name) + (c.text ? " text" : " integer");
            out += c.nocase ? " collate nocase" : "";
            out += t.is_model() && i == t.primary_key ? " not null primary key" : "";
        }
        out += ");\n";
        for (std::size_t i = 0; t.indexed && i < t.columns.size(); ++i)
            if (!t.is_model() || i != t.primary_key)
                out += "create index " + quoted(t.name + " by " + std::to_string(i)) + " on " + quoted(t.name) + " ("
                       + quoted(t.columns[i].column_name) + ");\n";
        for (std::size_t r = 0; r < t.rows.size(); ++r) {
            out += r == 0 ? "insert into " + quoted(t.name) + " values\n  (" : ",\n  (";
            for (std::size_t i = 0; i < t.rows[r].size(); ++i)
                out += (i == 0 ? "" : ", ") + literal(t.rows[r][i]);
            out += ")";
        }
        out += t.rows.empty() ? "" : ";\n";
    }
    return out;
}

} // namespace diff
