#include "app/answers/list_page.hpp"

#include "app/answers/referenced_text.hpp"
#include "app/settings/limit_key.hpp"
#include "engine/load.hpp"
#include "engine/pages.hpp"

#include <ginnel/error.hpp>

namespace ginnel::app {

namespace {

[[noreturn]] void throw_page(const std::string& why)
{
    throw error{error_kind::data, "E_PAGE", why}.spoiling(spoils::nothing);
}

std::int64_t total_of(engine::session& s, const engine::query& q, const value* parent)
{
    auto all = q;
    all.limit = all.offset = std::nullopt;
    all.orders.clear();
    return engine::count(s, all, parent);
}

/// A cursor holds what its rows are ordered by, for everybody who has it to read.
void check_orders(const engine::query& q)
{
    for (const auto& o : q.orders) {
        if (o.related)
            throw_page("a page by cursor is ordered by properties of its own rows: leave the paths out of order");
        if (o.what.column && o.what.column->serialize_as.empty())
            throw_page("the rows are ordered by " + o.what.column->name +
                       ", which is not shown, and a cursor would hold its values: order a page by what is shown");
    }
}

void read_page(engine::session& s, engine::query q, const value* parent, const answer_bounds& bounds,
               const list_wishes& wishes, text_rows& rows, listed& out)
{
    if (!q.limit)
        throw_page("a page by cursor has a limit: write filter={\"limit\": 20}");
    if (*q.limit > bounds.rows)
        throw_page("a page has at most " + std::to_string(bounds.rows) + " rows: write a smaller limit" +
                   limit_key("rows"));
    if (q.offset)
        throw_page("a page by cursor begins where its cursor says: leave skip out");
    // Rows that stand once per link have no place of their own in an order of rows.
    if (q.via && q.via->path.size() > 1)
        throw_page("pages by cursor are of rows, not of links: leave out through and what names columns of links");
    if (!q.model->primary_key)
        throw_page(q.model->name + " has no id, by which a cursor tells rows apart");
    check_orders(q);
    const auto size = *q.limit;
    q.limit.reset();
    const auto ends = engine::load_cursor_page(s, q, parent, size, *wishes.after, wishes.secret, rows.into());
    rows.as_page(ends.surplus, ends.reversed);
    out.next = ends.next;
    out.previous = ends.previous;
}

} // namespace

void check_rows(std::size_t found, std::int64_t most)
{
    if (found > static_cast<std::size_t>(most))
        throw error{error_kind::limit, "E_ANSWER_TOO_LARGE",
                    "the list has more than " + std::to_string(most) + " rows: narrow it with limit or where" +
                        limit_key("rows")}
            .spoiling(spoils::nothing);
}

listed read_list(engine::session& s, engine::query q, const value* parent, const answer_bounds& bounds,
                 const list_wishes& wishes, text_rows& rows, const unshown& hidden)
{
    listed out;
    out.skipped = q.offset.value_or(0);
    out.page = wishes.after.has_value();
    if (out.page) {
        read_page(s, q, parent, bounds, wishes, rows, out);
    } else {
        auto asked = q;
        // One more than an answer takes, to tell a list that is whole from one that was cut.
        if (!asked.limit || *asked.limit > bounds.rows)
            asked.limit = bounds.rows + 1;
        if (parent)
            engine::load_related(s, asked, *parent, rows.into());
        else
            engine::load(s, asked, rows.into());
        check_rows(rows.size(), bounds.rows);
    }
    out.size = rows.size();
    load_referenced(s, rows, hidden);
    out.rows = rows.list();
    if (wishes.total)
        out.total = total_of(s, q, parent);
    return out;
}

} // namespace ginnel::app
