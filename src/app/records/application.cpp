#include "app/records/defined_rows.hpp"
#include "app/records/state.hpp"
#include "driver/open_url.hpp"
#include "engine/check_schema.hpp"
#include "engine/write.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <chrono>

namespace ginnel {

namespace detail {

namespace {

driver::opening opening_of(std::string_view url, const application_options& o)
{
    auto made = driver::opening_of(url, {std::chrono::milliseconds{o.busy_timeout_ms}, o.cache_kib, o.read_only,
                                         o.create, o.temp_in_memory, o.pool_size});
    if (o.log)
        made.make = [make = std::move(made.make), log = o.log] {
            auto connection = make();
            connection->observe([log](std::string_view sql, bool) { log(sql); });
            return connection;
        };
    return made;
}

std::unique_ptr<app::pooled_session> session_of(driver::opening opening, const application_options& o)
{
    const driver::pool_options pool{opening.most, std::chrono::milliseconds{o.pool_wait_ms}};
    return std::make_unique<app::pooled_session>(std::move(opening.make), pool);
}

} // namespace

application_state::application_state(std::string_view url, application_options options)
    : rules{std::make_unique<app::defined_rows>(definitions)},
      own_session{session_of(opening_of(url, options), options)},
      session{*own_session}
{
    session.env().cursor_secret = std::move(options.cursor_secret);
}

application_state::application_state(std::shared_ptr<const schema::registry> booted, engine::session& on,
                                     std::unique_ptr<const app::record_rules> written_by,
                                     std::shared_ptr<const void> kept)
    : owner{std::move(kept)}, registry{std::move(booted)}, rules{std::move(written_by)}, session{on}
{
    for (const auto* m : registry->models())
        models.push_back(std::unique_ptr<record_model>{new record_model{*this, m->name}});
}

record_model& application_state::model(std::string_view name)
{
    std::vector<std::string_view> names;
    for (const auto& m : models) {
        if (m->name() == name)
            return *m;
        names.emplace_back(m->name());
    }
    throw error{error_kind::usage, "E_UNKNOWN_MODEL",
                "there is no model \"" + std::string{name} + '"' + did_you_mean(name, names)}
        .spoiling(spoils::nothing);
}

app::defined_model& application_state::definition(const std::string& model)
{
    if (registry)
        throw error{error_kind::usage, "E_BOOTED",
                    model + " cannot be changed or added, since the application was booted: define all models and "
                            "relations before boot()"}
            .in_model(model)
            .spoiling(spoils::nothing);
    return definitions[model];
}

void application_state::need_booted() const
{
    if (!registry)
        throw error{error_kind::usage, "E_NOT_BOOTED",
                    "the application was not booted: call boot() after the last definition"}
            .spoiling(spoils::nothing);
}

const schema::model& application_state::booted_model(std::string_view name) const
{
    need_booted();
    return registry->get(name);
}

} // namespace detail

application::application(std::string_view url, application_options options)
    : state_{std::make_unique<detail::application_state>(url, std::move(options))}
{
}
application::application(std::unique_ptr<detail::application_state> state) noexcept : state_{std::move(state)}
{
}
application::application(application&&) noexcept = default;
application& application::operator=(application&&) noexcept = default;
application::~application() = default;

record_model& application::define(std::string_view name, std::vector<property> properties, model_options options)
{
    return state_->define(name, std::move(properties), std::move(options));
}

record_model& application::model(std::string_view name)
{
    return state_->model(name);
}

void application::boot()
{
    state_->boot();
}

bool application::booted() const noexcept
{
    return state_->registry != nullptr;
}

void application::create_tables()
{
    state_->need_booted();
    const auto models = state_->registry->models();
    engine::create_tables(state_->session, models);
}

schema_report application::check() const
{
    state_->need_booted();
    const auto models = state_->registry->models();
    return engine::check_schema(state_->session, models);
}

record_query application::query(std::string_view model) const
{
    return detail::record_query_access::root(*state_, state_->booted_model(model));
}

namespace {

void need_read(const engine::record& row, const schema::relation& r, const schema::column& c)
{
    if (!row.has(c.index))
        throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                    "this row of " + row.model().name + " was read without \"" + c.name + "\", from which " + r.name +
                        " starts: add it to select"}
            .in_model(row.model().name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
}

/// Of a morph_to the relation to the model that the row's type names.
const schema::relation& of_type(const engine::record& row, const schema::relation& r)
{
    if (r.kind != schema::relation_kind::morph_to)
        return r;
    need_read(row, r, *r.type_column);
    const auto& type = row.get(r.type_column->index);
    for (const auto& one : r.alternatives)
        if (*one.source_type() == type)
            return one;
    throw error{error_kind::usage, "E_POLYMORPHIC_QUERY",
                "this row of " + row.model().name + " names no model that " + r.name + " leads to: its " +
                    r.type_column->name + " is " + (type.is_null() ? std::string{"null"} : to_display(type))}
        .in_model(row.model().name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

} // namespace

record_query application::related(const record& row, std::string_view relation) const
{
    const auto& source = detail::record_access::of(row);
    const auto& r = of_type(source, source.model().relation_named(relation));
    const auto& key = r.local_key();
    need_read(source, r, key);
    return detail::record_query_access::related(*state_, r, source.get(key.index));
}

} // namespace ginnel
