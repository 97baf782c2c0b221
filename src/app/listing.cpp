#include "app/listing.hpp"

#include "app/question.hpp"
#include "app/text/text_rows.hpp"
#include "engine/load.hpp"
#include "engine/pages.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::app {

namespace {

engine::query asked(const listed& whose, const filter& what)
{
    auto q = whose.relation ? query_of(*whose.relation, what) : query_of(*whose.model, what);
    q.through_row_of_roots = true;
    return q;
}

std::unique_ptr<text_shape> shape(const listed& whose, const filter& what, const protected_properties& hidden,
                                  text_answer& to)
{
    return whose.relation ? shape_of(*whose.relation, what, hidden, to) : shape_of(*whose.model, what, hidden, to);
}

const value* parent_of(const listed& whose) noexcept
{
    return whose.relation ? &whose.parent : nullptr;
}

void read(engine::session& s, const engine::query& q, const listed& whose, text_rows& into)
{
    if (whose.relation)
        engine::load_related(s, q, whose.parent, into.into());
    else
        engine::load(s, q, into.into());
}

[[noreturn]] void throw_too_many(std::int64_t most)
{
    throw error{error_kind::limit, "E_ANSWER_TOO_LARGE",
                "the list has more than " + std::to_string(most) + " rows: narrow it with limit or where"}
        .spoiling(spoils::nothing);
}

} // namespace

std::string listing::rows(const listed& whose, const filter& what) const
{
    auto q = asked(whose, what);
    // One more than an answer takes, to tell a list that is whole from one that was cut.
    if (!q.limit || *q.limit > bounds_.rows)
        q.limit = bounds_.rows + 1;
    text_answer answer{bounds_};
    text_rows rows{shape(whose, what, hidden_, answer)};
    read(session_, q, whose, rows);
    if (rows.size() > static_cast<std::size_t>(bounds_.rows))
        throw_too_many(bounds_.rows);
    return rows.list();
}

std::optional<std::string> listing::first(const listed& whose, const filter& what) const
{
    return one(whose, what, nullptr);
}

std::optional<std::string> listing::with_key(const listed& whose, const value& key, const filter& what) const
{
    return one(whose, what, &key);
}

std::optional<std::string> listing::one(const listed& whose, const filter& what, const value* key) const
{
    auto q = asked(whose, what);
    q.limit = 1;
    if (key) {
        q.add(false, false, {engine::compare{{q.model->primary_key}, "=", *key}});
        q.orders.clear();
        if (!whose.relation)
            q.limit.reset(); // the key alone tells the row
    }
    text_answer answer{bounds_};
    text_rows rows{shape(whose, what, hidden_, answer)};
    read(session_, q, whose, rows);
    if (rows.size() == 0)
        return {};
    return rows.first();
}

std::int64_t listing::count(const listed& whose, const condition& where) const
{
    filter what;
    what.where = where;
    auto q = asked(whose, what);
    q.orders.clear();
    return engine::count(session_, q, parent_of(whose));
}

list_page listing::page(const listed& whose, const filter& what, const page_wish& wish) const
{
    list_page page;
    if (!wish.cursor) {
        page.body = rows(whose, what);
    } else {
        auto q = asked(whose, what);
        const auto n = std::min(q.limit.value_or(page_rows), bounds_.rows);
        q.limit.reset();
        text_answer answer{bounds_};
        text_rows found{shape(whose, what, hidden_, answer)};
        const auto ends =
            engine::load_cursor_page(session_, q, parent_of(whose), n, *wish.cursor, wish.secret, found.into());
        if (ends.surplus)
            found.drop_last();
        if (ends.reversed)
            found.reverse();
        page.body = found.list();
        page.next = ends.next;
        page.previous = ends.previous;
    }
    if (wish.total)
        page.total = count(whose, what.where);
    return page;
}

} // namespace ginnel::app
