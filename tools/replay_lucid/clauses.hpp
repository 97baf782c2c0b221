#pragma once

#include "engine/query.hpp"
#include "json_values.hpp"
#include "table_columns.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace replay {

class models;

/// An aggregate that a clause list asks for: `["sum", "score as total"]`.
struct asked_aggregate {
    ginnel::engine::aggregate what;
    std::string alias; ///< given by `as`, within the clause or as a clause of its own
};

/// What a clause list says beyond the query itself.
struct asked {
    std::vector<asked_aggregate> aggregates;
    std::string alias; ///< the clause `as`
    std::optional<json::object> sideload;
};

/// Where a clause list is used, as some clauses are allowed in one place only.
enum class place { query, preload, sub_query };

/// Translates clause lists into queries of the engine.
class clauses {
public:
    clauses(const models& m, const table_columns& columns) : models_{m}, columns_{columns} {}

    asked apply(ginnel::engine::query& q, const json::array& list, place where) const;
    /// The preload of a relation with its own clauses (null: none); of a morphTo one for each type, whose clauses are
    /// an object by model.
    std::vector<ginnel::engine::preload> preloads_of(const ginnel::schema::model& m, std::string_view relation,
                                                     const json::value& list) const;
    /// withCount (without an aggregate of its own: of the rows), withAggregate.
    ginnel::engine::relation_aggregate aggregate_of(const ginnel::schema::model& m, std::string_view relation,
                                                    const json::value& list, bool count) const;

private:
    struct context;

    bool condition(const context& in, std::vector<ginnel::engine::term>& into, const json::array& clause) const;
    ginnel::engine::term relation_condition(const context& in, const json::array& clause, bool closure) const;
    ginnel::engine::term type_condition(const context& in, const json::array& clause) const;
    ginnel::engine::preload preload_of(const ginnel::schema::relation& r, const json::value& list) const;
    void clause(const context& in, asked& out, const json::array& clause) const;
    void select(ginnel::engine::query& q, const std::string& name) const;
    asked_aggregate aggregate(const ginnel::engine::query& q, std::string_view function, std::string text) const;

    const models& models_;
    const table_columns& columns_;
};

/// A relation's `onQuery`: a clause list that is part of each of its queries.
class clause_hook : public ginnel::schema::query_hook {
public:
    clause_hook(const json::array& list, const models& m, const table_columns& columns)
        : list_{list}, clauses_{m, columns}
    {
    }
    void apply(ginnel::engine::query& q, bool sub_query) const override;

private:
    const json::array& list_;
    clauses clauses_;
};

} // namespace replay
