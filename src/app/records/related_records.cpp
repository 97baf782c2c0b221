// What LoopBack's relation methods ask and write, by the functions that the REST routes call too.
#include "app/records/related/rows_of_record.hpp"
#include "app/records/stored.hpp"
#include "app/records/values.hpp"
#include "app/relations/related_links.hpp"
#include "app/relations/related_one.hpp"
#include "app/relations/related_rows.hpp"
#include "engine/related_write.hpp"

#include <ginnel/app/related_records.hpp>
#include <ginnel/error.hpp>

#include <utility>

namespace ginnel {

using app::rows_of_record;

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
    std::optional<engine::record> row;
    if (!relation_->many() && !which) {
        row = app::find_one(rows_of_record::of_any(of_, *relation_).rows, {}).row;
    } else {
        const rows_of_record r{of_, *relation_};
        auto q = r.listed(which);
        q.limit = 1;
        auto rows = r.rows.find(q);
        if (!rows.empty())
            row = std::move(rows.front());
    }
    if (!row)
        return {};
    return app::as_stored(detail::record_access::app_of(of_), std::move(*row));
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
    if (relation_->path.size() == 1 && !relation_->path.front().key_on_from)
        for (auto& [column, v] : engine::ties_of(*relation_, r.rows.key()))
            row.put(column->index, v);
    return detail::record_access::make(r.app, std::move(row));
}

record related_records::create(const property_values& values, const property_values& link) const
{
    const rows_of_record r{of_, *relation_};
    auto row = app::row_values_of(*relation_->target, values);
    auto holds = r.link_values(link);
    if (!relation_->many()) {
        auto made = app::create_one(r.rows, std::move(row));
        if (app::key_of_parent(*relation_))
            for (auto& [column, v] : engine::own_ties_of(*relation_, made.get(relation_->path.front().to_key->index))) {
                auto& own = detail::record_access::of(of_);
                own.put(column->index, std::move(v));
                own.settle(column->index);
            }
        return app::as_stored(r.app, std::move(made));
    }
    return app::as_stored(r.app, r.rows.create(std::move(row), std::move(holds)));
}

std::vector<record> related_records::create_many(const std::vector<property_values>& given) const
{
    const rows_of_record r{of_, *relation_};
    if (!relation_->many())
        throw error{error_kind::usage, "E_RELATION_KIND",
                    relation_->source->name + "." + relation_->name + " leads to one row: write create"}
            .in_model(relation_->source->name)
            .in_relation(relation_->name)
            .spoiling(spoils::nothing);
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
    return linked(app::key_of_target(target, *relation_), holds);
}

std::int64_t related_records::unlinked(value key) const
{
    const rows_of_record r{of_, *relation_};
    return app::unlink(r.rows, r.fitted(std::move(key)));
}

std::int64_t related_records::remove(const record& target) const
{
    return unlinked(app::key_of_target(target, *relation_));
}

bool related_records::links_to(value key) const
{
    const rows_of_record r{of_, *relation_};
    key = r.fitted(std::move(key));
    return relation_->path.size() > 1 ? app::is_linked(r.rows, key) : r.rows.find_by_id(key).has_value();
}

bool related_records::exists(const record& target) const
{
    return links_to(app::key_of_target(target, *relation_));
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
