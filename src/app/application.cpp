#include "app/application.hpp"

#include "app/bounded_slots.hpp"
#include "app/file_words.hpp"
#include "app/listing.hpp"
#include "app/model_reader.hpp"
#include "app/naming.hpp"
#include "app/pooled_session.hpp"
#include "app/relation_defaults.hpp"
#include "driver/open_url.hpp"
#include "driver/sqlite/regexp_function.hpp"
#include "engine/record.hpp"
#include "engine/write.hpp"

#include <ginnel/error.hpp>

namespace ginnel::app {

struct application::parts {
    schema::registry registry;
    std::vector<endpoint> endpoints;
    app::settings settings;
    std::vector<std::string> notes;
    protected_properties hidden;
    std::unique_ptr<pooled_session> session;
};

namespace {

void check_paths(const std::map<std::string, declared_model>& models, mistakes& wrong)
{
    std::map<std::string, const declared_model*> paths, tables;
    for (const auto& [name, m] : models) {
        const auto [table, new_table] = tables.emplace(lower(m.table), &m);
        if (!new_table)
            wrong.add(m.shown, "sqlite3.table", table->second->name + " has the table " + in_quotes(m.table) + " already: name another");
        if (!m.is_public)
            continue;
        const auto [at, is_new] = paths.emplace(lower(m.path), &m);
        if (!is_new)
            wrong.add(m.shown, "plural", at->second->name + " is served at /" + at->second->path + " already: write another plural");
    }
}

} // namespace

application::application(const std::filesystem::path& path, const overrides& said) : parts_{std::make_unique<parts>()}
{
    mistakes wrong;
    auto files = read_folder(path, wrong);
    parts_->settings = read_settings(files, said.database, wrong);
    auto models = read_models(files, wrong);
    check_paths(models, wrong);
    auto drafts = make_drafts(file_words{files}, models, wrong);
    if (wrong.empty() && models.empty())
        wrong.add("server/model-config.json", {}, "it names no model, so there is nothing to serve: add \"<model>\": {\"dataSource\": \"db\", \"public\": true}");
    if (!wrong.empty())
        wrong.throw_all(path.string());
    for (auto& draft : drafts) {
        draft.ops = &engine::record_ops();
        for (auto& r : draft.relations)
            r.slot = schema::to_many(r.kind) ? &bounded_list_ops() : &bounded_one_ops();
        parts_->registry.add(std::move(draft));
    }
    parts_->registry.boot();
    for (const auto& [name, m] : models) {
        const auto& booted = parts_->registry.get(name);
        if (m.is_public)
            parts_->endpoints.push_back({&booted, m.path});
        if (!m.protect.empty())
            parts_->hidden.emplace(&booted, m.protect);
    }
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

const protected_properties& application::withheld() const noexcept
{
    return parts_->hidden;
}

void application::connect()
{
    auto opening = driver::opening_of("sqlite:" + parts_->settings.database, {});
    driver::pool_options options;
    options.max = opening.most;
    auto session = std::make_unique<pooled_session>(driver::sqlite::with_regexp(std::move(opening.make)), options);
    const auto models = parts_->registry.models();
    engine::create_tables(*session, models);
    parts_->session = std::move(session);
}

namespace {

engine::session& connected(pooled_session* session)
{
    if (!session)
        throw error{error_kind::usage, "E_NOT_CONNECTED", "the application has no database yet: call connect() first"};
    return *session;
}

} // namespace

std::optional<std::string> application::find_by_id(const schema::model& m, const value& key, const filter& what, const answer_bounds& bounds) const
{
    return listing{connected(parts_->session.get()), parts_->hidden, bounds}.with_key({&m}, key, what);
}

std::string application::find(const schema::model& m, const filter& what, const answer_bounds& bounds) const
{
    return listing{connected(parts_->session.get()), parts_->hidden, bounds}.rows({&m}, what);
}

} // namespace ginnel::app
