#include "app/declarations/mistakes.hpp"
#include "app/declarations/naming.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel {

namespace {

using app::declared_relation;
using app::relation_type;

schema::column column_of(const property& p)
{
    auto c = app::property_column(p.name, p.type.type);
    c.primary = p.type.id || p.options.id;
    c.generated = p.type.id || p.options.generated;
    c.nullable = !c.primary && !p.options.required;
    c.unique = p.options.unique;
    c.indexed = p.options.indexed || p.options.unique;
    if (!p.options.column.empty())
        c.column_name = p.options.column;
    if (p.options.hidden)
        c.serialize_as.clear();
    return c;
}

void add_property(app::defined_model& m, const property& p)
{
    if (p.name.empty() || p.name.find('.') != std::string::npos || p.name.find('\0') != std::string::npos) {
        m.mistakes.push_back("the name of a property is empty, or holds a point or NUL: \"" + p.name + '"');
        return;
    }
    if (m.declared.find(p.name)) {
        m.mistakes.push_back("\"" + p.name + "\" is defined twice: leave one out");
        return;
    }
    auto& c = m.declared.columns.emplace_back(column_of(p));
    if (p.options.default_value.is_null())
        return;
    value given = p.options.default_value;
    try {
        schema::model as;
        as.name = m.declared.name;
        app::fit(as, c, given, app::value_use::stored);
        m.defaults.emplace(p.name, std::move(given));
    } catch (const error& e) {
        m.mistakes.push_back(std::string{"its default does not fit: "} + e.what());
    }
}

void choose_key(app::defined_model& m)
{
    std::vector<const schema::column*> keys;
    for (const auto& c : m.declared.columns)
        if (c.primary)
            keys.push_back(&c);
    if (keys.size() > 1)
        m.mistakes.push_back("\"" + keys[0]->name + "\" and \"" + keys[1]->name +
                             "\" are both said to be the key, which is one property: leave it to one of them");
    if (!keys.empty()) {
        m.declared.key = keys.front()->name;
        return;
    }
    if (m.declared.find("id")) {
        m.mistakes.push_back(
            "\"id\" is taken, and no property is the key: write {\"id\", types::id}, or {.id = true} at the "
            "property that is the key");
        return;
    }
    m.declared.columns.push_back(app::injected_id());
}

/// The relation's name where none is said: LoopBack's.
std::string default_name(relation_type type, const std::string& target)
{
    const bool many = type == relation_type::has_many || type == relation_type::has_and_belongs_to_many;
    return app::lower_camel(many ? app::plural_of(target) : target);
}

declared_relation relation_of(relation_type type, const model_name& target, const relation_options& o)
{
    declared_relation r;
    r.type = type;
    r.model = target.text();
    r.name = o.as.empty() ? default_name(type, r.model) : o.as;
    r.foreign_key = o.foreign_key;
    r.primary_key = o.primary_key;
    r.key_through = o.key_through;
    r.far_key = o.through_foreign_key;
    r.through_primary_key = o.through_local_key;
    r.via = o.via;
    for (const auto& passed : o.through.list()) {
        if (r.through.empty())
            r.through = passed.text();
        else
            r.passes.push_back(passed.text());
    }
    for (const auto& c : o.pivot_columns)
        r.link_columns.push_back({c.name, c.type.type, true});
    r.linked_at = o.pivot_created_at;
    r.relinked_at = o.pivot_updated_at;
    r.delete_rule = o.on_delete;
    return r;
}

std::vector<schema::relation_draft::pick> picks_of(const relation_options& o)
{
    if (!o.latest_by.empty())
        return {{o.latest_by, true}};
    if (!o.oldest_by.empty())
        return {{o.oldest_by, false}};
    return {};
}

/// As meaningless, of a pick.
std::string wrong_pick(bool one, const relation_options& o)
{
    if (o.latest_by.empty() && o.oldest_by.empty())
        return {};
    if (!one)
        return ".latest_by and .oldest_by pick one row of many: write has_one or morph_one";
    if (!o.latest_by.empty() && !o.oldest_by.empty())
        return "it says both .latest_by and .oldest_by: leave one out";
    return {};
}

/// What is said beside what it has no meaning for; empty if all is well.
std::string meaningless(const declared_relation& r, const relation_options& o)
{
    const bool passes = !r.through.empty() || !r.via.empty();
    const bool links = r.type == relation_type::has_and_belongs_to_many;
    const bool pivot = !o.pivot_table.empty() || !o.pivot_columns.empty() || !o.pivot_created_at.empty() ||
                       !o.pivot_updated_at.empty();
    if (r.type == relation_type::belongs_to && passes)
        return ".through and .via are for has_many and has_one: write has_one(..., {.through = ...})";
    if (!r.through.empty() && !r.via.empty())
        return "it says both .through, which names models, and .via, which names relations: leave one out";
    if (pivot && !links)
        return "a pivot table is for many_to_many: write many_to_many, or leave .pivot_... out";
    if (links && !r.via.empty())
        return ".via is for has_many and has_one: write has_many";
    if (links && pivot && !r.through.empty())
        return "its link table is that of the model in .through, which has its own properties: leave .pivot_... out";
    if (!r.key_through.empty() && r.through.empty() && !links)
        return ".key_through names a key of the model passed, and none is: write .through beside it";
    if (!(r.far_key + r.through_primary_key).empty() && r.through.empty())
        return ".through_foreign_key and .through_local_key join the model passed to the target, and none is passed: "
               "write .through beside "
               "them";
    if (!(o.morph_name + o.morph_key + o.morph_value).empty())
        return ".morph_... is for polymorphic relations: write morph_one, morph_many, morph_to_many or morphed_by_many";
    if (auto what = wrong_pick(r.type == relation_type::has_one, o); !what.empty())
        return what;
    if (!r.key_through.empty() && !(r.far_key + r.through_primary_key).empty())
        return ".key_through says that the last model passed holds the key, .through_foreign_key that the target does: "
               "leave one out";
    return {};
}
class scope_hook final : public schema::query_hook {
public:
    scope_hook(detail::application_state& app, record_closure scope) : app_{app}, scope_{std::move(scope)} {}

