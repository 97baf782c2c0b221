#include "app/related_answers.hpp"

#include "app/bounded_slots.hpp"
#include "app/presentation.hpp"
#include "app/related_links.hpp"
#include "app/related_one.hpp"
#include "app/related_rows.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::app {

namespace {

engine::record row_of(const schema::model& m, const row_values& values)
{
    engine::record row{m};
    for (const auto& [column, v] : values)
        row.put(column->index, v);
    return row;
}

} // namespace

related_answers::related_answers(engine::session& s, const schema::relation& r, value parent,
                                 const protected_properties& hidden, const answer_bounds& bounds)
    : rows_{std::make_unique<related_rows>(s, r, std::move(parent))}, hidden_{hidden}, bounds_{bounds}
{
}

related_answers::~related_answers() = default;

std::string related_answers::list(const filter* asked) const
{
    auto q = asked ? rows_->chosen(*asked) : rows_->linked({});
    // One more than an answer takes, to tell a list that is whole from one that was cut.
    if (!q.limit || *q.limit > bounds_.rows)
        q.limit = bounds_.rows + 1;
    const row_budget budget{bounds_.records};
    auto rows = rows_->find(q);
    if (rows.size() > static_cast<std::size_t>(bounds_.rows))
        throw error{error_kind::limit, "E_ANSWER_TOO_LARGE",
                    "the list has more than " + std::to_string(bounds_.rows) + " rows: narrow it with limit or where"}
            .spoiling(spoils::nothing);
    return present(rows, hidden_, bounds_.bytes);
}

std::int64_t related_answers::count(const filter* asked) const
{
    return rows_->count(asked ? rows_->chosen(*asked) : rows_->linked({}));
}

std::optional<std::string> related_answers::find_by_id(const value& id, const filter& what) const
{
    const row_budget budget{bounds_.records};
    auto row = rows_->find_by_id(id, what);
    if (!row)
        return {};
    return present(*row, hidden_, bounds_.bytes);
}

std::string related_answers::create(const new_related& row) const
{
    std::vector<engine::record> rows{row_of(*rows_->relation().target, row.row)};
    rows_->create(rows, std::vector<row_values>{row.link});
    return present(rows.front(), hidden_, bounds_.bytes);
}

std::string related_answers::create(const std::vector<new_related>& given) const
{
    std::vector<engine::record> rows;
    std::vector<row_values> links;
    for (const auto& one : given) {
        rows.push_back(row_of(*rows_->relation().target, one.row));
        links.push_back(one.link);
    }
    rows_->create(rows, links);
    return present(rows, hidden_, bounds_.bytes);
}

std::optional<std::string> related_answers::update(const value& id, const row_values& changed) const
{
    auto row = rows_->find_by_id(id);
    if (!row)
        return {};
    for (const auto& [column, v] : changed)
        row->put(column->index, v);
    rows_->update(*row);
    return present(*row, hidden_, bounds_.bytes);
}

bool related_answers::destroy_by_id(const value& id) const
{
    return rows_->destroy_by_id(id);
}

void related_answers::destroy_all() const
{
    rows_->destroy_all();
}

bool related_answers::is_linked(const value& id) const
{
    return app::is_linked(*rows_, id);
}

std::string related_answers::link(const value& id, const row_values& holds) const
{
    auto made = app::link(*rows_, id, holds);
    return present(made, hidden_, bounds_.bytes);
}

void related_answers::unlink(const value& id) const
{
    app::unlink(*rows_, id);
}

related_changes related_answers::sync(const std::vector<wanted_related>& links) const
{
    std::vector<row_link> wanted;
    for (const auto& one : links)
        wanted.push_back({one.id, one.link});
    auto done = sync_links(*rows_, wanted);
    return {std::move(done.attached), std::move(done.detached), std::move(done.updated)};
}

std::optional<std::string> related_answers::one(const filter& what) const
{
    const row_budget budget{bounds_.records};
    auto row = find_one(*rows_, what);
    if (!row)
        return {};
    return present(*row, hidden_, bounds_.bytes);
}

std::string related_answers::create_one(const row_values& values) const
{
    auto row = row_of(*rows_->relation().target, values);
    app::create_one(*rows_, row);
    return present(row, hidden_, bounds_.bytes);
}

std::optional<std::string> related_answers::update_one(const row_values& changed) const
{
    auto row = find_one(*rows_, {});
    if (!row)
        return {};
    for (const auto& [column, v] : changed)
        row->put(column->index, v);
    rows_->update(*row);
    return present(*row, hidden_, bounds_.bytes);
}

bool related_answers::destroy_one() const
{
    return rows_->destroy_all() > 0;
}

} // namespace ginnel::app
