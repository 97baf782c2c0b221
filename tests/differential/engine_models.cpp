#include "differential/engine_models.hpp"

#include "engine/record.hpp"

#include <ginnel/error.hpp>

#include <stdexcept>

namespace diff {

namespace schema = ginnel::schema;
namespace engine = ginnel::engine;

namespace {

/// A relation's own conditions.
class declared_terms final : public schema::query_hook {
public:
    declared_terms(const engine_models& models, const world& w, std::size_t n) : models_{models}, world_{w}, relation_{n} {}

    void apply(engine::query& q, bool) const override
    {
        query of;
        of.table = world_.relations[relation_].target;
        of.via = relation_;
        for (const auto& t : models_.translated(world_.relations[relation_].declared, q, of))
            q.add(t.either, t.negated, *t.what);
    }

private:
    const engine_models& models_;
    const world& world_;
    std::size_t relation_;
};

ginnel::column_type type_of(const column_spec& c)
{
    return c.uuid ? ginnel::column_type::uuid : c.text ? ginnel::column_type::text : c.narrow ? ginnel::column_type::int32 : ginnel::column_type::int64;
}

schema::relation_kind kind_of(const relation_spec& r)
{
    switch (r.kind) {
    case variant::belongs_to:
    case variant::self_belongs_to: return schema::relation_kind::belongs_to;
    case variant::has_one:
    case variant::has_one_of_many:
    case variant::self_has_one: return schema::relation_kind::has_one;
    case variant::has_many:
    case variant::self_has_many: return schema::relation_kind::has_many;
    case variant::many_to_many:
    case variant::pivot_is_model:
    case variant::self_many_to_many: return schema::relation_kind::many_to_many;
    case variant::morph_one:
    case variant::morph_one_of_many: return schema::relation_kind::morph_one;
    case variant::morph_many:
    case variant::self_morph_many: return schema::relation_kind::morph_many;
    case variant::morph_to:
    case variant::self_morph_to: return schema::relation_kind::morph_to;
    case variant::morph_to_many: return schema::relation_kind::morph_to_many;
    case variant::morphed_by_many: return schema::relation_kind::morphed_by_many;
    case variant::has_one_through:
    case variant::one_through_of_many: return schema::relation_kind::has_one_through;
    default: return schema::relation_kind::has_many_through;
    }
}

} // namespace

ginnel::value value_of(const datum& d)
{
    if (const auto* i = std::get_if<std::int64_t>(&d))
        return ginnel::value{*i};
    if (const auto* r = std::get_if<double>(&d))
        return ginnel::value{*r};
    if (const auto* t = std::get_if<std::string>(&d))
        return ginnel::value{*t};
    return {};
}

datum datum_of(const ginnel::value& v)
{
    switch (v.type()) {
    case ginnel::kind::null: return {};
    case ginnel::kind::integer: return v.integer();
    case ginnel::kind::real: return v.real();
    case ginnel::kind::text: return v.text();
    default: throw std::logic_error{"a value of a kind that no column of the test has: " + to_display(v)};
    }
}

engine_models::engine_models(const world& w) : world_{w}
{
    for (std::size_t i = 0; i < w.tables.size(); ++i) {
        const auto& t = w.tables[i];
        if (!t.is_model())
            continue;
        schema::model_draft m;
        m.name = t.model;
        m.table = t.name;
        m.ops = &engine::record_ops();
        for (std::size_t c = 0; c < t.columns.size(); ++c) {
            schema::column column;
            column.name = t.columns[c].name;
            column.column_name = t.columns[c].column_name;
            column.type = type_of(t.columns[c]);
            column.primary = c == t.primary_key;
            column.nullable = !column.primary;
            column.generated = column.primary && t.makes_keys;
            m.columns.push_back(std::move(column));
        }
        if (t.deleted_at)
            m.deleted_at = t.columns[*t.deleted_at].name;
        for (const auto n : w.relations_of(i))
            if (w.relations[n].family.value_or(n) == n) // the types of a morph_to are one relation
                declare(w.relations[n], n, m);
        registry_.add(std::move(m));
    }
    registry_.boot();
}

void engine_models::declare(const relation_spec& r, std::size_t n, schema::model_draft& on)
{
    schema::relation_draft d;
    d.name = r.name;
    d.kind = kind_of(r);
    if (r.family) {
        for (const auto& type : world_.relations)
            if (type.family == n)
                d.morph_types.push_back({type.morph_value, world_.tables[type.target].model, nullptr});
    } else {
        d.target = world_.tables[r.target].model;
        d.morph_value = r.morph_value;
    }
    d.morph_key = r.morph_key;
    d.mixed_keys = r.mixed;
    for (const auto& p : r.picks)
        d.of_many.push_back({world_.tables[r.target].columns[p.column].name, p.descending});
    d.through = r.through;
    d.via = r.via;
    d.local_key = r.local_key;
    d.foreign_key = r.foreign_key;
    d.through_local_key = r.through_local_key;
    d.through_foreign_key = r.through_foreign_key;
    d.key_through = r.key_through;
    d.related_key = r.related_key;
    d.pivot_table = r.pivot_table;
    d.pivot_foreign_key = r.pivot_foreign_key;
    d.pivot_related_foreign_key = r.pivot_related_foreign_key;
    for (const auto& name : r.pivot_columns)
        for (const auto& c : world_.tables[r.path.front().to].columns)
            if (c.name == name)
                d.pivot_columns.push_back({name, type_of(c), true});
    d.slot = r.many() ? &engine::record_list_ops() : &engine::record_one_ops();
    if (!r.declared.empty())
        d.on_query = std::make_shared<const declared_terms>(*this, world_, n);
    on.relations.push_back(std::move(d));
}

const schema::relation& engine_models::relation(std::size_t n) const
{
    const auto& r = world_.relations[n];
    const auto& declared = model_of(r.source).relation_named(r.name);
    return r.family ? declared.alternatives.at(n - *r.family) : declared;
}

engine::operand engine_models::translated(const operand& o, const engine::query& of, const query& q) const
{
    if (o.place < 0)
        return of.column(world_.tables[q.table].columns[o.column].name);
    const auto place = static_cast<std::size_t>(o.place);
    const auto& name = world_.tables[world_.relations[*q.via].path[place].to].columns[o.column].name;
    if (place == 0)
        return of.link_column(name);
    return {of.via->path[place].to->find(name), o.place};
}

engine::aggregate engine_models::translated(const aggregate& a, const engine::query& of, const query& q) const
{
    engine::aggregate out;
    switch (a.function) {
    case function::count: out.function = engine::aggregate_function::count; break;
    case function::sum: out.function = engine::aggregate_function::sum; break;
    case function::avg: out.function = engine::aggregate_function::avg; break;
    case function::min: out.function = engine::aggregate_function::min; break;
    case function::max: out.function = engine::aggregate_function::max; break;
    }
    if (a.of)
        out.of = translated(*a.of, of, q);
    out.distinct = a.distinct;
    return out;
}

std::vector<engine::order_by> engine_models::translated(const std::vector<order>& list, const engine::query& of,
                                                        const query& q) const
{
    std::vector<engine::order_by> out;
    for (const auto& o : list) {
        engine::order_by order;
        if (o.alias.empty())
            order.what = translated(o.what, of, q);
        order.descending = o.descending;
        order.alias = o.alias;
        out.push_back(std::move(order));
    }
    return out;
}

engine::condition engine_models::translated(const condition& c, const engine::query& of, const query& q) const
{
    switch (c.test) {
    case test::compare: return {engine::compare{translated(c.left, of, q), c.op, value_of(c.values[0])}};
    case test::columns: return {engine::compare{translated(c.left, of, q), c.op, translated(c.right, of, q)}};
    case test::in: {
        auto set = std::make_shared<ginnel::key_set>();
        for (const auto& v : c.values)
            set->add(value_of(v).view());
        return {engine::among{translated(c.left, of, q), set, c.negated}};
    }
    case test::null: return {engine::is_null{translated(c.left, of, q), c.negated}};
    case test::between:
        return {engine::range{translated(c.left, of, q), value_of(c.values[0]), value_of(c.values[1]), c.negated}};
    case test::group: return {engine::group{translated(c.terms, of, q)}};
    case test::raw: {
        engine::raw_condition raw{"? = ? or ? = ?", {}};
        for (const auto& v : c.values)
            raw.values.push_back(value_of(v));
        return {raw};
    }
    case test::related: break;
    }
    auto sub = std::make_shared<const engine::query>(translated(*c.sub, true));
    engine::relation_test t{&relation(c.relation), sub, c.op, c.number, {}, c.negated};
    t.what = translated(c.what, *sub, *c.sub);
    return {t};
}

std::vector<engine::term> engine_models::translated(const std::vector<term>& terms, const engine::query& of, const query& q) const
{
    std::vector<engine::term> out;
    for (const auto& t : terms)
        out.push_back({t.either, t.negated, std::make_shared<const engine::condition>(translated(*t.what, of, q))});
    return out;
}

engine::query engine_models::translated(const query& q, bool sub_query) const
{
    engine::query out = q.via ? engine::query{relation(*q.via), sub_query} : engine::query{model_of(q.table)};
    for (std::size_t i = 0; i < q.scopes.size(); ++i) {
        if (i > 0)
            out.scopes.emplace_back();
        for (const auto& t : translated(q.scopes[i], out, q))
            out.add(t.either, t.negated, *t.what);
    }
    out.orders = translated(q.orders, out, q);
    out.group_orders = translated(q.group_orders, out, q);
    for (const auto c : q.selected)
        out.selected.push_back(&out.model->table.columns[c]);
    out.limit = q.limit;
    out.offset = q.offset;
    out.group_limit = q.group_limit;
    out.distinct = q.distinct;
    if (q.with_trashed)
        out.without_scope(engine::trashed_scope, false);
    if (q.with_trashed_passed)
        out.without_scope(engine::trashed_scope, true);
    for (const auto& l : q.links)
        out.links.push_back({translated(l.what, out, q), l.alias});
    for (const auto& p : q.preloads)
        if (!p.of_types)
            out.add_preload(relation(p.relation), std::make_shared<const engine::query>(translated(*p.sub, false)));
    for (const auto& p : q.preloads)
        if (p.of_types)
            out.add_preload_of_types(*relation(p.relation).family);
    for (const auto& a : q.aggregates) {
        auto sub = std::make_shared<const engine::query>(translated(*a.sub, true));
        const auto what = translated(a.what, *sub, *a.sub);
        out.aggregates.push_back({&relation(a.relation), sub, what, a.alias, a.into_slot});
    }
    return out;
}

} // namespace diff
