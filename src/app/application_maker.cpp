#include "app/application_maker.hpp"

#include "app/answers/bounded_slots.hpp"
#include "app/declarations/link_models.hpp"
#include "app/declarations/naming.hpp"
#include "app/declarations/relation_defaults.hpp"
#include "app/files/file_words.hpp"
#include "app/files/rules_reader.hpp"
#include "app/found_tables.hpp"
#include "app/rows_within.hpp"
#include "engine/record.hpp"

#include <random>
#include <utility>

namespace ginnel::app {

namespace {

void check_paths(const std::map<std::string, declared_model>& models, mistakes& wrong)
{
    std::map<std::string, const declared_model*> paths, tables;
    for (const auto& [name, m] : models) {
        if (!m.persisted)
            continue;
        const auto [table, new_table] = tables.emplace(lower(m.table), &m);
        if (!new_table)
            wrong.add(m.shown, "sqlite3.table",
                      table->second->name + " has the table " + in_quotes(m.table) + " already: name another");
        if (!m.is_public)
            continue;
        const auto [at, is_new] = paths.emplace(lower(m.path), &m);
        if (!is_new)
            wrong.add(m.shown, "plural",
                      at->second->name + " is served at /" + at->second->path + " already: write another plural");
    }
}

/// The indexes of the model's file. A name that is no property is a column's.
void add_indexes(engine::table_wishes& wishes, const declared_rules& rules, const schema::model& booted)
{
    for (const auto& i : rules.indexes) {
        std::vector<std::string> columns;
        for (const auto& name : i.properties)
            columns.push_back(booted.column_named(name).column_name);
        wishes.indexes.push_back({&booted.table, std::move(columns), i.unique});
    }
}

/// Cursors of another start are not taken then, which clients meet by beginning anew.
std::string new_secret()
{
    std::random_device source;
    std::string out;
    for (int i = 0; i < 32; ++i)
        out += static_cast<char>(source() & 0xff);
    return out;
}

/// What "properties" of a relation names.
copied_columns copied_by(const schema::model& owner, const schema::model* target, const declared_relation& r,
                         const declared_model& m, mistakes& wrong)
{
    copied_columns out;
    for (const auto& [from, to] : r.rules.properties) {
        const auto* of = owner.table.find(from);
        const auto* into = target ? target->table.find(to) : nullptr;
        if (of && into)
            out.emplace_back(of, into);
        else
            wrong.add(m.shown, "relations." + r.name + ".properties",
                      (of ? r.model : m.name) + " has no property " + in_quotes(of ? to : from) +
                          ": name one that it has");
    }
    return out;
}

/// What a list within a row is where nothing is said of it, as in LoopBack.
void add_empty_lists(models_of_files& declared)
{
    for (const auto& [name, m] : declared.models)
        for (const auto& r : m.relations)
            if (within_row(r.type) && r.type != relation_type::embeds_one)
                declared.rules[name].rules.defaults.emplace(
                    r.property, default_value{default_value::source::fixed, boost::json::array{}});
}

/// A model that only describes rows within others.
void describe(schema::model& into, const declared_model& m)
{
    into.name = into.table.name = m.name;
    into.table.columns = m.columns;
    for (std::size_t i = 0; i < into.table.columns.size(); ++i) {
        auto& c = into.table.columns[i];
        c.index = static_cast<std::uint16_t>(i);
        if (c.primary && !into.primary_key)
            into.primary_key = &c;
    }
}

} // namespace

application_maker::application_maker(const std::filesystem::path& folder, const overrides& said)
    : path_{folder}, said_{said}
{
}

std::unique_ptr<application_parts> application_maker::make()
{
    made_->log = said_.log;
    made_->readers = said_.readers;
    made_->dumps = said_.dump;
    read_files();
    write_tables_in_lower_case();
    draft_models();
    check_declarations();
    throw_mistakes();
    dash_paths();
    add_empty_lists(declared_);
    describe_models_without_tables();
    scopes_.add_to(drafts_, declared_.models, declared_.rules);
    keep_columns_as_sqlite3();
    boot_models();
    tie_models();
    hide_properties();
    tie_embedded_relations();
    tie_scopes();
    throw_mistakes();
    made_->notes = std::move(files_.notes);
    return std::move(made_);
}

void application_maker::read_files()
{
    files_ = read_folder(path_, wrong_);
    made_->settings = read_settings(files_, said_.database, wrong_);
    made_->cursor_secret = made_->settings.cursor_secret ? *made_->settings.cursor_secret : new_secret();
    made_->wishes.reuses_keys = made_->settings.as_sqlite3;
    declared_ = read_models(files_, wrong_);
    for (const auto& [name, m] : declared_.models)
        of_files_.insert(name);
    add_link_models(declared_.models);
}

void application_maker::write_tables_in_lower_case()
{
    if (!made_->settings.as_sqlite3)
        return;
    for (auto& [name, m] : declared_.models)
        if (m.table == m.name)
            m.table = lower(m.table);
}

void application_maker::draft_models()
{
    check_paths(declared_.models, wrong_);
    drafts_ = make_drafts(file_words{files_}, declared_.models, wrong_);
}

void application_maker::check_declarations()
{
    if (wrong_.empty() && declared_.models.empty())
        wrong_.add("server/model-config.json", {},
                   "it names no model, so there is nothing to serve: add \"<model>\": {\"dataSource\": \"db\", "
                   "\"public\": true}");
    for (const auto& [name, m] : declared_.models)
        check_rules(m, declared_.rules[name], wrong_);
}

void application_maker::dash_paths()
{
    if (!made_->settings.dashed_paths)
        return;
    for (auto& [name, m] : declared_.models)
        m.path = dashed(m.path);
}

void application_maker::describe_models_without_tables()
{
    for (const auto& [name, m] : declared_.models) {
        if (m.persisted)
            continue;
        auto& made = made_->described.emplace_back();
        describe(made, m);
        described_.emplace(name, &made);
        made_->rules.emplace(&made, declared_.rules[name].rules);
    }
}

void application_maker::keep_columns_as_sqlite3()
{
    if (!made_->settings.as_sqlite3)
        return;
    const auto tables = said_.looks ? found_tables{made_->settings.database} : found_tables{};
    for (auto& draft : drafts_)
        for (auto& c : draft.columns) {
            write_in_lower_case(c);
            const auto* declared = tables.declared(draft.table, c.column_name);
            if (declared || !declared_.models.at(draft.name).texts.contains(c.name))
                keep_as_sqlite3(c, declared);
        }
}

void application_maker::boot_models()
{
    for (auto& draft : drafts_) {
        draft.ops = &engine::record_ops();
        for (auto& r : draft.relations)
            r.slot = schema::to_many(r.kind) ? &bounded_list_ops() : &bounded_one_ops();
        made_->registry.add(std::move(draft));
    }
    made_->registry.boot();
}

void application_maker::tie_models()
{
    for (const auto& [name, m] : declared_.models)
        if (m.persisted)
            tie_model(m, made_->registry.get(name));
}

void application_maker::tie_model(const declared_model& m, const schema::model& booted)
{
    const auto& own = declared_.rules[m.name]; // none of the models that only link
    made_->rules.emplace(&booted, own.rules);
    if (m.links_alone) // as the models that LoopBack makes by itself
        made_->rules.at(&booted).unknown = unknown_members::refused;
    if (of_files_.contains(m.name))
        made_->of_files.push_back(&booted);
    add_indexes(made_->wishes, own, booted);
    if (m.is_public)
        made_->endpoints.push_back({&booted, m.path});
    for (const auto& r : m.relations)
        if (const auto* relation = booted.find_relation(r.name))
            tie_relation(m, r, *relation);
}

void application_maker::tie_relation(const declared_model& m, const declared_relation& r,
                                     const schema::relation& booted)
{
    made_->relations.emplace(&booted, r.rules);
    if (!r.rules.included)
        made_->never_included.insert(&booted);
    made_->copied.emplace(&booted, copied_by(*booted.source, booted.target, r, m, wrong_));
}

void application_maker::hide_properties()
{
    const used_models used = [this](const std::string& name) { return used_model(name); };
    made_->hidden = unshown_of(declared_.models, used);
    made_->withheld = withheld_of(declared_.models, used);
}

const schema::model* application_maker::used_model(const std::string& name) const
{
    const auto known = described_.find(name);
    return known == described_.end() ? made_->registry.find(name) : known->second;
}

/// After all relations: a scope may include each of them.
void application_maker::tie_scopes()
{
    const scope_reading by{said_.language, made_->embedded, wrong_};
    for (const auto& [name, m] : declared_.models) {
        if (!m.persisted)
            continue;
        const auto& booted = made_->registry.get(name);
        if (const auto& own = declared_.rules[name]; !own.scope.empty() || !own.scopes.empty())
            made_->scopes.emplace(&booted, scopes_.read(m, own, booted, by));
        for (const auto& r : m.relations)
            if (const auto* relation = booted.find_relation(r.name))
                scopes_.read(m, r, *relation, by);
    }
    for (auto& r : made_->within)
        scopes_.read(declared_.models.at(r.owner->name), r, by);
}

/// After all models: an embedded relation points at the rules of its target.
void application_maker::tie_embedded_relations()
{
    for (const auto& [name, m] : declared_.models) {
        if (!m.persisted)
            continue;
        const auto& owner = made_->registry.get(name);
        for (const auto& r : m.relations)
            if (within_row(r.type))
                tie_embedded_relation(m, r, owner);
    }
}

void application_maker::tie_embedded_relation(const declared_model& m, const declared_relation& r,
                                              const schema::model& owner)
{
    const auto* target = used_model(r.model);
    const auto& made = made_->within.emplace_back(
        embedded_relation{r.name, r.type, &owner, owner.table.find(r.property), target, &made_->rules.at(target),
                          r.rules, &made_->hidden.held, {}, copied_by(owner, target, r, m, wrong_)});
    made_->embedded[&owner].push_back(&made);
    made_->rules.at(&owner).embedded.push_back(&made);
    if (!made.references())
        made_->hidden.held.add(*made.column, *target);
}

void application_maker::throw_mistakes() const
{
    if (!wrong_.empty())
        wrong_.throw_all(path_.string());
}

} // namespace ginnel::app
