// Records that are stored, changed and deleted by their own handles.
#include "app/records/names.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"
#include "engine/row_writes.hpp"

#include <ginnel/app/property.hpp>
#include <ginnel/error.hpp>

#include <utility>

namespace ginnel {

namespace {

void need_stored(const engine::record& row, const char* instead)
{
    if (row.persisted && !row.deleted)
        return;
    const auto& m = row.model();
    throw error{error_kind::usage, "E_NOT_PERSISTED",
                "this record of " + m.name +
                    (row.deleted ? " was deleted" : std::string{" was not stored yet: "} + instead)}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

/// The columns alone: what a failed write may spoil.
engine::record without_relations(const engine::record& row)
{
    engine::record out{row.model()};
    for (const auto& c : row.model().table.columns)
        if (row.has(c.index))
            out.put(c.index, row.get(c.index));
    out.settle();
    out.persisted = row.persisted;
    return out;
}

void take_all(engine::record& row, const engine::record& written)
{
    for (const auto& c : row.model().table.columns)
        if (written.has(c.index))
            row.put(c.index, written.get(c.index));
    row.settle();
    row.persisted = true;
}

} // namespace

bool record::stored() const noexcept
{
    return row_->persisted && !row_->deleted;
}

void record::save()
{
    if (row_->deleted)
        need_stored(*row_, "");
    app::row_values named;
    for (const auto& c : row_->model().table.columns)
        if (row_->persisted ? row_->changed(c.index) : row_->has(c.index))
            named.emplace_back(&c, row_->get(c.index));
    if (!row_->persisted) {
        take_all(*row_, app_->rules->create(app_->session, row_->model(), std::move(named)));
    } else if (!named.empty()) {
        app_->rules->change(app_->session, *row_, named);
        row_->settle();
    }
}

void record::update_attributes(const property_values& values)
{
    need_stored(*row_, "call save()");
    const auto named = app::row_values_of(row_->model(), values);
    auto written = without_relations(*row_);
    app_->rules->change(app_->session, written, named);
    for (const auto& c : row_->model().table.columns) {
        bool set = false;
        for (const auto& one : named)
            set = set || one.first == &c;
        if (!written.has(c.index) || (row_->changed(c.index) && !set))
            continue;
        row_->put(c.index, written.get(c.index));
        row_->settle(c.index);
    }
}

bool record::destroy()
{
    need_stored(*row_, "there is nothing to delete");
    void* object = row_.get();
    const bool was_there = engine::remove_rows(app_->session, row_->model(), {&object, 1}) > 0;
    row_->deleted = true;
    return was_there;
}

} // namespace ginnel
