#include "engine/pages.hpp"

#include "engine/cursor_text.hpp"
#include "engine/load_plan.hpp"
#include "engine/read_hooks.hpp"
#include "engine/seek.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <limits>

namespace ginnel::engine {

namespace {

void check_positive(const query& q, const char* what, std::int64_t n)
{
    if (n < 1)
        throw error{error_kind::usage, "E_PAGE",
                    std::string{what} + " is a number from 1 on, and " + std::to_string(n) + " is none"}
            .in_model(q.model->name)
            .spoiling(spoils::nothing);
}

/// The next rows behind a position in a total order.
query sought(const query& q, const std::vector<order_by>& orders, std::span<const value> at, std::int64_t limit,
             bool nulls_are_least)
{
    query page = q;
    page.orders = orders;
    page.group_orders.clear();
    page.limit = limit;
    page.noted.clear();
    for (const order_by& o : orders)
        page.noted.push_back(o.what);
    // A row that several paths lead to has one place in the order.
    if (page.via && page.via->path.size() > 1)
        page.distinct = true;
    if (!at.empty()) {
        page.scopes.emplace_back(); // apart from the program's own conditions, which may hold an or
        page.add(false, false, behind(orders, at, nulls_are_least));
    }
    return page;
}

} // namespace

std::vector<std::size_t> load_by_keys(session& s, const query& q, const value* parent, std::shared_ptr<const key_set> keys,
                                      result_slot into)
{
    query found = q;
    found.orders.clear();
    found.group_orders.clear();
    found.limit = found.offset = found.group_limit = std::nullopt;
    found.noted.clear();
    found.by_keys = std::move(keys);
    std::vector<std::size_t> positions;
    for (const value& v : load_noting(s, found, parent, into))
        positions.push_back(static_cast<std::size_t>(v.integer()));
    return positions;
}

std::int64_t load_page(session& s, const query& q, const value* parent, std::int64_t page, std::int64_t per_page,
                       result_slot into)
{
    check_positive(q, "the page that paginate takes", page);
    check_positive(q, "the rows per page that paginate takes", per_page);
    refuse_limits(q, "paginate");
    // Once, and for both statements: the total is that of the rows listed.
    const auto changed = hooked(q, false);
    query rows = changed ? *changed : q;
    const std::int64_t total = count(s, rows, parent);
    into.ops->reset(into.slot, nullptr, false);
    if (page - 1 > std::numeric_limits<std::int64_t>::max() / per_page || (page - 1) * per_page >= total)
        return total;
    if (rows.orders.empty())
        rows.orders.swap(rows.group_orders);
    rows.group_orders.clear();
    const schema::column* key = rows.model->primary_key;
    if (key && std::none_of(rows.orders.begin(), rows.orders.end(), [&](const order_by& o) {
            return o.what.column == key && o.what.place == operand::target;
        }))
        rows.orders.push_back({{key, operand::target}, false, {}});
    tell_joined_apart(rows, rows.orders, false);
    rows.limit = per_page;
    rows.offset = (page - 1) * per_page;
    load_plan p{s.env(), rows, into, parent};
    s.run(p);
    return total;
}

page_ends load_cursor_page(session& s, const query& q, const value* parent, std::int64_t n, std::string_view cursor,
                           std::string_view secret, result_slot into)
{
    check_positive(q, "the number of rows that cursor_paginate takes", n);
    if (n == std::numeric_limits<std::int64_t>::max())
        --n; // one more is asked for
    if (secret.empty())
        throw error{error_kind::usage, "E_NO_CURSOR_SECRET",
                    "cursors are signed, and there is no secret to sign them with: open the database with "
                    "{.cursor_secret = ...}, or give a secret as the last argument of cursor_paginate"}
            .in_model(q.model->name)
            .spoiling(spoils::nothing);
    const std::vector<order_by> orders = total_orders(q, "cursor_paginate");
    const std::string name = name_of_order(q, orders);
    const cursor_position from = cursor.empty() ? cursor_position{} : read_cursor(cursor, name, secret);
    if (!cursor.empty() && from.at.size() != orders.size())
        throw error{error_kind::data, "E_CURSOR", "this cursor has another number of values than the order"}.spoiling(
            spoils::nothing);
    const query page = sought(q, from.backwards ? reversed(orders) : orders, from.at, n + 1,
                              s.env().abilities.nulls_are_least);
    const std::vector<value> notes = load_noting(s, page, parent, into);

    const std::size_t width = orders.size();
    std::size_t rows = notes.size() / width;
    page_ends ends;
    ends.reversed = from.backwards;
    ends.surplus = rows > static_cast<std::size_t>(n);
    if (ends.surplus)
        --rows;
    if (rows == 0)
        return ends;
    const auto written = [&](std::size_t row, bool backwards) {
        const auto first = notes.begin() + static_cast<std::ptrdiff_t>(row * width);
        return write_cursor({backwards, {first, first + static_cast<std::ptrdiff_t>(width)}}, name, secret);
    };
    // Where this page was come to from is known to have rows.
    const bool came = !cursor.empty();
    if (from.backwards) {
        ends.next = written(0, false);
        if (ends.surplus)
            ends.previous = written(rows - 1, true);
    } else {
        if (ends.surplus)
            ends.next = written(rows - 1, false);
        if (came)
            ends.previous = written(0, true);
    }
    return ends;
}

key_walk::key_walk(const query& q, const value* parent, std::int64_t n) : query_{q}, size_{n}
{
    check_positive(q, "the number of rows that chunk takes", n);
    if (!q.orders.empty() || !q.group_orders.empty())
        throw error{error_kind::usage, "E_CHUNK_ORDER",
                    "chunk walks by primary key, and this query of " + q.model->name +
                        " has an order of its own: leave order_by out, or use stream"}
            .in_model(q.model->name)
            .spoiling(spoils::nothing);
    orders_ = total_orders(q, "chunk");
    if (parent)
        parent_ = *parent;
}

bool key_walk::next(session& s, result_slot into)
{
    into.ops->reset(into.slot, nullptr, false);
    if (ended_)
        return false;
    const query batch = sought(query_, orders_, at_, size_, s.env().abilities.nulls_are_least);
    const std::vector<value> notes = load_noting(s, batch, parent_ ? &*parent_ : nullptr, into);
    const std::size_t rows = notes.size() / orders_.size();
    ended_ = rows < static_cast<std::size_t>(size_);
    if (rows == 0)
        return false;
    at_.assign(notes.end() - static_cast<std::ptrdiff_t>(orders_.size()), notes.end());
    return true;
}

} // namespace ginnel::engine
