#include "engine/query.hpp"

#include "engine/passed_conditions.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

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

query::query(const schema::model& m) : model{&m}
{
    add_model_scopes();
    scopes.emplace_back();
}

query::query(const schema::relation& r, bool sub) : model{r.target}, via{&r}, sub_query{sub}
{
    if (r.kind == schema::relation_kind::morph_to)
        throw error{error_kind::usage, "E_POLYMORPHIC_QUERY",
                    r.source->name + "." + r.name +
                        " leads to rows of several models, so it has no query of its own: "
                        "say of which model, as in preload<" +
                        r.alternatives.front().target->name + ">(...)"}
            .in_model(r.source->name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    add_path_conditions(r);
    for (std::size_t k = 0; k + 1 < r.path.size(); ++k)
        if (r.path[k].to_model)
            hide_trashed(*r.path[k].to_model, static_cast<int>(k));
    add_model_scopes();
    scopes.emplace_back();
    if (r.on_query) {
        const declaration_depth depth{r};
        r.on_query->apply(*this, sub);
    }
    if (r.on_query || !model->scopes.empty()) {
        declared_ = {limit, offset, group_limit, scopes.size(), selected.size(), distinct, narrowed};
        scopes.emplace_back();
    }
}

void query::add_model_scopes()
{
    hide_trashed(*model, operand::target);
    for (const auto& s : model->scopes)
        if (s.by_default) {
            scopes.emplace_back();
            s.hook->apply(*this, sub_query);
            own.push_back({s.name, operand::target, std::move(scopes.back())});
            scopes.pop_back();
        }
}

void query::add_scope(std::string_view name)
{
    std::vector<std::string_view> names;
    for (const auto& s : model->scopes) {
        if (s.name != name) {
            names.emplace_back(s.name);
            continue;
        }
        // Wrapped, so that an or in it reaches nothing of the query's own.
        auto before = std::exchange(scopes.back(), {});
        s.hook->apply(*this, sub_query);
        auto said = std::exchange(scopes.back(), std::move(before));
        if (!said.empty())
            add(false, false, {group{std::move(said)}});
        return;
    }
    throw error{error_kind::usage, "E_UNKNOWN_SCOPE",
                model->name + " has no scope \"" + std::string{name} + '"' + did_you_mean(name, names)}
        .in_model(model->name)
        .spoiling(spoils::nothing);
}

void query::hide_trashed(const schema::model& m, int place)
{
    if (!m.deleted_at)
        return;
    own_scope hides{std::string{trashed_scope}, place, {}};
    hides.terms.push_back(
        {false, false, std::make_shared<const condition>(condition{is_null{{m.deleted_at, place}, false}})});
    own.push_back(std::move(hides));
}

void query::add_path_conditions(const schema::relation& r)
{
    own_scope path;
    const auto add = [&path](condition c) {
        path.terms.push_back({false, false, std::make_shared<const condition>(std::move(c))});
    };
    for (const auto& f : r.fixed)
        if (f.at != schema::place::source) // the source is another query's row
            add({compare{{f.what, f.at}, "=", f.must}});
    for (const auto& p : r.passed) {
        if (!p.passed->of_many.empty())
            picks.push_back({p.passed, p.first});
        if (p.passed->on_query)
            for (auto& said : conditions_declared(*p.passed, r, p.first))
                path.terms.push_back({false, false, std::move(said)});
    }
    if (!r.of_many.empty())
        picks.push_back({&r, 0});
    if (!path.terms.empty())
        own.push_back(std::move(path));
}

bool query::without_scope(std::string_view name, bool of_passed)
{
    return std::erase_if(own, [&](const own_scope& s) {
               return s.name == name && (s.place == operand::target) != of_passed;
           }) > 0;
}

bool query::picks_alone() const noexcept
{
    return via && !via->of_many.empty() && !restricted() && orders.empty() && group_orders.empty();
}

void query::add(bool either, bool negated, condition c)
{
    scopes.back().push_back({either, negated, std::make_shared<const condition>(std::move(c))});
}

void query::add_preload(const schema::relation& r, std::shared_ptr<const query> sub, bool any_type)
{
    for (auto& p : preloads)
        if (p.relation == &r) {
            p.sub = std::move(sub);
            p.any_type = any_type;
            return;
        }
    preloads.push_back({&r, std::move(sub), any_type});
}

void query::add_preload_of_types(const schema::relation& r, bool any_type)
{
    for (const auto& one : r.alternatives)
        if (std::none_of(preloads.begin(), preloads.end(), [&](const preload& p) { return p.relation == &one; }))
            add_preload(one, std::make_shared<const query>(one, false), any_type);
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
    return narrowed != declared_.narrowed || limited() || distinct != declared_.distinct ||
           selected.size() != declared_.selected ||
           std::any_of(own, scopes.end(), [](const auto& s) { return !s.empty(); });
}

} // namespace ginnel::engine
