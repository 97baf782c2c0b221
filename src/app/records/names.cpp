#include "app/records/names.hpp"

#include "app/declarations/mistakes.hpp"
#include "app/declarations/naming.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace ginnel::app {

namespace {

[[noreturn]] void refuse(const schema::model& m, const char* code, const std::string& text, std::string relation = {})
{
    throw error{error_kind::usage, code, text}
        .in_model(m.name)
        .in_relation(std::move(relation))
        .spoiling(spoils::nothing);
}

/// Not by `table::find`, which takes names of columns too.
const schema::column* find_property(const schema::table& t, std::string_view name)
{
    const auto at =
        std::find_if(t.columns.begin(), t.columns.end(), [&](const schema::column& c) { return c.name == name; });
    return at == t.columns.end() ? nullptr : &*at;
}

const schema::column& column_of(const engine::query& q, const schema::table& t, std::string_view name)
{
    if (const auto* c = find_property(t, name))
        return *c;
    std::vector<std::string_view> known;
    for (const auto& c : t.columns)
        known.emplace_back(c.name);
    refuse(*q.model, "E_UNKNOWN_COLUMN",
           "the link table " + in_quotes(t.name) + " has no column " + in_quotes(name) + did_you_mean(name, known) +
               ": say it in .pivot_columns of the relation that makes the table",
           q.via->name);
}

/// A property of what hop k of the query's relation leads to.
const schema::column& passed_column(const engine::query& q, std::size_t k, std::string_view name)
{
    const auto& hop = q.via->path[k];
    return hop.to_model ? property_of(*hop.to_model, name) : column_of(q, *hop.to, name);
}

std::string_view name_of_hop(const schema::hop& h)
{
    return h.to_model ? h.to_model->name : h.to->name;
}

} // namespace

const schema::column& property_of(const schema::model& m, std::string_view name)
{
    if (const auto* c = find_property(m.table, name))
        return *c;
    std::string text = m.name + " has no property " + in_quotes(name);
    const auto by_column = std::find_if(m.table.columns.begin(), m.table.columns.end(),
                                        [&](const schema::column& c) { return c.column_name == name; });
    if (by_column != m.table.columns.end()) {
        text += ": that is a column of its table, whose property is " + in_quotes(by_column->name);
    } else if (m.find_relation(name)) {
        text += ": that is a relation; ask for its rows with where_has(" + in_quotes(name) + ", ...), or preload it";
    } else {
        std::vector<std::string_view> known;
        for (const auto& c : m.table.columns)
            known.emplace_back(c.name);
        text += did_you_mean(name, known);
    }
    refuse(m, "E_UNKNOWN_COLUMN", text);
}

const schema::column& key_of(const schema::model& m)
{
    if (!m.primary_key)
        refuse(m, "E_NO_PRIMARY_KEY", m.name + " has no id, by which a row could be named: say which by where");
    return *m.primary_key;
}

engine::operand property_in(const engine::query& q, std::string_view name)
{
    const auto& m = *q.model;
    const auto dot = name.find('.');
    if (dot == std::string_view::npos)
        return {&property_of(m, name), engine::operand::target};
    const auto holder = name.substr(0, dot), property = name.substr(dot + 1);
    std::vector<std::size_t> places;
    std::vector<std::string_view> known{m.name};
    const std::size_t passed = q.via ? q.via->path.size() - 1 : 0;
    for (std::size_t k = 0; k < passed; ++k) {
        known.push_back(name_of_hop(q.via->path[k]));
        if (known.back() == holder)
            places.push_back(k);
    }
    if (holder == m.name && places.empty())
        return {&property_of(m, property), engine::operand::target};
    if (places.size() > 1 || (holder == m.name && !places.empty()))
        refuse(m, "E_AMBIGUOUS_COLUMN",
               "the relation meets " + std::string{holder} + " more than once, so " + in_quotes(name) +
                   " could be of either row",
               q.via->name);
    if (places.size() == 1)
        return {&passed_column(q, places.front(), property), static_cast<int>(places.front())};
    if (m.find_relation(holder))
        refuse(m, "E_UNKNOWN_COLUMN",
               in_quotes(name) + " names a property of related rows: write where_has(" + in_quotes(holder) +
                   ", [](auto& q) { q.where(" + in_quotes(property) + ", ...); })",
               std::string{holder});
    refuse(m, "E_UNKNOWN_COLUMN",
           in_quotes(name) + ": this query knows no model " + in_quotes(holder) + did_you_mean(holder, known),
           q.via ? q.via->name : std::string{});
}

engine::operand link_property_in(const engine::query& q, std::string_view name)
{
    if (!q.via || q.via->path.size() < 2)
        refuse(*q.model, "E_NO_LINK_TABLE",
               "this query of " + q.model->name + " passes no other table, so " + in_quotes(name) +
                   " names nothing: conditions on a pivot belong into the closure of a relation that passes one",
               q.via ? q.via->name : std::string{});
    if (name.find('.') != std::string_view::npos)
        return property_in(q, name);
    return {&passed_column(q, 0, name), 0};
}

std::string operator_named(const schema::model& m, std::string_view text)
{
    static constexpr std::array<std::string_view, 8> known{"=", "<>", "<", "<=", ">", ">=", "like", "not like"};
    const auto wanted = lower(text);
    if (wanted == "!=")
        return "<>";
    if (std::find(known.begin(), known.end(), wanted) == known.end())
        refuse(m, "E_UNKNOWN_OPERATOR",
               "there is no operator " + in_quotes(text) + ": write one of =, <>, !=, <, <=, >, >=, like, not like");
    return wanted;
}

path_step first_step(const schema::model& m, std::string_view path)
{
    constexpr std::ptrdiff_t most = 32;
    if (std::count(path.begin(), path.end(), '.') >= most)
        refuse(m, "E_RELATION_DEPTH", "a path passes at most " + std::to_string(most) + " relations");
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    const auto& r = m.relation_named(name);
    if (dot == std::string_view::npos)
        return {&r, {}};
    const auto rest = path.substr(dot + 1);
    if (rest.empty())
        refuse(m, "E_UNDEFINED_RELATIONSHIP",
               "the path " + in_quotes(path) + " ends in a point: name a relation after it, or leave it out",
               std::string{name});
    return {&r, rest};
}

} // namespace ginnel::app
