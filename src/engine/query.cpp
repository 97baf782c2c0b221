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

namespace {

/// A declaration that preloads its own relation makes a query of it, which the declaration preloads again. A query is
/// made within one thread, so that its depth is a number of the thread.
class declaration_depth {
public:
    explicit declaration_depth(const schema::relation& r)
    {
        constexpr int most = 64;
        if (depth_ == most)
            throw error{error_kind::usage, "E_RELATION_DEPTH",
                        "what " + r.source->name + "." + r.name + " declares (on_query) asks for relations more than " +
                            std::to_string(most) +
                            " levels deep, so it asks for itself again: leave that preload to the queries"}
                .in_model(r.source->name)
                .in_relation(r.name);
        ++depth_;
    }
    declaration_depth(const declaration_depth&) = delete;
    declaration_depth& operator=(const declaration_depth&) = delete;
    ~declaration_depth() { --depth_; }

private:
    static thread_local int depth_;
};

thread_local int declaration_depth::depth_ = 0;

} // namespace

const char* name_of(aggregate_function f) noexcept
{
    static constexpr const char* names[]{"count", "sum", "avg", "min", "max"};
    return names[static_cast<std::size_t>(f)];
}

query::query(const schema::relation& r, bool sub) : model{r.target}, via{&r}, sub_query{sub}
{
    scopes.emplace_back();
    if (r.on_query) {
        const declaration_depth depth{r};
        r.on_query->apply(*this, sub);
        declared_ = {limit, offset, group_limit, scopes.size(), selected.size(), distinct};
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
    for (std::size_t k = 0; k < joins.size(); ++k)
        if ((joins[k].name.empty() ? joins[k].table->name : joins[k].name) == table)
            if (const auto* c = raw_column(*joins[k].table, column))
                return {c, operand::joined(k)};
    std::string tables = '"' + model->table.name + '"';
    if (via)
        for (std::size_t k = 0; k + 1 < via->path.size(); ++k)
            tables += ", \"" + via->path[k].to->name + '"';
    for (const auto& j : joins)
        tables += ", \"" + (j.name.empty() ? j.table->name : j.name) + '"';
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "a query of " + model->name + " has no column \"" + std::string{name} + "\"; its tables are " + tables}
        .in_model(model->name);
}

operand query::link_column(std::string_view name) const
{
    if (!via || via->path.size() < 2)
        throw error{error_kind::usage, "E_NO_LINK_TABLE",
                    "the query of " + model->name + " passes no pivot or through table, so \"" + std::string{name} +
                        "\" names nothing: pivot conditions belong into a many-to-many or through relation's query"}
            .in_model(model->name);
    if (const auto dot = name.find('.'); dot != std::string_view::npos)
        return column(name);
    const auto& table = *via->link_table();
    if (const auto* c = raw_column(table, name))
        return {c, 0};
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "table \"" + table.name + "\" has no column \"" + std::string{name} + "\"" +
                    did_you_mean(name, names_of(table))}
        .in_model(model->name)
        .in_relation(via->name);
}

bool query::limited() const noexcept
{
    return limit != declared_.limit || offset != declared_.offset || group_limit != declared_.group_limit;
}

bool query::restricted() const noexcept
{
    const auto own = scopes.begin() + static_cast<std::ptrdiff_t>(std::min(declared_.scopes, scopes.size()));
    return limited() || distinct != declared_.distinct || selected.size() != declared_.selected ||
           std::any_of(own, scopes.end(), [](const auto& s) { return !s.empty(); });
}

} // namespace ginnel::engine
