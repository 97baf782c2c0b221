#include "app/records/names.hpp"
#include "app/records/state.hpp"
#include "app/records/values.hpp"
#include "engine/write.hpp"

#include <ginnel/error.hpp>

namespace ginnel {

namespace {

engine::record record_of(const schema::model& m, const app::defined_model& definition, const property_values& values)
{
    engine::record row{m};
    for (const auto& given : values) {
        const auto& c = app::property_of(m, given.name);
        if (row.has(c.index))
            throw error{error_kind::usage, "E_DUPLICATE_ATTRIBUTE",
                        m.name + '.' + c.name + " is given twice: leave one out"}
                .in_model(m.name)
                .spoiling(spoils::nothing);
        value v = given.value;
        app::fit(m, c, v, app::value_use::stored);
        row.put(c.index, std::move(v));
    }
    for (const auto& c : m.table.columns) {
        if (row.has(c.index) || c.generated)
            continue;
        if (const auto standard = definition.defaults.find(c.name); standard != definition.defaults.end())
            row.put(c.index, standard->second);
        else if (!c.nullable)
            throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                        m.name + '.' + c.name + " is required and was given no value: write {\"" + c.name + "\", ...}"}
                .in_model(m.name)
                .spoiling(spoils::nothing);
        else
            row.put(c.index, value{}); // so that the record knows what the database has
    }
    return row;
}

} // namespace

record_query record_model::query() const
{
    return detail::record_query_access::root(*app_, app_->booted_model(name_));
}

record record_model::create(const property_values& values) const
{
    return create_many({values}).front();
}

std::vector<record> record_model::create_many(const std::vector<property_values>& rows) const
{
    const auto& m = app_->booted_model(name_);
    const auto& definition = app_->definitions.at(name_);
    auto made = std::make_shared<std::vector<engine::record>>();
    made->reserve(rows.size());
    std::vector<void*> objects;
    for (const auto& values : rows)
        objects.push_back(&made->emplace_back(record_of(m, definition, values)));
    if (!objects.empty())
        engine::insert(app_->session, m, objects);
    for (auto& row : *made)
        row.persisted = true;
    return detail::record_access::list(std::move(made));
}

} // namespace ginnel
