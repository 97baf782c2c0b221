#include "engine/update_plan.hpp"

#include "engine/arguments.hpp"
#include "engine/stamp.hpp"
#include "engine/update_statement.hpp"
#include "engine/written_row.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::engine {

update_plan::update_plan(const environment& e, const schema::model& m, std::span<void* const> objects,
                         written_columns which)
    : model_{m}
{
    if (m.updated_at != nullptr)
        now_ = stamp(e, *m.updated_at);
    for (void* object : objects) {
        value key = key_of_row(m, object);
        columns set = columns_of(object, which);
        if (set.empty())
            continue;
        const auto at = statements_.try_emplace(std::move(set)).first;
        if (at->second.text.empty())
            at->second = e.dialect.render(sql::tree{update_of_row(m, at->first, m.version)});
        written_row row{object, &at->first, &at->second, {}, {}};
        row.slots.push_back(std::move(key));
        for (const auto* c : at->first)
            row.slots.push_back(value_of(object, *c));
        if (m.version != nullptr)
            row.slots.push_back(m.ops->get(m, object, m.version->index));
        rows_.push_back(std::move(row));
    }
    // Callers that write the same rows meet them in one order, so that they do not lock each other out.
    std::stable_sort(rows_.begin(), rows_.end(), [](const written_row& a, const written_row& b) {
        const value &x = a.slots.front(), &y = b.slots.front();
        if (x.type() == kind::integer && y.type() == kind::integer)
            return x.integer() < y.integer();
        return to_display(x) < to_display(y);
    });
    steps_.reserve(rows_.size());
    for (auto& row : rows_) {
        row.arguments = arguments_of(*row.statement, [&](std::size_t slot) { return &row.slots[slot]; });
        steps_.push_back({static_cast<step_id>(steps_.size()), row.statement->text, row.arguments});
    }
}

void update_plan::need(const void* object, const schema::column& c) const
{
    if (model_.ops->has == nullptr || model_.ops->has(model_, object, c.index))
        return;
    throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                "\"" + c.name + "\" of this " + model_.name +
                    " was not selected when the row was read, so what is written would be made up: select it too"}
        .in_model(model_.name)
        .spoiling(spoils::nothing);
}

update_plan::columns update_plan::columns_of(const void* object, const written_columns& which) const
{
    columns set;
    const auto kept_by_itself = [&](const schema::column& c) {
        return &c == model_.updated_at || &c == model_.version;
    };
    const auto in_set = [&](const schema::column& c) { return std::find(set.begin(), set.end(), &c) != set.end(); };
    for (const auto* c : which.named) {
        need(object, *c);
        if (!kept_by_itself(*c) && !in_set(*c))
            set.push_back(c);
    }
    if (which.named.empty() || which.changed_only) {
        const auto& ops = *model_.ops;
        for (const auto& c : model_.table.columns) {
            if (&c == model_.primary_key || c.generated || kept_by_itself(c) || in_set(c))
                continue;
            const bool wanted = which.changed_only && ops.changed != nullptr
                                    ? ops.changed(model_, object, c.index)
                                    : ops.has == nullptr || ops.has(model_, object, c.index);
            if (wanted)
                set.push_back(&c);
        }
    }
    if (set.empty())
        return set;
    if (model_.updated_at != nullptr)
        set.push_back(model_.updated_at);
    if (model_.version != nullptr) {
        need(object, *model_.version);
        set.push_back(model_.version);
    }
    return set;
}

value update_plan::value_of(const void* object, const schema::column& c) const
{
    if (&c == model_.updated_at)
        return now_;
    value v = model_.ops->get(model_, object, c.index);
    if (&c == model_.version)
        v = value{(v.is_null() ? 0 : v.integer()) + 1};
    return v;
}

needs update_plan::wants() const
{
    return {rows_.size() > 1 ? needs::scope::write : needs::scope::autocommit, true};
}

event update_plan::next()
{
    if (std::exchange(sent_, true) || steps_.empty())
        return finish{};
    return send{steps_};
}

void update_plan::done(step_id id, const driver::outcome& what)
{
    if (what.affected > 0)
        return;
    const std::string key = to_display(rows_[id].slots.front());
    if (model_.version != nullptr)
        throw error{
            error_kind::conflict, "E_STALE_ROW",
            model_.name + " with the key " + key + " has no longer version " + to_display(rows_[id].slots.back()) +
                ": another caller changed or deleted it since it was read; read it again, and repeat what was done"}
            .in_model(model_.name);
    throw error{error_kind::not_found, "E_ROW_NOT_FOUND",
                "there is no " + model_.name + " with the key " + key + " to update: create it, or read it again"}
        .in_model(model_.name);
}

void update_plan::hand_over()
{
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.set->size(); ++i) {
            const auto* c = (*row.set)[i];
            if (c == model_.updated_at || c == model_.version)
                model_.ops->set(model_, row.object, c->index, row.slots[i + 1].view());
        }
        if (model_.ops->saved != nullptr)
            model_.ops->saved(model_, row.object, row.set);
    }
}

} // namespace ginnel::engine
