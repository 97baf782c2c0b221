#include "app/records/related/rows_behind.hpp"
#include "app/records/related/rows_of_record.hpp"
#include "app/records/stored.hpp"
#include "app/records/values.hpp"
#include "engine/link_table.hpp"

#include <ginnel/app/records_via.hpp>
#include <ginnel/app/related_records.hpp>
#include <ginnel/error.hpp>

#include <set>
#include <utility>

namespace ginnel {

namespace {

/// Records that are to be saved: first the values of those that are new, and a copy of each that is stored.
class saved_records {
public:
    saved_records(const schema::relation& r, const engine::column_values& ties, const std::vector<record>& rows)
    {
        std::set<const engine::record*> seen;
        stored_.reserve(rows.size());
        for (const auto& one : rows) {
            auto& row = detail::record_access::of(one);
            if (!seen.insert(&row).second)
                continue;
            app::need_target(row, r);
            app::need_not_deleted(row);
            if (row.persisted)
                take_stored(row, ties);
            else
                take_fresh(row);
        }
    }

    std::vector<app::row_values> fresh{};
    std::vector<app::rows_behind::change> changes{};

    /// Gives the records what was written.
    void hand_over(const std::vector<engine::record>& made)
    {
        for (std::size_t i = 0; i < made.size(); ++i)
            app::take_written(*fresh_[i], made[i]);
        for (const auto& [row, written] : stored_)
            app::take_written(*row, written);
    }

private:
    void take_fresh(engine::record& row)
    {
        fresh_.push_back(&row);
        auto& values = fresh.emplace_back();
        for (const auto& c : row.model().table.columns)
            if (row.has(c.index))
                values.emplace_back(&c, row.get(c.index));
    }

    void take_stored(engine::record& row, const engine::column_values& ties)
    {
        app::row_values named;
        for (const auto& c : row.model().table.columns)
            if (row.changed(c.index))
                named.emplace_back(&c, row.get(c.index));
        for (const auto& [column, v] : ties)
            if (row.changed(column->index) || !row.has(column->index) || !engine::same_value(row.get(column->index), v))
                app::put(named, *column, v);
        if (named.empty())
            return;
        stored_.emplace_back(&row, row.columns_alone());
        changes.push_back({&stored_.back().second, std::move(named)});
    }

    std::vector<engine::record*> fresh_{};
    std::vector<std::pair<engine::record*, engine::record>> stored_{}; // addresses stay: it was reserved
};

void save_behind(const record& of, const schema::relation& r, const value& middle, const std::vector<record>& rows)
{
    if (rows.empty())
        return;
    const app::rows_of_record from{of, r};
    const app::rows_behind behind{from.rows, engine::middle_path{r}, middle};
    saved_records saved{r, behind.ties(), rows};
    saved.hand_over(behind.write(std::move(saved.fresh), saved.changes));
}

} // namespace

records_via related_records::via(const record& row) const
{
    const app::rows_of_record from{of_, *relation_};
    const engine::middle_path path{*relation_};
    const auto& middle = detail::record_access::of(row);
    path.need_middle(middle.model());
    const auto& key = app::stored_key(middle, path.key(), path.last());
    return {of_, *relation_, key};
}

records_via::records_via(record of, const schema::relation& r, value middle)
    : of_{std::move(of)}, relation_{&r}, middle_{std::move(middle)}
{
}

record records_via::create(const property_values& values) const
{
    return create_many({values}).front();
}

std::vector<record> records_via::create_many(const std::vector<property_values>& given) const
{
    if (given.empty())
        return {};
    const app::rows_of_record from{of_, *relation_};
    const app::rows_behind behind{from.rows, engine::middle_path{*relation_}, middle_};
    std::vector<app::row_values> rows;
    for (const auto& one : given)
        rows.push_back(app::row_values_of(*relation_->target, one));
    return app::as_stored(from.app, behind.write(std::move(rows), {}));
}

void records_via::save(record& row) const
{
    save_behind(of_, *relation_, middle_, {row});
}

void records_via::save_many(std::vector<record>& rows) const
{
    save_behind(of_, *relation_, middle_, rows);
}

} // namespace ginnel
