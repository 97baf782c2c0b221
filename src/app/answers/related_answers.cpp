#include "app/answers/related_answers.hpp"

#include "app/answers/bounded_slots.hpp"
#include "app/answers/presentation.hpp"
#include "app/answers/referenced_text.hpp"
#include "app/answers/text_rows.hpp"
#include "app/relations/related_links.hpp"
#include "app/relations/related_one.hpp"
#include "app/relations/related_rows.hpp"
#include "app/relations/relation_scope.hpp"

#include <ginnel/error.hpp>

#include <utility>

namespace ginnel::app {

related_answers::related_answers(engine::session& s, const schema::relation& r, value parent, const answering& by)
    : rows_{std::make_unique<related_rows>(s, r, std::move(parent), by.making, by.copied)}, by_{by}
{
}

related_answers::~related_answers() = default;

listed related_answers::list(const filter* asked, const list_wishes& wishes) const
{
    const auto& r = rows_->relation();
    const auto what = with_defaults(by_.scopes, *r.target, asked ? *asked : filter{});
    // A list without a filter has a row per link: where there are links, the target's default scope does not make it
    // one with a filter.
    const bool chosen = asked || (r.path.size() == 1 && has_defaults(by_.scopes, *r.target));
    auto q = chosen ? rows_->chosen(what) : rows_->linked();
    q.through_row_of_roots = true;
    text_answer answer{by_.bounds};
    text_rows rows{shape_of(r, chosen ? what : filter{}, by_.hidden, answer)};
    auto out = read_list(rows_->session(), q, q.via ? &rows_->key() : nullptr, by_.bounds, wishes, rows, by_.hidden);
    if (out.size == 0)
        rows_->need_parent();
    return out;
}

std::int64_t related_answers::count(const filter* asked) const
{
    return rows_->count(asked ? rows_->chosen(*asked) : rows_->linked());
}

std::optional<std::string> related_answers::find_by_id(const value& id, const filter& asked) const
{
    auto what = with_defaults(by_.scopes, *rows_->relation().target, asked);
    what.orders = asked.orders;
    what.limit = asked.limit;
    what.skip = asked.skip;
    auto q = rows_->by_id(id, what);
    q.through_row_of_roots = true;
    text_answer answer{by_.bounds};
    text_rows rows{shape_of(rows_->relation(), what, by_.hidden, answer)};
    rows_->read(q, rows.into());
    load_referenced(rows_->session(), rows, by_.hidden);
    if (rows.size() == 0)
        return {};
    return rows.first();
}

std::string related_answers::create(new_related given) const
{
    add_scope_values(rows_->relation(), given.row);
    auto row = rows_->create(std::move(given.row), std::move(given.link));
    return present(row, by_.hidden, by_.bounds.bytes);
}

std::vector<std::string> related_answers::create(std::vector<new_related> given) const
{
    std::vector<row_values> rows, links;
    for (auto& one : given) {
        add_scope_values(rows_->relation(), one.row);
        rows.push_back(std::move(one.row));
        links.push_back(std::move(one.link));
    }
    std::vector<std::string> out;
    for (auto& row : rows_->create(std::move(rows), std::move(links)))
        out.push_back(present(row, by_.hidden, by_.bounds.bytes));
    return out;
}

std::optional<std::string> related_answers::update(const value& id, const row_values& changed) const
{
    auto row = rows_->find_by_id(id);
    if (!row)
        return {};
    rows_->change(*row, changed);
    return present(*row, by_.hidden, by_.bounds.bytes);
}

bool related_answers::destroy_by_id(const value& id) const
{
    return rows_->destroy_by_id(id);
}

void related_answers::destroy_all() const
{
    rows_->destroy_all();
}

bool related_answers::is_related(const value& id) const
{
    return rows_->find_by_id(id).has_value();
}

bool related_answers::is_linked(const value& id) const
{
    return app::is_linked(*rows_, id);
}

std::string related_answers::link(const value& id, const row_values& holds) const
{
    auto made = app::link(*rows_, id, holds);
    return present(made, by_.hidden, by_.bounds.bytes);
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
    const row_budget budget{by_.bounds.records};
    auto found = find_one(*rows_, what);
    if (found.row)
        return present(*found.row, by_.hidden, by_.bounds.bytes);
    // As in LoopBack: its clients ask a row for what it belongs to, and take no row for no error.
    if (key_of_parent(rows_->relation()))
        return found.has_key ? "null" : "{}";
    return {};
}

std::string related_answers::create_one(row_values values) const
{
    add_scope_values(rows_->relation(), values);
    auto row = app::create_one(*rows_, std::move(values));
    return present(row, by_.hidden, by_.bounds.bytes);
}

std::optional<value> related_answers::one_key() const
{
    const auto row = find_one(*rows_, {}).row;
    if (!row)
        return {};
    return row->get(row->model().primary_key->index);
}

bool related_answers::destroy_one() const
{
    return rows_->destroy_all() > 0;
}

} // namespace ginnel::app