    void apply(engine::query& q, bool) const override
    {
        auto part = detail::record_query_access::part(app_, q);
        scope_(part);
    }

private:
    detail::application_state& app_;
    record_closure scope_;
};

bool is_taken(const app::defined_model& m, const std::string& relation)
{
    const auto named = [&](const auto& other) { return other.name == relation; };
    const auto& others = m.declared.relations;
    return std::any_of(others.begin(), others.end(), named) || std::any_of(m.morphs.begin(), m.morphs.end(), named);
}

void add_relation(detail::application_state& app, const std::string& model, relation_type type,
                  const model_name& target, const relation_options& o)
{
    auto& m = app.definition(model);
    auto r = relation_of(type, target, o);
    const auto tell = [&](const std::string& what) { m.mistakes.push_back("\"" + r.name + "\": " + what); };
    if (r.name.empty() || r.name.find('.') != std::string::npos)
        return tell("the name of a relation is empty or holds a point: say .as");
    if (auto what = meaningless(r, o); !what.empty())
        return tell(what);
    if (is_taken(m, r.name))
        return tell("there are two relations of this name: say .as at one of them");
    if (type == relation_type::has_and_belongs_to_many) {
        if (!r.through.empty())
            r.type = relation_type::has_many; // by the model that links, as has_many says it
        else
            r.through = o.pivot_table;
    }
    if (o.scope)
        r.scope = std::make_shared<scope_hook>(app, o.scope);
    if (auto picks = picks_of(o); !picks.empty())
        m.picks.emplace(r.name, std::move(picks));
    m.declared.relations.push_back(std::move(r));
}

// ---- polymorphic relations

using schema::relation_kind;

/// What is said of a polymorphic relation that has no meaning for it; empty if all is well.
std::string meaningless(relation_kind kind, const relation_options& o)
{
    const bool links = kind == relation_kind::morph_to_many || kind == relation_kind::morphed_by_many;
    const bool pivot = !o.pivot_table.empty() || !o.pivot_columns.empty() || !o.pivot_created_at.empty() ||
                       !o.pivot_updated_at.empty();
    if (!o.through.list().empty() || !o.via.empty() || !(o.through_foreign_key + o.through_local_key).empty())
        return "it passes no models: leave .through and .via out";
    if (pivot && !links)
        return "a link table is for morph_to_many and morphed_by_many: leave .pivot_... out";
    if (!o.key_through.empty() && !links)
        return ".key_through names a key of a link table, which morph_to_many and morphed_by_many have: leave it out";
    if (links && o.morph_name.empty())
        return "it needs the word from which its link table and keys are named: write {.morph_name = \"taggable\"} for "
               "the "
               "table \"taggables\" with \"taggableId\" and \"taggableType\"";
    if (kind == relation_kind::morph_to) {
        if (!o.morph_value.empty())
            return ".morph_value is one model's: write {\"value\", model} among the types";
        if (o.scope)
            return ".scope speaks of one model, and this relation leads to several: say it in preload_morph, or as a "
                   "scope of the models";
    }
    return wrong_pick(kind == relation_kind::morph_one, o);
}

void or_default(std::string& name, std::string fallback)
{
    if (name.empty())
        name = std::move(fallback);
}

/// The link table's names follow from the word and the model that is not polymorphic, in the style of all other keys.
void name_links(schema::relation_draft& d, const std::string& source)
{
    const bool to_many = d.kind == relation_kind::morph_to_many;
    or_default(d.pivot_table, app::plural_of(d.morph_name));
    or_default(d.morph_key, d.morph_name + "Type");
    or_default(to_many ? d.pivot_foreign_key : d.pivot_related_foreign_key, d.morph_name + "Id");
    or_default(to_many ? d.pivot_related_foreign_key : d.pivot_foreign_key,
               app::lower_camel(to_many ? d.target : source) + "Id");
}

void add_morph(detail::application_state& app, const std::string& model, relation_kind kind, std::string_view name,
               const model_name* target, const std::vector<morph_type>& types, const relation_options& o)
{
    auto& m = app.definition(model);
    schema::relation_draft d;
    d.kind = kind;
    d.name = o.as.empty() ? std::string{name} : o.as;
    d.target = target ? target->text() : std::string{};
    if (d.name.empty() && target)
        d.name = app::lower_camel(schema::to_many(kind) ? app::plural_of(d.target) : d.target);
    d.declared_as = std::string{schema::name_of(kind)} + '(' + app::in_quotes(target ? d.target : d.name) + ')';
    const auto tell = [&](const std::string& what) { m.mistakes.push_back("\"" + d.name + "\": " + what); };
    if (d.name.empty() || d.name.find('.') != std::string::npos)
        return tell("the name of a relation is empty or holds a point: say .as");
    if (auto what = meaningless(kind, o); !what.empty())
        return tell(what);
    if (is_taken(m, d.name))
        return tell("there are two relations of this name: say .as at one of them");
    const bool links = schema::over_pivot(kind);
    (links ? d.pivot_foreign_key : d.foreign_key) = o.foreign_key;
    d.pivot_related_foreign_key = o.key_through;
    d.local_key = o.primary_key;
    d.morph_name = o.morph_name;
    d.morph_key = o.morph_key;
    d.morph_value = o.morph_value;
    for (const auto& t : types)
        d.morph_types.push_back({t.value(), t.model(), nullptr});
    d.of_many = picks_of(o);
    d.pivot_table = o.pivot_table;
    for (const auto& c : o.pivot_columns)
        d.pivot_columns.push_back({c.name, c.type.type, true});
    d.pivot_created_at = o.pivot_created_at;
    d.pivot_updated_at = o.pivot_updated_at;
    d.delete_rule = o.on_delete;
    const auto& word = kind == relation_kind::morph_to && d.morph_name.empty() ? d.name : d.morph_name;
    if (links) {
        name_links(d, model);
    } else if (!word.empty()) {
        or_default(d.foreign_key, word + "Id");
        or_default(d.morph_key, word + "Type");
    }
    if (o.scope)
        d.on_query = std::make_shared<scope_hook>(app, o.scope);
    m.morphs.push_back(std::move(d));
}

void add_scopes(detail::application_state& app, app::defined_model& m, std::vector<named_scope> scopes)
{
    for (auto& s : scopes) {
        const bool twice =
            std::any_of(m.scopes.begin(), m.scopes.end(), [&](const auto& other) { return other.name == s.name; });
        if (s.name.empty() || s.name == engine::trashed_scope || twice)
            m.mistakes.push_back("the scope " + app::in_quotes(s.name) +
                                 (twice ? " is said twice" : " needs another name") + ": name it otherwise");
        else
            m.scopes.push_back(
                {std::move(s.name), std::make_shared<scope_hook>(app, std::move(s.conditions)), s.by_default});
    }
}

} // namespace

