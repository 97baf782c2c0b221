#include "app/application.hpp"

#include "app/bounded_slots.hpp"
#include "app/file_words.hpp"
#include "app/filed_rows.hpp"
#include "app/grouped_session.hpp"
#include "app/link_models.hpp"
#include "app/listing.hpp"
#include "app/model_reader.hpp"
#include "app/naming.hpp"
#include "app/records/state.hpp"
#include "app/relation_defaults.hpp"
#include "app/relation_scope.hpp"
#include "app/rows_within.hpp"
#include "app/ruled_rows.hpp"
#include "app/rules_reader.hpp"
#include "app/seed.hpp"
#include "app/tables_dump.hpp"
#include "driver/open_url.hpp"
#include "driver/regexp.hpp"
#include "engine/load.hpp"
#include "engine/record.hpp"
#include "engine/write.hpp"

#include <ginnel/error.hpp>

#include <deque>
#include <random>
#include <set>

namespace ginnel::app {

struct application::parts {
    schema::registry registry;
    std::vector<endpoint> endpoints;
    app::settings settings;
    bool dumps = false;
    std::vector<const schema::model*> of_files; ///< the others only hold links
    std::vector<std::string> notes;
    unshown hidden;
    protected_properties withheld;
    std::deque<schema::model> described; ///< models without tables, whose rows stand in others
    std::deque<embedded_relation> within;
    embedded_relations embedded;
    std::set<const schema::relation*> never_included;
    std::map<const schema::model*, model_rules> rules;
    scopes_of_models scopes;
    engine::table_wishes wishes{false, {}};
    std::map<const schema::relation*, relation_rules> relations;
    std::map<const schema::relation*, copied_columns> copied;
    ruled_rows making{rules};
    std::string cursor_secret;
    std::function<void(std::string_view)> log;
    std::size_t readers = 4;
    std::unique_ptr<grouped_session> session;
};

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

using default_filters = std::map<std::string, std::shared_ptr<filter>>;

/// A default scope is part of each query of its model. What it says can be read only when the models are booted.
default_filters add_default_scopes(std::vector<schema::model_draft>& drafts,
                                   std::map<std::string, declared_rules>& rules)
{
    default_filters out;
    for (auto& d : drafts)
        if (!rules[d.name].scope.empty()) {
            auto& made = out[d.name] = std::make_shared<filter>();
            d.scopes.push_back({"default scope", std::make_shared<default_scope>(made), true});
        }
    return out;
}

/// By model and relation.
using relation_filters_of = std::map<std::pair<std::string, std::string>, std::shared_ptr<filter>>;

/// As the default scopes, those of relations.
relation_filters_of add_relation_scopes(std::vector<schema::model_draft>& drafts,
                                        const std::map<std::string, declared_model>& models)
{
    relation_filters_of out;
    for (auto& d : drafts)
        for (const auto& said : models.at(d.name).relations)
            for (auto& r : d.relations)
                if (r.name == said.name && !said.rules.scope.empty()) {
                    auto& made = out[{d.name, r.name}] = std::make_shared<filter>();
                    r.on_query = std::make_shared<relation_scope>(made);
                }
    return out;
}

/// Reads the filters of a model's file.
class scope_reader {
public:
    scope_reader(const schema::registry& registry, const embedded_relations& within_rows,
                 const filter_language& language, mistakes& wrong)
        : registry_{registry}, within_rows_{within_rows}, language_{language}, wrong_{wrong}
    {
    }

    model_scopes operator()(const declared_model& m, const declared_rules& rules, const default_filters& defaults)
    {
        model_scopes out;
        if (const auto made = defaults.find(m.name); made != defaults.end()) {
            if (auto what = read(m, "scope", rules.scope))
                *made->second = std::move(*what);
            out.by_default = made->second;
        }
        for (const auto& [name, text] : rules.scopes)
            if (auto what = read(m, "scopes." + name, text))
                out.named.push_back({name, std::move(*what)});
        return out;
    }

