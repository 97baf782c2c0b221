#pragma once

#include "app/declarations/declared_model.hpp"
#include "app/pooled_session.hpp"
#include "app/records/record_rules.hpp"
#include "engine/query.hpp"
#include "engine/record.hpp"

#include <ginnel/app/application.hpp>
#include <ginnel/schema/registry.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::app {

/// A model as a program defines it.
struct defined_model {
    declared_model declared;
    std::map<std::string, value> defaults;
    std::string deleted_at, morph_value;
    std::vector<schema::model_scope> scopes;
    std::vector<schema::relation_draft> morphs; ///< polymorphic relations, for which LoopBack's files have no words
    std::map<std::string, std::vector<schema::relation_draft::pick>> picks; ///< one of many, by the relation's name
    std::vector<std::string> mistakes; ///< found while it was defined; boot tells them
};

} // namespace ginnel::app

namespace ginnel::detail {

/// All that an application is. Written by one thread until it is booted, and by none after.
struct application_state {
    application_state(std::string_view url, application_options options);
    /// Of models that are booted already. `owner` keeps what it is made of alive; the session must outlive it.
    application_state(std::shared_ptr<const schema::registry> models, engine::session& on,
                      std::unique_ptr<const app::record_rules> written_by, std::shared_ptr<const void> owner);

    record_model& define(std::string_view name, std::vector<property> properties, model_options options);
    record_model& model(std::string_view name);
    /// Throws error (usage, E_BOOTED).
    app::defined_model& definition(const std::string& model);
    void boot();
    /// Throws error (usage): E_NOT_BOOTED, E_UNKNOWN_MODEL.
    const schema::model& booted_model(std::string_view name) const;
    void need_booted() const;

    std::map<std::string, app::defined_model> definitions;
    std::vector<std::unique_ptr<record_model>> models;
    std::shared_ptr<const void> owner;
    std::shared_ptr<const schema::registry> registry; ///< null until it is booted
    std::unique_ptr<const app::record_rules> rules;
    std::unique_ptr<app::pooled_session> own_session;
    engine::session& session;
};

/// A query by name: the engine's, its own or, inside a scope, one that it was handed.
struct record_query_state {
    application_state* app;
    std::unique_ptr<engine::query> own;
    engine::query* query;
    std::optional<value> parent{}; ///< the rows of this parent only
    bool part = false;             ///< of another query, and not run itself
};

struct record_query_access {
    static record_query root(application_state& app, const schema::model& m);
    static record_query related(application_state& app, const schema::relation& r, value parent);
    /// Borrows `q`, which must outlive it.
    static record_query part(application_state& app, engine::query& q);
};

struct record_access {
    static record make(application_state& app, engine::record row)
    {
        return record{app, std::make_shared<engine::record>(std::move(row))};
    }
    static engine::record& of(const record& r) noexcept { return *r.row_; }
    static application_state& app_of(const record& r) noexcept { return *r.app_; }
    /// Handles of all rows, which share the list.
    static std::vector<record> list(application_state& app, std::shared_ptr<std::vector<engine::record>> rows);
};

struct application_access {
    static application make(std::unique_ptr<application_state> state) { return application{std::move(state)}; }
};

} // namespace ginnel::detail