model_name::model_name(const record_model& m) : name_{m.name()}
{
}

record_model& detail::application_state::define(std::string_view name, std::vector<property> properties,
                                                model_options options)
{
    const std::string key{name};
    if (definitions.contains(key))
        throw error{error_kind::schema, "E_DUPLICATE_MODEL", "there is a model \"" + key + "\" already: name another"}
            .in_model(key)
            .spoiling(spoils::nothing);
    auto& m = definition(key);
    m.declared.name = m.declared.shown = key;
    m.declared.table = options.table.empty() ? key : std::move(options.table);
    if (key.empty() || key.find('.') != std::string::npos || key.find('\0') != std::string::npos)
        m.mistakes.push_back("the name of a model is empty, or holds a point or NUL: name it as \"Physician\"");
    for (const auto& p : properties)
        add_property(m, p);
    choose_key(m);
    m.deleted_at = std::move(options.deleted_at);
    m.morph_value = std::move(options.morph_value);
    add_scopes(*this, m, std::move(options.scopes));
    return *models.emplace_back(std::unique_ptr<record_model>{new record_model{*this, key}});
}

record_model& record_model::belongs_to(const model_name& target, const relation_options& o)
{
    add_relation(*app_, name_, relation_type::belongs_to, target, o);
    return *this;
}
record_model& record_model::has_one(const model_name& target, const relation_options& o)
{
    add_relation(*app_, name_, relation_type::has_one, target, o);
    return *this;
}
record_model& record_model::has_many(const model_name& target, const relation_options& o)
{
    add_relation(*app_, name_, relation_type::has_many, target, o);
    return *this;
}
record_model& record_model::many_to_many(const model_name& target, const relation_options& o)
{
    add_relation(*app_, name_, relation_type::has_and_belongs_to_many, target, o);
    return *this;
}
record_model& record_model::has_and_belongs_to_many(const model_name& target, const relation_options& o)
{
    return many_to_many(target, o);
}
record_model& record_model::morph_to(std::string_view name, const std::vector<morph_type>& types,
                                     const relation_options& o)
{
    add_morph(*app_, name_, relation_kind::morph_to, name, nullptr, types, o);
    return *this;
}
record_model& record_model::morph_many(const model_name& target, const relation_options& o)
{
    add_morph(*app_, name_, relation_kind::morph_many, {}, &target, {}, o);
    return *this;
}
record_model& record_model::morph_one(const model_name& target, const relation_options& o)
{
    add_morph(*app_, name_, relation_kind::morph_one, {}, &target, {}, o);
    return *this;
}
record_model& record_model::morph_to_many(const model_name& target, const relation_options& o)
{
    add_morph(*app_, name_, relation_kind::morph_to_many, {}, &target, {}, o);
    return *this;
}
record_model& record_model::morphed_by_many(const model_name& target, const relation_options& o)
{
    add_morph(*app_, name_, relation_kind::morphed_by_many, {}, &target, {}, o);
    return *this;
}

} // namespace ginnel
