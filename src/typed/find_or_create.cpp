#include "engine/find_or_write.hpp"
#include "engine/related_write.hpp"
#include "engine/upsert_plan.hpp"
#include "typed/kept_row.hpp"
#include "typed/row_parts.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/find_or_create.hpp>
#include <ginnel/typed/related_rows.hpp>

#include <algorithm>

namespace ginnel::detail {

namespace {

engine::when_missing when(finding what) noexcept
{
    switch (what) {
    case finding::first_or_new:
        return engine::when_missing::leave;
    case finding::first_or_create:
        return engine::when_missing::create;
    case finding::update_or_create:
        break;
    }
    return engine::when_missing::create_or_update;
}

/// Where nothing is searched for, each row would be found.
void need_search(const schema::model& m, bool given)
{
    if (!given)
        throw error{error_kind::usage, "E_NO_SEARCH", "a " + m.name + " is to be found by no column: name one at least"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
}

void under_parent(engine::sought_rows& sought, const related_core& under)
{
    sought.parent = &under.relation();
    sought.parent_key = under.saved_key();
    sought.fixed = engine::ties_of(under.relation(), sought.parent_key);
}

bool is_tie(const engine::sought_rows& sought, const schema::column* c)
{
    return std::any_of(sought.fixed.begin(), sought.fixed.end(), [&](const auto& tie) { return tie.first == c; });
}

void find_one(engine::session& s, engine::sought_rows& sought, finding what, const std::vector<assigned>& search,
              const std::vector<assigned>& further, void* row)
{
    const schema::model& m = *sought.model;
    assign(m, row, further);
    assign(m, row, search); // what was searched for is what a new row holds
    for (const assigned& a : search)
        sought.by.push_back(&column_of(m, a.column));
    for (const assigned& a : further) {
        const schema::column& c = column_of(m, a.column);
        if (!is_tie(sought, &c) && std::find(sought.by.begin(), sought.by.end(), &c) == sought.by.end())
            sought.updated.push_back(&c);
    }
    sought.objects.push_back(row);
    write_tracked(s, m, sought.objects, [&] { engine::find_or_write(s, sought, when(what)); });
}

void find_several(engine::session& s, engine::sought_rows& sought, finding what, const std::vector<member_id>& by,
                  const std::vector<void*>& rows)
{
    const schema::model& m = *sought.model;
    sought.by = columns_of(m, by);
    need_search(m, !sought.by.empty());
    sought.objects = rows;
    for (const schema::column& c : m.table.columns)
        if (&c != m.primary_key && !is_tie(sought, &c) &&
            std::find(sought.by.begin(), sought.by.end(), &c) == sought.by.end())
            sought.updated.push_back(&c);
    write_tracked(s, m, sought.objects, [&] { engine::find_or_write(s, sought, when(what)); });
}

} // namespace

void find_or_write(engine::session& s, const schema::model& m, finding what, const std::vector<assigned>& search,
                   const std::vector<assigned>& further, void* row)
{
    need_search(m, !search.empty());
    engine::sought_rows sought;
    sought.model = &m;
    find_one(s, sought, what, search, further, row);
}

void find_or_write_many(engine::session& s, const schema::model& m, finding what, const std::vector<member_id>& by,
                        const std::vector<void*>& rows)
{
    engine::sought_rows sought;
    sought.model = &m;
    find_several(s, sought, what, by, rows);
}

void find_or_write(const related_core& under, finding what, const std::vector<assigned>& search,
                   const std::vector<assigned>& further, void* row)
{
    engine::sought_rows sought;
    sought.model = under.relation().target;
    under_parent(sought, under);
    need_search(*sought.model, !search.empty() || !under.relation().many());
    find_one(under.session(), sought, what, search, further, row);
}

void find_or_write_many(const related_core& under, finding what, const std::vector<member_id>& by,
                        const std::vector<void*>& rows)
{
    engine::sought_rows sought;
    sought.model = under.relation().target;
    under_parent(sought, under);
    find_several(under.session(), sought, what, by, rows);
}

void upsert(engine::session& s, const schema::model& m, const std::vector<void*>& rows,
            const std::vector<member_id>& unique, const std::vector<member_id>& updated)
{
    const auto written = columns_of(m, updated);
    write_tracked(s, m, rows, [&] {
        engine::upsert(s, m, rows, columns_of(m, unique), written);
        for (void* row : rows)
            keep_only(m, row, written); // a row that was there may hold other values in the rest
    });
}

} // namespace ginnel::detail
