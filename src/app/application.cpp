#include "app/application.hpp"

#include "app/answers/listing.hpp"
#include "app/application_maker.hpp"
#include "app/application_parts.hpp"
#include "app/records/state.hpp"
#include "app/declarations/relation_defaults.hpp"
#include "app/files/rules_reader.hpp"
#include "app/relations/relation_scope.hpp"
#include "app/rows_within.hpp"
#include "app/writing/ruled_rows.hpp"
#include "app/seed.hpp"
#include "app/tables_dump.hpp"
#include "app/writing/filed_rows.hpp"
#include "driver/open_url.hpp"
#include "driver/regexp.hpp"
#include "engine/load.hpp"
#include "engine/write.hpp"

#include <ginnel/error.hpp>

namespace ginnel::app {

application::application(const std::filesystem::path& path, const overrides& said)
    : parts_{application_maker{path, said}.make()}
{
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
                                      {.connections = parts_->readers,
                                       .sync_commits = parts_->settings.sync_commits,
                                       .one_number = parts_->settings.as_sqlite3,
                                       .statement_timeout = parts_->settings.bounds.statement});
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
