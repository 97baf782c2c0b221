#include "engine/pages.hpp"
#include "engine/query.hpp"
#include "engine/row_not_found.hpp"
#include "engine/row_stream.hpp"
#include "typed/resolve.hpp"
#include "typed/sessions.hpp"

#include <ginnel/detail/walks.hpp>
#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::detail {

std::vector<value> load_by_keys(const query_core& q, std::vector<value> keys, void* rows, const schema::slot_ops& ops)
{
    const schema::model& m = q.model();
    if (m.primary_key == nullptr)
        throw error{error_kind::usage, "E_NO_PRIMARY_KEY", no_key_to_find_by(m)}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    engine::session& session = q.session();
    std::vector<value> given;
    std::vector<value> missing; // a null is no row's key
    auto set = std::make_shared<key_set>();
    for (value& key : keys) {
        if (key.is_null()) {
            missing.push_back({});
            continue;
        }
        fit(m, *m.primary_key, key);
        given.push_back(std::move(key));
    }
    // A key that is given twice counts where it stands first.
    std::vector<std::size_t> order(given.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto before = [&](std::size_t a, std::size_t b) {
        const cell x = given[a].view(), y = given[b].view();
        if (x.type != y.type)
            return x.type < y.type;
        if (x.type == kind::integer || x.type == kind::boolean)
            return x.integer < y.integer;
        return x.type == kind::real ? x.real < y.real : x.text < y.text;
    };
    std::stable_sort(order.begin(), order.end(), before);
    order.erase(std::unique(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return !before(a, b); }),
                order.end());
    std::sort(order.begin(), order.end());
    for (const std::size_t i : order)
        set->add(given[i].view());
    ops.reset(rows, nullptr, false);
    if (set->empty())
        return missing;
    const auto found = engine::load_by_keys(session, q.get(), q.parent(), set, {rows, &ops});
    std::vector<bool> seen(order.size());
    for (const std::size_t position : found)
        seen[position] = true;
    for (std::size_t i = 0; i < order.size(); ++i)
        if (!seen[i])
            missing.push_back(given[order[i]]);
    return missing;
}

void throw_rows_not_found(const schema::model& m, const std::vector<value>& keys)
{
    std::vector<std::string> shown;
    for (const value& key : keys)
        shown.push_back(to_display(key));
    engine::throw_row_not_found(m, shown);
}

void load_two(const query_core& q, void* rows, const schema::slot_ops& ops)
{
    query_core two{q};
    if (!q.get().limit || *q.get().limit > 2)
        two.limit(2);
    two.load(rows, ops);
}

void throw_several_rows(const schema::model& m)
{
    throw error{error_kind::data, "E_SEVERAL_ROWS",
                "more than one row of " + m.name + " meets the query, where sole wants one: use first, or say more"}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

page_count load_page(const query_core& q, std::int64_t page, std::int64_t per_page, void* rows,
                     const schema::slot_ops& ops)
{
    const std::int64_t total =
        engine::load_page(q.session(), q.get(), q.parent(), page, per_page, {rows, &ops});
    return {total, total == 0 ? 1 : (total - 1) / per_page + 1};
}

cursor_ends load_cursor_page(const query_core& q, std::int64_t n, std::string_view cursor, std::string_view secret,
                             void* rows, const schema::slot_ops& ops)
{
    engine::session& session = q.session();
    if (secret.empty())
        secret = session.env().cursor_secret;
    engine::page_ends ends =
        engine::load_cursor_page(session, q.get(), q.parent(), n, cursor, secret, {rows, &ops});
    return {std::move(ends.next), std::move(ends.previous), ends.surplus, ends.reversed};
}

std::string explain(const query_core& q)
{
    return engine::explain(q.session(), q.get(), q.parent());
}

value aggregate_distinct(const query_core& q, const column_ref& of)
{
    return engine::aggregate_of(q.session(), q.get(),
                                {engine::aggregate_function::count, resolve(q.get(), of), true}, q.parent());
}

std::vector<value> pluck(const query_core& q, const column_ref& first, const column_ref& second)
{
    const engine::operand what[] = {resolve(q.get(), first), resolve(q.get(), second)};
    return engine::pluck(q.session(), q.get(), what, q.parent());
}

// ---- chunk

struct chunk_core::state {
    engine::session& session;
    engine::key_walk walk;
};

chunk_core::chunk_core(const query_core& q, std::int64_t n)
    : state_{new state{q.session(), engine::key_walk{q.get(), q.parent(), n}}}
{
}
chunk_core::~chunk_core() = default;

bool chunk_core::next(void* rows, const schema::slot_ops& ops)
{
    return state_->walk.next(state_->session, {rows, &ops});
}

// ---- stream

struct stream_core::state {
    state(typed_session& s, const query_core& q, std::size_t batch)
        : session{s}, rows{s.env(), q.get(), q.parent(), batch}
    {
    }

    // A batch is whole or not there.
    void give_up(void* into, const schema::slot_ops& ops)
    {
        rows.stop();
        held.reset();
        ops.reset(into, nullptr, false);
    }

    typed_session& session;
    std::unique_ptr<held_connection> held; // outlives the statement that stands open on it
    engine::row_stream rows;
};

namespace {

std::size_t batch_size(const query_core& q, std::int64_t batch)
{
    if (batch < 1)
        throw error{error_kind::usage, "E_PAGE",
                    "the number of rows that a stream reads at a time is a number from 1 on, and " +
                        std::to_string(batch) + " is none"}
            .in_model(q.model().name)
            .spoiling(spoils::nothing);
    return static_cast<std::size_t>(batch);
}

} // namespace

stream_core::stream_core(const query_core& q, std::int64_t batch)
    : state_{std::make_unique<state>(static_cast<typed_session&>(q.session()), q, batch_size(q, batch))}
{
}
stream_core::stream_core(stream_core&&) noexcept = default;
stream_core& stream_core::operator=(stream_core&&) noexcept = default;
stream_core::~stream_core() = default;

bool stream_core::fill(void* rows, const schema::slot_ops& ops)
{
    state& s = *state_;
    try {
        if (!s.held && !s.rows.ended())
            s.held = s.session.hold();
        const bool more = s.rows.ended() ? (ops.reset(rows, nullptr, false), false)
                                         : s.rows.fill(s.held->connection(), {rows, &ops});
        if (s.rows.ended())
            s.held.reset();
        return more;
    } catch (const error& e) {
        if (s.held && e.spoiled() == spoils::connection)
            s.held->discard();
        s.give_up(rows, ops);
        throw;
    } catch (...) {
        s.give_up(rows, ops);
        throw;
    }
}

} // namespace ginnel::detail
