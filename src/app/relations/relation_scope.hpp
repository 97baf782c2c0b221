#pragma once

#include "app/questions/filter.hpp"
#include "app/writing/row_values.hpp"

#include <ginnel/schema/relation.hpp>

#include <memory>

namespace ginnel::app {

/// The "scope" of a relation as part of each of its queries. What it says is read when the models are booted, and
/// filled in then; until then it says nothing. Of a relation through a model it speaks of the rows passed, as in
/// LoopBack.
class relation_scope final : public schema::query_hook {
public:
    explicit relation_scope(std::shared_ptr<const filter> what) : what_{std::move(what)} {}

    void apply(engine::query& q, bool sub_query) const override;

    const filter& what() const noexcept { return *what_; }

private:
    std::shared_ptr<const filter> what_;
};

/// The model of which the scope of a relation speaks.
const schema::model& scoped_by(const schema::relation& r) noexcept;
/// The values that a condition asks for by plain equality.
row_values values_asked_by(const condition& where);
/// Gives a row that is made through a relation what the relation's scope asks of its rows, where it says nothing else,
/// so that it is among them.
void add_scope_values(const schema::relation& r, row_values& row);
/// The scope as a filter of the relation's rows: its names are those of the rows passed.
filter as_relation_scope(const schema::relation& r, filter what);

} // namespace ginnel::app
