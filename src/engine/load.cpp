#include "engine/load.hpp"

#include "engine/compile.hpp"
#include "engine/find_plan.hpp"
#include "engine/load_plan.hpp"
#include "engine/rows_plan.hpp"
#include "engine/statement_store.hpp"

#include <iterator>

namespace ginnel::engine {

namespace {

/// The values of all rows, row by row.
std::vector<value> values_of(session& s, compiled_plain code, const value* parent)
{
    rows_plan p{std::move(code), parent};
    s.run(p);
    return std::move(p.values);
}

} // namespace

void load(session& s, const query& q, result_slot into)
{
    load_plan p{s.env(), q, into};
    s.run(p);
}

void load_related(session& s, const query& q, const value& parent, result_slot into)
{
    load_plan p{s.env(), q, into, &parent};
    s.run(p);
}

void load_into(session& s, const schema::model& m, std::span<void* const> objects, std::span<const preload> what)
{
    if (objects.empty())
        return;
    load_plan p{s.env(), m, objects, what};
    s.run(p);
}

void find(session& s, const schema::model& m, const value& key, result_slot into)
{
    if (key.is_null()) {
        into.ops->reset(into.slot, nullptr, false);
        return;
    }
    find_plan p{s.env().statements->find_of(s.env(), m), key, into};
    s.run(p);
}

value aggregate_of(session& s, const query& q, const aggregate& what, const value* parent)
{
    if (parent && parent->is_null())
        return what.function == aggregate_function::count ? value{std::int64_t{0}} : value{};
    return values_of(s, compile_aggregate(s.env(), q, what), parent).at(0);
}

std::int64_t count(session& s, const query& q, const value* parent)
{
    return aggregate_of(s, q, {}, parent).integer();
}

bool exists(session& s, const query& q, const value* parent)
{
    if (parent && parent->is_null())
        return false;
    const auto answer = values_of(s, compile_exists(s.env(), q), parent).at(0);
    return answer.type() == kind::boolean ? answer.boolean() : answer.integer() != 0;
}

std::vector<value> pluck(session& s, const query& q, operand what, const value* parent)
{
    if (parent && parent->is_null())
        return {};
    return values_of(s, compile_pluck(s.env(), q, what), parent);
}

std::vector<value> project(session& s, const query& q, const std::vector<expression>& what, const value* parent)
{
    return values_of(s, compile_projection(s.env(), q, what), parent);
}

plain_rows load_plain(session& s, const query& q, const value* parent)
{
    auto code = compile_plain(s.env(), q);
    plain_rows out{code.names, {}};
    if (parent && parent->is_null())
        return out;
    auto values = values_of(s, std::move(code), parent);
    const auto width = static_cast<std::ptrdiff_t>(out.names.size());
    for (auto at = values.begin(); at != values.end(); at += width)
        out.rows.emplace_back(std::make_move_iterator(at), std::make_move_iterator(at + width));
    return out;
}

std::string to_sql(const environment& e, const query& q)
{
    return compile_rows(e, q).statement.text;
}

} // namespace ginnel::engine
