// Records that are stored, changed and deleted by their own handles.
#include "app/records/names.hpp"
#include "app/records/state.hpp"
#include "app/records/stored.hpp"
#include "app/records/values.hpp"
#include "engine/row_writes.hpp"

#include <ginnel/app/property.hpp>

#include <utility>

namespace ginnel {

bool record::stored() const noexcept
{
    return row_->persisted && !row_->deleted;
}

void record::save()
{
    app::need_not_deleted(*row_);
    app::row_values named;
    for (const auto& c : row_->model().table.columns)
        if (row_->persisted ? row_->changed(c.index) : row_->has(c.index))
            named.emplace_back(&c, row_->get(c.index));
    if (!row_->persisted) {
        app::take_written(*row_, app_->rules->create(app_->session, row_->model(), std::move(named)));
    } else if (!named.empty()) {
        app_->rules->change(app_->session, *row_, named);
        row_->settle();
    }
}

void record::update_attributes(const property_values& values)
{
    app::need_stored(*row_, "call save()");
    const auto named = app::row_values_of(row_->model(), values);
    auto written = row_->columns_alone();
    written.settle(); // what is not named here is not written
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
    app::need_stored(*row_, "there is nothing to delete");
    void* object = row_.get();
    const bool was_there = engine::remove_rows(app_->session, row_->model(), {&object, 1}) > 0;
    row_->deleted = true;
    return was_there;
}

} // namespace ginnel
