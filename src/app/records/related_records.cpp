// What LoopBack's relation methods ask and write, by the functions that the REST routes call too.
#include "app/records/names.hpp"
#include "app/records/state.hpp"
#include "app/records/stored.hpp"
#include "app/records/values.hpp"
#include "app/related_links.hpp"
#include "app/related_one.hpp"
#include "app/related_rows.hpp"
#include "engine/related_write.hpp"

#include <ginnel/app/related_records.hpp>
#include <ginnel/error.hpp>

#include <utility>

namespace ginnel {

namespace {

/// The rows that a relation leads to from one record.
class rows_of_record {
public:
    rows_of_record(const record& of, const schema::relation& r)
        : app{detail::record_access::app_of(of)},
          row{detail::record_access::of(of)},
          relation{r},
          rows{app.session, r, key_of(row, r), *app.rules, app.rules->copied(r)}
    {
    }

    /// What a closure chooses; of none all, a row for each link.
    engine::query asked(const record_closure& which) const
    {
        if (!which)
            return rows.linked();
        auto q = rows.chosen({});
        q.scopes.emplace_back(); // apart from the relation's own condition, since the program's may hold an or
        auto part = detail::record_query_access::part(app, q);
        which(part);
        return q;
    }
    /// The same of rows that are read: in the order that the closure says, else in that of the relation or of the
    /// model's default scope, else by key.
    engine::query listed(const record_closure& which) const
    {
        auto q = asked(which);
        const bool declared = !engine::query{relation, false}.orders.empty();
        if (!declared && relation.many() && !q.orders.empty() && (which || relation.path.size() == 1))
            q.orders.erase(q.orders.begin()); // by key, or by link
        app.rules->add_defaults(q, true);
        if (q.orders.empty() && relation.many())
            q.orders.push_back({{relation.target->primary_key}, false, {}});
        return q;
    }

    /// A key of the target, as its column has it.
    value fitted(value key) const
    {
        const auto& m = *relation.target;
        app::fit(m, *m.primary_key, key, app::value_use::compared);
        return key;
    }

    /// What a link is to hold.
    app::row_values link_values(const property_values& given) const
    {
        if (given.begin() == given.end())
            return {};
        const auto* links = app::link_model(relation);
        if (!links)
            throw error{error_kind::unsupported, "E_LINK_WITHOUT_MODEL",
                        relation.source->name + "." + relation.name +
                            " has no links that are rows of a model and could hold values: give the row alone"}
                .in_model(relation.source->name)
                .in_relation(relation.name)
                .spoiling(spoils::nothing);
        return app::row_values_of(*links, given);
    }

    detail::application_state& app;
    const engine::record& row;
    const schema::relation& relation;
    app::related_rows rows;

private:
    static value key_of(const engine::record& row, const schema::relation& r)
    {
        const auto& m = row.model();
        const auto& key = app::key_of(m);
        if (!row.persisted || row.deleted)
            throw error{error_kind::usage, "E_UNSAVED_PARENT",
                        "this record of " + m.name +
                            (row.deleted ? " was deleted" : " was not stored yet: save it first")}
                .in_model(m.name)
                .in_relation(r.name)
                .spoiling(spoils::nothing);
        if (!row.has(key.index))
            throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                        "this row of " + m.name + " was read without \"" + key.name + "\": add it to select"}
                .in_model(m.name)
                .in_relation(r.name)
                .spoiling(spoils::nothing);
        return row.get(key.index);
    }
};

value key_of(const record& target)
{
    const auto& row = detail::record_access::of(target);
    return row.get(app::key_of(row.model()).index);
}

} // namespace

record_query related_records::query() const
{
    const rows_of_record r{of_, *relation_};
    return detail::record_query_access::related(r.app, *relation_, r.rows.key());
}

std::vector<record> related_records::found(const record_closure& which) const
{
    const rows_of_record r{of_, *relation_};
    return app::as_stored(r.app, r.rows.find(r.listed(which)));
}

