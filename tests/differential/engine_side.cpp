#include "differential/engine_side.hpp"

#include "differential/engine_writes.hpp"
#include "driver/sqlite/sqlite.hpp"
#include "engine/load.hpp"
#include "engine/record.hpp"

#include <ginnel/value/chrono.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <chrono>

namespace diff {

namespace engine = ginnel::engine;

namespace {

std::unique_ptr<ginnel::driver::connection> in_memory()
{
    ginnel::driver::sqlite::options o;
    o.path = ":memory:";
    o.foreign_keys = false;
    auto connection = ginnel::driver::sqlite::open(o);
    // SQLite 3.40 loses rows where one column is compared by two collations in one join chain (a = b binary, b = c
    // nocase): it takes a = c for granted. These random schemas mix collations, so that step of its planner is turned
    // off.
    constexpr int transitive_constraints = 0x80;
    sqlite3_test_control(SQLITE_TESTCTRL_OPTIMIZATIONS, ginnel::driver::sqlite::handle(*connection),
                         transitive_constraints);
    return connection;
}

} // namespace

engine_side::engine_side(const world& w) : world_{w}, models_{w}, connection_{in_memory()}, session_{*connection_}
{
    connection_->run(ddl(w));
    // The time that write.hpp names.
    session_.env().now = [] {
        return std::chrono::sys_days{std::chrono::year{2024} / 5 / 6} + std::chrono::seconds{25'689};
    };
    connection_->observe([this](std::string_view text, bool) { statements_.emplace_back(text); });
}

row engine_side::shown(const engine::record& r) const
{
    row out;
    const auto& m = r.model();
    for (const auto& c : m.table.columns)
        if (r.has(c.index))
            out.columns.emplace_back(c.name, datum_of(r.get(c.index)));
    for (std::size_t i = 0; i < r.extra_names().size(); ++i)
        out.extras.emplace_back(r.extra_names()[i], datum_of(r.extra_values()[i]));
    for (const auto& relation : m.relations) {
        const auto& slot = r.slot(relation.index);
        if (slot.count >= 0)
            out.counts[relation.name] = slot.count;
        if (!slot.loaded)
            continue;
        auto& list = out.relations[relation.name];
        list.partial = slot.partial;
        for (const auto& below : slot.rows)
            list.rows.push_back(shown(below));
        if (slot.row)
            list.rows.push_back(shown(*slot.row));
    }
    return out;
}

write_report engine_side::write(const diff::write& what)
{
    statements_.clear();
    return write_by_engine(session_, models_, world_, what);
}

std::vector<std::vector<datum>> engine_side::rows_of(std::size_t table)
{
    auto& c = *connection_;
    const std::string text = "select * from " + quoted(world_.tables[table].name);
    c.send(text, {});
    std::vector<std::vector<datum>> rows;
    while (const auto* cells = c.fetch()) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < c.columns(); ++i)
            row.push_back(datum_of(ginnel::value{cells[i]}));
    }
    c.finish();
    std::sort(rows.begin(), rows.end());
    return rows;
}

answer engine_side::ask(const question& q)
{
    statements_.clear();
    answer a;
    const auto asked = models_.translated(q.query, false);
    ginnel::value parent;
    if (q.parent) {
        const auto& r = world_.relations[*q.query.via];
        const auto& row = world_.tables[r.source].rows[*q.parent];
        // A polymorphic relation has a key for the rows of one type: which it is, those say that ask.
        if (!r.family || row[r.types.front().column] == datum{r.types.front().word})
            parent = value_of(row[r.path.front().from_column]);
    }
    const ginnel::value* of = q.parent ? &parent : nullptr;
    std::vector<engine::record> rows;
    const engine::result_slot into{&rows, &engine::record_rows_ops()};
    switch (q.action) {
    case action::count:
        a.values.emplace_back(std::in_place_type<std::int64_t>, engine::count(session_, asked, of));
        return a;
    case action::exists:
        a.values.emplace_back(std::in_place_type<std::int64_t>, engine::exists(session_, asked, of) ? 1 : 0);
        return a;
    case action::pluck:
        for (const auto& v : engine::pluck(session_, asked, models_.translated(q.plucked, asked, q.query), of))
            a.values.push_back(datum_of(v));
        return a;
    case action::aggregate:
        a.values.push_back(
            datum_of(engine::aggregate_of(session_, asked, models_.translated(q.what, asked, q.query), of)));
        return a;
    case action::find:
        engine::find(session_, models_.model_of(q.query.table), value_of(q.key), into);
        break;
    case action::rows:
    case action::load_into:
        if (of)
            engine::load_related(session_, asked, parent, into);
        else
            engine::load(session_, asked, into);
        break;
    }
    if (q.action == action::load_into) {
        std::vector<engine::preload> what;
        for (const auto& p : q.loaded_later)
            what.push_back({&models_.relation(p.relation),
                            std::make_shared<const engine::query>(models_.translated(*p.sub, false))});
        std::vector<void*> objects;
        for (auto& r : rows)
            objects.push_back(&r);
        engine::load_into(session_, models_.model_of(q.query.table), objects, what);
    }
    for (const auto& r : rows)
        a.rows.push_back(shown(r));
    return a;
}

} // namespace diff
