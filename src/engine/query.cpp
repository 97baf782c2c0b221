#include "engine/query.hpp"

#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::engine {

namespace {

const schema::column* raw_column(const schema::table& t, std::string_view name)
{
    for (const auto& c : t.columns)
        if (c.column_name == name)
            return &c;
    return t.find(name);
}

std::vector<std::string_view> names_of(const schema::table& t)
{
    std::vector<std::string_view> names;
    for (const auto& c : t.columns)
        names.emplace_back(c.name);
    return names;
}

} // namespace

query::query(const schema::relation& r, bool sub) : model{r.target}, via{&r}, sub_query{sub}
{
    scopes.emplace_back();
    if (r.on_query) {
        r.on_query->apply(*this, sub);
        scopes.emplace_back();
    }
}

void query::add(bool either, bool negated, condition c)
{
    scopes.back().push_back({either, negated, std::make_shared<const condition>(std::move(c))});
}

void query::add_preload(const schema::relation& r, std::shared_ptr<const query> sub)
{
    for (auto& p : preloads)
        if (p.relation == &r) {
            p.sub = std::move(sub);
            return;
        }
    preloads.push_back({&r, std::move(sub)});
}

operand query::column(std::string_view name) const
{
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) {
        if (const auto* c = model->table.find(name))
            return {c, operand::target};
        return {&model->column_named(name), operand::target};
    }
    const auto table = name.substr(0, dot), column = name.substr(dot + 1);
    if (table == model->table.name)
        if (const auto* c = raw_column(model->table, column))
            return {c, operand::target};
    if (via)
        for (std::size_t k = 0; k + 1 < via->path.size(); ++k)
            if (via->path[k].to->name == table)
                if (const auto* c = raw_column(*via->path[k].to, column))
                    return {c, static_cast<int>(k)};
    std::string tables = '"' + model->table.name + '"';
    if (via)
        for (std::size_t k = 0; k + 1 < via->path.size(); ++k)
            tables += ", \"" + via->path[k].to->name + '"';
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "a query of " + model->name + " has no column \"" + std::string{name} + "\"; its tables are " + tables}
        .in_model(model->name);
}

operand query::link_column(std::string_view name) const
{
    if (!via || via->path.size() < 2)
        throw error{error_kind::usage, "E_NO_LINK_TABLE",
                    "the query of " + model->name + " passes no pivot or through table, so \"" + std::string{name}
                        + "\" names nothing: pivot conditions belong into a many-to-many or through relation's query"}
            .in_model(model->name);
    if (const auto dot = name.find('.'); dot != std::string_view::npos)
        return column(name);
    const auto& table = *via->link_table();
    if (const auto* c = raw_column(table, name))
        return {c, 0};
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "table \"" + table.name + "\" has no column \"" + std::string{name} + "\"" + did_you_mean(name, names_of(table))}
        .in_model(model->name)
        .in_relation(via->name);
}

bool query::restricted() const noexcept
{
    return limit || offset || group_limit || distinct || !selected.empty()
           || std::any_of(scopes.begin(), scopes.end(), [](const auto& s) { return !s.empty(); });
}

} // namespace ginnel::engine
