#include "app/records/names.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"
#include "engine/record_json.hpp"
#include "value/nearest.hpp"

#include <ginnel/app/related_records.hpp>
#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel {

namespace detail {

std::vector<record> record_access::list(application_state& app, std::shared_ptr<std::vector<engine::record>> rows)
{
    std::vector<record> out;
    out.reserve(rows->size());
    for (auto& row : *rows)
        out.push_back(record{app, std::shared_ptr<engine::record>{rows, &row}});
    return out;
}

} // namespace detail

namespace {

[[noreturn]] void refuse(const schema::model& m, const char* code, const std::string& text,
                         const std::string& relation = {})
{
    throw error{error_kind::usage, code, text}.in_model(m.name).in_relation(relation).spoiling(spoils::nothing);
}

const schema::relation& loaded_relation(const engine::record& row, std::string_view name)
{
    const auto& m = row.model();
    const auto& r = m.relation_named(name);
    if (!row.slot(r.index).loaded)
        refuse(m, "E_RELATION_NOT_LOADED",
               m.name + "." + r.name + " was not loaded: write .preload(\"" + r.name +
                   "\") in the query, or ask the database by " +
                   (r.many() ? ".find()" : ".related(\"" + r.name + "\").find_one()"),
               r.name);
    return r;
}

engine::json_choice choice_of(std::string_view extras_as)
{
    engine::json_choice choice;
    choice.extras_as = std::string{extras_as};
    return choice;
}

} // namespace

const std::string& record::model() const noexcept
{
    return row_->model().name;
}

field record::operator[](std::string_view property) const
{
    const auto& m = row_->model();
    const auto& added = row_->extra_names();
    if (std::find(added.begin(), added.end(), property) != added.end() && !m.table.find(property))
        refuse(m, "E_UNKNOWN_COLUMN",
               m.name + " has no property \"" + std::string{property} +
                   "\": the query added it, so read it by extra(\"" + std::string{property} + "\")");
    const auto& c = app::property_of(m, property);
    if (!row_->has(c.index))
        refuse(m, "E_MISSING_MODEL_ATTRIBUTE",
               m.name + '.' + c.name + " was not read: add \"" + c.name + "\" to select");
    return app::field_of(m.name + '.' + c.name, c, row_->get(c.index));
}

bool record::has(std::string_view property) const
{
    return row_->has(app::property_of(row_->model(), property).index);
}

void record::put(std::string_view property, value v)
{
    const auto& m = row_->model();
    const auto& c = app::property_of(m, property);
    app::fit(m, c, v, app::value_use::stored);
    row_->put(c.index, std::move(v));
}

related_records record::related(std::string_view relation) const
{
    const auto& r = row_->model().relation_named(relation);
    auto& slot = row_->slot(r.index);
    if (!slot.loaded || !r.many())
        return {*this, r, {}};
    std::vector<record> loaded;
    loaded.reserve(slot.rows.size());
    for (auto& row : slot.rows)
        loaded.push_back(record{*app_, std::shared_ptr<engine::record>{row_, &row}});
    return {*this, r, std::move(loaded)};
}

const std::vector<record>& related_records::loaded() const
{
    if (!rows_) {
        const auto& r = loaded_relation(detail::record_access::of(of_), relation_->name);
        refuse(*r.source, "E_RELATION_KIND",
               r.source->name + "." + r.name + " leads to one row: read it by one(\"" + r.name + "\")", r.name);
    }
    return *rows_;
}

std::optional<record> record::one(std::string_view relation) const
{
    const auto& r = loaded_relation(*row_, relation);
    if (r.many())
        refuse(*r.source, "E_RELATION_KIND",
               r.source->name + "." + r.name + " leads to many rows: read them by related(\"" + r.name + "\")", r.name);
    const auto& row = row_->slot(r.index).row;
    if (!row)
        return {};
    return record{*app_, row};
}

bool record::loaded(std::string_view relation) const
{
    return row_->slot(row_->model().relation_named(relation).index).loaded;
}

bool record::partial(std::string_view relation) const
{
    const auto& slot = row_->slot(row_->model().relation_named(relation).index);
    return slot.loaded && slot.partial;
}

std::int64_t record::count(std::string_view relation) const
{
    const auto& m = row_->model();
    const auto& r = m.relation_named(relation);
    const auto& slot = row_->slot(r.index);
    if (slot.count < 0)
        refuse(m, "E_RELATION_NOT_COUNTED",
               m.name + "." + r.name + " was not counted: write .with_count(\"" + r.name + "\") in the query", r.name);
    return slot.count;
}

field record::extra(std::string_view name) const
{
    const auto& names = row_->extra_names();
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end())
        refuse(row_->model(), "E_UNKNOWN_EXTRA",
               "the query of this row of " + row_->model().name + " added no \"" + std::string{name} + '"' +
                   did_you_mean(name, std::vector<std::string_view>{names.begin(), names.end()}));
    return {*at, row_->extra_values()[static_cast<std::size_t>(at - names.begin())]};
}

const std::vector<std::string>& record::extra_names() const noexcept
{
    return row_->extra_names();
}

std::string record::to_json(std::string_view extras_as) const
{
    return engine::to_json(*row_, choice_of(extras_as));
}

std::string to_json(const std::vector<record>& rows, std::string_view extras_as)
{
    const auto choice = choice_of(extras_as);
    std::string out = "[";
    for (const auto& row : rows) {
        if (out.size() > 1)
            out += ',';
        engine::append_json(out, detail::record_access::of(row), choice);
    }
    return out += ']';
}

} // namespace ginnel
