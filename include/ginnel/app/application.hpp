#pragma once

#include <ginnel/app/property.hpp>
#include <ginnel/app/record.hpp>
#include <ginnel/app/record_model.hpp>
#include <ginnel/app/record_query.hpp>
#include <ginnel/app/related_records.hpp>
#include <ginnel/detail/erased_call.hpp>
#include <ginnel/schema/schema_report.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {
struct application_state;
struct application_access;
} // namespace detail

/// A program's observer of statements: `[](std::string_view sql) { ... }`. Or none.
class statement_observer {
public:
    statement_observer() = default;
    template <typename F>
    requires(std::is_invocable_v<F&, std::string_view> && !std::is_same_v<std::decay_t<F>, statement_observer>)
        statement_observer(F observer)
        : call_{std::in_place, std::move(observer)}
    {
    }

    explicit operator bool() const noexcept { return static_cast<bool>(call_); }
    void operator()(std::string_view sql) const { call_(sql); }

private:
    detail::erased_call<std::string_view> call_;
};

/// How an application opens its database.
struct application_options {
    std::int64_t busy_timeout_ms = 5000; ///< how long a statement waits for another writer before it fails (SQLite)
    std::int64_t cache_kib = 0;          ///< page cache of each connection; 0: the database's default (SQLite)
    std::size_t pool_size = 4;           ///< connections open at once; a database in memory has one
    std::int64_t pool_wait_ms = 5000;    ///< how long a call waits for a connection
    bool read_only = false;
    bool create = true;          ///< make a file that is missing (SQLite)
    bool temp_in_memory = true;  ///< false: large sorts go to files, and writes within a unit are slower (SQLite)
    std::string cursor_secret{}; ///< signs the cursors of cursor_paginate; 32 random bytes, the same in all processes
    /// Told of each statement before it is run, begin and commit included, on the thread that runs it.
    statement_observer log{};
};

/// Conditions (and orders) of a model under a name, which queries add by `scope("published")`; by default in each query
/// of the model's rows, related ones included, that does not leave them out by `without_scope`.
struct named_scope {
    std::string name;
    record_closure conditions{};
    bool by_default = false;
};

/// What may be said of a model defined in code.
struct model_options {
    std::string table{}; ///< empty: the model's name, as LoopBack has it
    /// Property that says when a row was softly deleted; queries hide such rows, and what lies behind them, unless
    /// asked.
    std::string deleted_at{};
    std::string morph_value{}; ///< how type columns of polymorphic relations name the model; empty: by its name
    std::vector<named_scope> scopes{};
};

/// Models defined at run time, and their database.
///
///     ginnel::application app{"sqlite:clinic.db"};
///     auto& physician = app.define("Physician", {{"name", ginnel::types::text}});
///     ...
///     app.boot();
///     app.query("Physician").where("name", "like", "A%").preload("patients").all();
///
/// Define and boot on one thread; from then on any thread may ask. Must outlive its models, queries and records.
class application {
public:
    /// Opens the database, by URL as `ginnel::database` does. Throws error: usage (E_DATABASE_URL), connection,
    /// corrupt, read_only.
    explicit application(std::string_view url, application_options options = {});
    application(application&&) noexcept;
    application& operator=(application&&) noexcept;
    ~application();

    /// Defines a model. Without a property that is the key it gets `id`. The reference lives as long as the
    /// application. Throws error: E_DUPLICATE_MODEL; E_BOOTED after `boot`. Other mistakes are told by `boot`, all at
    /// once.
    record_model& define(std::string_view name, std::vector<property> properties = {}, model_options options = {});
    /// A model by name. Throws error (E_UNKNOWN_MODEL) with the nearest names.
    record_model& model(std::string_view name);

    /// Gives relations their keys and checks all that was defined. Throws one error (E_MODELS) that lists every
    /// mistake, each with what would mend it; models may then be added or mended and booted again. Sends nothing.
    void boot();
    bool booted() const noexcept;
    /// Creates the tables that are missing, in one transaction. Throws error (E_NOT_BOOTED) before `boot`.
    void create_tables();
    /// Compares all models with the tables of the database: as executor::check. Two statements. Throws error
    /// (E_NOT_BOOTED) before `boot`.
    schema_report check() const;

    /// The rows of a model. Throws error: E_UNKNOWN_MODEL; E_NOT_BOOTED.
    record_query query(std::string_view model) const;
    /// The rows that a relation of this row leads to. Throws error: E_UNDEFINED_RELATIONSHIP;
    /// E_MISSING_MODEL_ATTRIBUTE where the row was read without the key that the relation starts from.
    record_query related(const record& row, std::string_view relation) const;

    /// Loads a relation or a path into rows that exist, all of one model, replacing what was loaded; records of rows
    /// that were replaced stay valid. `what` says several: `app.load(rows, [](auto& q) {
    /// q.preload("posts").preload("country"); })`. One statement per relation, whatever the number of rows; none
    /// without rows. A failure leaves the rows as they were. Throws error (usage): as query::preload;
    /// E_MISSING_MODEL_ATTRIBUTE where a row was read without the key that a relation starts from; E_RELATION_KIND for
    /// rows of two models.
    void load(const std::vector<record>& rows, std::string_view path, const record_closure& closure = {}) const;
    void load(const record& row, std::string_view path, const record_closure& closure = {}) const;
    void load(const std::vector<record>& rows, const record_closure& what) const;
    void load(const record& row, const record_closure& what) const;
    /// As load, where it is not loaded yet: of a path at each of its relations.
    void load_missing(const std::vector<record>& rows, std::string_view path, const record_closure& closure = {}) const;
    void load_missing(const record& row, std::string_view path, const record_closure& closure = {}) const;
    void load_missing(const std::vector<record>& rows, const record_closure& what) const;
    void load_missing(const record& row, const record_closure& what) const;

private:
    friend struct detail::application_access;
    explicit application(std::unique_ptr<detail::application_state> state) noexcept;

    std::unique_ptr<detail::application_state> state_;
};

} // namespace ginnel