std::optional<record> related_records::find_one(const record_closure& which) const
{
    const rows_of_record r{of_, *relation_};
    std::optional<engine::record> row;
    if (!relation_->many() && !which) {
        row = app::find_one(r.rows, {}).row;
    } else {
        auto q = r.listed(which);
        q.limit = 1;
        auto rows = r.rows.find(q);
        if (!rows.empty())
            row = std::move(rows.front());
    }
    if (!row)
        return {};
    return app::as_stored(r.app, std::move(*row));
}

std::optional<record> related_records::found_by_id(value key) const
{
    const rows_of_record r{of_, *relation_};
    auto row = r.rows.find_by_id(r.fitted(std::move(key)));
    if (!row)
        return {};
    return app::as_stored(r.app, std::move(*row));
}

std::int64_t related_records::count(const record_closure& which) const
{
    const rows_of_record r{of_, *relation_};
    return r.rows.count(r.asked(which));
}

record related_records::build(const property_values& values) const
{
    const rows_of_record r{of_, *relation_};
    const auto& m = *relation_->target;
    engine::record row{m};
    for (auto& [column, v] : app::row_values_of(m, values))
        row.put(column->index, std::move(v));
    if (relation_->path.size() == 1)
        for (auto& [column, v] : engine::ties_of(*relation_, r.rows.key()))
            row.put(column->index, v);
    return detail::record_access::make(r.app, std::move(row));
}

record related_records::create(const property_values& values, const property_values& link) const
{
    const rows_of_record r{of_, *relation_};
    auto row = app::row_values_of(*relation_->target, values);
    auto holds = r.link_values(link);
    if (!relation_->many())
        return app::as_stored(r.app, app::create_one(r.rows, std::move(row)));
    return app::as_stored(r.app, r.rows.create(std::move(row), std::move(holds)));
}

std::vector<record> related_records::create_many(const std::vector<property_values>& given) const
{
    const rows_of_record r{of_, *relation_};
    std::vector<app::row_values> rows;
    for (const auto& one : given)
        rows.push_back(app::row_values_of(*relation_->target, one));
    return app::as_stored(r.app, r.rows.create(std::move(rows)));
}

std::optional<record> related_records::updated_by_id(value key, const property_values& values) const
{
    const rows_of_record r{of_, *relation_};
    const auto named = app::row_values_of(*relation_->target, values);
    auto row = r.rows.find_by_id(r.fitted(std::move(key)));
    if (!row)
        return {};
    r.rows.change(*row, named);
    return app::as_stored(r.app, std::move(*row));
}

bool related_records::destroyed_by_id(value key) const
{
    const rows_of_record r{of_, *relation_};
    return r.rows.destroy_by_id(r.fitted(std::move(key)));
}

std::int64_t related_records::destroy_all() const
{
    return rows_of_record{of_, *relation_}.rows.destroy_all();
}

record related_records::linked(value key, const property_values& holds) const
{
    const rows_of_record r{of_, *relation_};
    return app::as_stored(r.app, app::link(r.rows, r.fitted(std::move(key)), r.link_values(holds)));
}

record related_records::add(const record& target, const property_values& holds) const
{
    return linked(key_of(target), holds);
}

std::int64_t related_records::unlinked(value key) const
{
    const rows_of_record r{of_, *relation_};
    return app::unlink(r.rows, r.fitted(std::move(key)));
}

std::int64_t related_records::remove(const record& target) const
{
    return unlinked(key_of(target));
}

bool related_records::links_to(value key) const
{
    const rows_of_record r{of_, *relation_};
    key = r.fitted(std::move(key));
    return relation_->path.size() > 1 ? app::is_linked(r.rows, key) : r.rows.find_by_id(key).has_value();
}

bool related_records::exists(const record& target) const
{
    return links_to(key_of(target));
}

record_changes related_records::sync(const std::vector<wanted_record>& links) const
{
    const rows_of_record r{of_, *relation_};
    std::vector<app::row_link> wanted;
    for (const auto& one : links)
        wanted.push_back({r.fitted(one.key), r.link_values(one.holds)});
    auto done = app::sync_links(r.rows, wanted);
    return {std::move(done.attached), std::move(done.detached), std::move(done.updated)};
}

} // namespace ginnel