    /// The scope of a relation, into what its queries look at.
    void read_relation(const declared_model& m, const declared_relation& said, const schema::relation& r, filter& into)
    {
        if (auto what = read(m, "relations." + said.name + ".scope", said.rules.scope, &scoped_by(r)))
            into = as_relation_scope(r, std::move(*what));
    }
    /// The same of one whose rows stand in the row itself.
    void read_relation(const declared_model& m, embedded_relation& r)
    {
        if (r.said.scope.empty())
            return;
        if (auto what = read(m, "relations." + r.name + ".scope", r.said.scope, r.target))
            r.scope = std::move(*what);
    }

private:
    std::optional<filter> read(const declared_model& m, const std::string& member, const std::string& text,
                               const schema::model* of = nullptr)
    {
        try {
            if (language_)
                return language_(of ? *of : registry_.get(m.name), text, within_rows_);
            wrong_.add(m.shown, member, "whoever reads this folder reads no filters: give overrides::language");
        } catch (const std::exception& e) {
            wrong_.add(m.shown, member, e.what());
        }
        return {};
    }

    const schema::registry& registry_;
    const embedded_relations& within_rows_;
    const filter_language& language_;
    mistakes& wrong_;
};

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
void add_empty_lists(const std::map<std::string, declared_model>& models, std::map<std::string, declared_rules>& rules)
{
    for (const auto& [name, m] : models)
        for (const auto& r : m.relations)
            if (within_row(r.type) && r.type != relation_type::embeds_one)
                rules[name].rules.defaults.emplace(r.property,
                                                   default_value{default_value::source::fixed, boost::json::array{}});
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

application::application(const std::filesystem::path& path, const overrides& said) : parts_{std::make_unique<parts>()}
{
    parts_->log = said.log;
    parts_->readers = said.readers;
    mistakes wrong;
    auto files = read_folder(path, wrong);
    parts_->settings = read_settings(files, said.database, wrong);
    parts_->dumps = said.dump;
    parts_->cursor_secret = parts_->settings.cursor_secret ? *parts_->settings.cursor_secret : new_secret();
    auto [models, rules] = read_models(files, wrong);
    std::set<std::string> of_files;
    for (const auto& [name, m] : models)
        of_files.insert(name);
    add_link_models(models);
    parts_->wishes.reuses_keys = parts_->settings.as_sqlite3;
    if (parts_->settings.as_sqlite3)
        for (auto& [name, m] : models)
            if (m.table == m.name)
                m.table = lower(m.table);
    check_paths(models, wrong);
    auto drafts = make_drafts(file_words{files}, models, wrong);
    if (wrong.empty() && models.empty())
        wrong.add("server/model-config.json", {},
                  "it names no model, so there is nothing to serve: add \"<model>\": {\"dataSource\": \"db\", "
                  "\"public\": true}");
    for (const auto& [name, m] : models)
        check_rules(m, rules[name], wrong);
    if (!wrong.empty())
        wrong.throw_all(path.string());
    if (parts_->settings.dashed_paths)
        for (auto& [name, m] : models)
            m.path = dashed(m.path);
    add_empty_lists(models, rules);
    std::map<std::string, const schema::model*> described;
    for (const auto& [name, m] : models)
        if (!m.persisted) {
            auto& made = parts_->described.emplace_back();
            describe(made, m);
            described.emplace(name, &made);
            parts_->rules.emplace(&made, rules[name].rules);
        }
    const auto defaults = add_default_scopes(drafts, rules);
    const auto relation_filters = add_relation_scopes(drafts, models);
    for (auto& draft : drafts) {
        if (parts_->settings.as_sqlite3)
            for (auto& c : draft.columns)
                write_in_lower_case(c);
        draft.ops = &engine::record_ops();
        for (auto& r : draft.relations)
            r.slot = schema::to_many(r.kind) ? &bounded_list_ops() : &bounded_one_ops();
        parts_->registry.add(std::move(draft));
    }
    parts_->registry.boot();
    const used_models used = [&](const std::string& name) {
        const auto known = described.find(name);
        return known == described.end() ? parts_->registry.find(name) : known->second;
    };
    for (const auto& [name, m] : models) {
        if (!m.persisted)
            continue;
        const auto& made = parts_->registry.get(name);
        const auto& own = rules[name]; // none of the models that only link
        parts_->rules.emplace(&made, own.rules);
        if (m.links_alone) // as the models that LoopBack makes by itself
            parts_->rules.at(&made).unknown = unknown_members::refused;
        if (of_files.contains(name))
            parts_->of_files.push_back(&made);
        add_indexes(parts_->wishes, own, made);
        if (m.is_public)
            parts_->endpoints.push_back({&made, m.path});
    }
    parts_->hidden = unshown_of(models, used);
    parts_->withheld = withheld_of(models, used);
    for (const auto& [name, m] : models)
        for (const auto& r : m.relations) {
            if (!m.persisted || !within_row(r.type))
                continue;
            const auto& owner = *used(name);
            const auto* target = used(r.model);
            const auto& made = parts_->within.emplace_back(embedded_relation{r.name,
                                                                             r.type,
                                                                             &owner,
                                                                             owner.table.find(r.property),
                                                                             target,
                                                                             &parts_->rules.at(target),
                                                                             r.rules,
                                                                             &parts_->hidden.held,
                                                                             {},
                                                                             copied_by(owner, target, r, m, wrong)});
            parts_->embedded[&owner].push_back(&made);
            parts_->rules.at(&owner).embedded.push_back(&made);
            if (!made.references())
                parts_->hidden.held.add(*made.column, *target);
        }
    scope_reader scopes{parts_->registry, parts_->embedded, said.language, wrong};
    for (const auto& [name, m] : models) {
        if (!m.persisted)
            continue;
        const auto& made = parts_->registry.get(name);
        if (const auto& own = rules[name]; !own.scope.empty() || !own.scopes.empty())
            parts_->scopes.emplace(&made, scopes(m, own, defaults));
        for (const auto& r : m.relations)
            if (const auto* of = made.find_relation(r.name)) {
                parts_->relations.emplace(of, r.rules);
                if (!r.rules.included)
                    parts_->never_included.insert(of);
                parts_->copied.emplace(of, copied_by(made, of->target, r, m, wrong));
                if (const auto scope = relation_filters.find({name, r.name}); scope != relation_filters.end())
                    scopes.read_relation(m, r, *of, *scope->second);
            }
    }
    for (auto& r : parts_->within)
        scopes.read_relation(models.at(r.owner->name), r);
    if (!wrong.empty())
        wrong.throw_all(path.string());
    parts_->notes = std::move(files.notes);
}

application::~application() = default;
application::application(application&&) noexcept = default;
application& application::operator=(application&&) noexcept = default;

const schema::registry& application::models() const noexcept
{
    return parts_->registry;
}
const std::vector<endpoint>& application::endpoints() const noexcept
{
    return parts_->endpoints;
}
const app::settings& application::settings() const noexcept
{
    return parts_->settings;
}
const std::vector<std::string>& application::notes() const noexcept
{
    return parts_->notes;
}

const std::string& application::cursor_secret() const noexcept
{
    return parts_->cursor_secret;
}

bool application::dumps() const noexcept
{
    return parts_->dumps;
}

const protected_properties& application::withheld() const noexcept
{
    return parts_->withheld;
}

const model_rules& application::rules(const schema::model& m) const
{
    return parts_->rules.at(&m);
}

const model_scopes& application::scopes(const schema::model& m) const
{
    static const model_scopes none;
    const auto at = parts_->scopes.find(&m);
    return at == parts_->scopes.end() ? none : at->second;
}

const relation_rules& application::rules(const schema::relation& r) const
{
    return parts_->relations.at(&r);
}

const embedded_relations& application::embedded() const noexcept
{
    return parts_->embedded;
}

bool application::is_included(const schema::relation& r) const
{
    return !parts_->never_included.contains(&r);
}

embedded_column application::column_of(const embedded_relation& r, value owner) const
{
    return {connected(), r, std::move(owner), parts_->making};
}

references_rows application::referenced(const embedded_relation& r, value owner, const answer_bounds& bounds) const
{
    return {column_of(r, std::move(owner)), parts_->hidden, bounds};
}

related_answers application::related(const schema::relation& r, value parent, const answer_bounds& bounds) const
{
    return {connected(), r, std::move(parent), {parts_->making, parts_->copied.at(&r), parts_->hidden, parts_->scopes, bounds}};
}

model_answers application::rows(const schema::model& m, const answer_bounds& bounds) const
{
    return {connected(), m, rules(m), parts_->hidden, bounds};
}

grouped_session& application::connected() const
{
    if (!parts_->session)
        throw error{error_kind::usage, "E_NOT_CONNECTED", "the application has no database yet: call connect() first"};
    return *parts_->session;
}

ginnel::application application::records(std::shared_ptr<const void> owner) const
{
    auto& session = connected();
    return detail::application_access::make(std::make_unique<detail::application_state>(
        std::shared_ptr<const schema::registry>{owner, &parts_->registry}, session,
        std::make_unique<filed_rows>(parts_->rules, parts_->copied, parts_->scopes), owner));
}

void application::seed(const std::filesystem::path& file)
{
    write_seed(connected(), parts_->registry, file);
}

std::string application::tables() const
{
    auto out = tables_as_json(connected(), parts_->of_files, parts_->embedded);
    out.pop_back();
    for (const auto& m : parts_->described) // which hold no rows of their own
        out += (out.size() > 1 ? ",\"" : "\"") + m.name + "\":[]";
    return out + "}";
}

void application::connect()
{
    auto opening = driver::opening_of("sqlite:" + parts_->settings.database,
                                      {.connections = parts_->readers, .sync_commits = parts_->settings.sync_commits});
    if (parts_->log)
        opening.make = [make = std::move(opening.make), log = parts_->log] {
            auto connection = make();
            connection->observe([log](std::string_view sql, bool) { log(sql); });
            return connection;
        };
    auto session = std::make_unique<grouped_session>(driver::with_regexp(std::move(opening.make)), opening.most);
    const auto models = parts_->registry.models();
    engine::create_tables(*session, models, parts_->wishes);
    parts_->session = std::move(session);
}

void application::in_one_transaction(std::size_t count, const std::function<bool(std::size_t)>& work) const
{
    connected().run_group(count, work);
}

bool application::database_answers() const noexcept
{
    try {
        (void)engine::exists(connected(), engine::query{*parts_->of_files.front()});
        return true;
    } catch (...) {
        return false;
    }
}

std::optional<std::string> application::find_by_id(const schema::model& m, const value& key, const filter& what,
                                                   const answer_bounds& bounds) const
{
    return listing{connected(), parts_->hidden, bounds}.with_key(m, key, with_defaults(parts_->scopes, m, what));
}

std::string application::find(const schema::model& m, const filter& what, const answer_bounds& bounds) const
{
    return listing{connected(), parts_->hidden, bounds}.rows(m, with_defaults(parts_->scopes, m, what)).rows;
}

listed application::list(const schema::model& m, const filter& what, list_wishes wishes,
                         const answer_bounds& bounds) const
{
    wishes.secret = parts_->cursor_secret;
    return listing{connected(), parts_->hidden, bounds}.rows(m, with_defaults(parts_->scopes, m, what), wishes);
}

} // namespace ginnel::app
