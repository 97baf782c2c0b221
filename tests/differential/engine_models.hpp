#pragma once

#include "differential/question.hpp"

#include "engine/query.hpp"

#include <ginnel/schema/registry.hpp>

namespace diff {

/// The world's models, declared to the library, and the translation of questions about them.
class engine_models {
public:
    /// The world must outlive it: relations with conditions of their own look them up when they are asked.
    explicit engine_models(const world& w);

    const ginnel::schema::model& model_of(std::size_t table) const { return registry_.get(world_.tables[table].model); }
    const ginnel::schema::relation& relation(std::size_t n) const;

    ginnel::engine::query translated(const query& q, bool sub_query) const;
    ginnel::engine::aggregate translated(const aggregate& a, const ginnel::engine::query& of, const query& q) const;
    ginnel::engine::operand translated(const operand& o, const ginnel::engine::query& of, const query& q) const;
    std::vector<ginnel::engine::term> translated(const std::vector<term>& terms, const ginnel::engine::query& of,
                                                 const query& q) const;

private:
    void declare(const relation_spec& r, std::size_t n, ginnel::schema::model_draft& on);
    ginnel::engine::condition translated(const condition& c, const ginnel::engine::query& of, const query& q) const;
    std::vector<ginnel::engine::order_by> translated(const std::vector<order>& list, const ginnel::engine::query& of,
                                                     const query& q) const;

    const world& world_;
    ginnel::schema::registry registry_;
};

ginnel::value value_of(const datum& d);
datum datum_of(const ginnel::value& v);

} // namespace diff
