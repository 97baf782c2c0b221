#include "engine/load.hpp"

#include "engine/compile.hpp"
#include "engine/find_plan.hpp"
#include "engine/load_plan.hpp"
#include "engine/read_hooks.hpp"
#include "engine/rows_plan.hpp"
#include "engine/statement_store.hpp"

#include <ginnel/error.hpp>

#include <iterator>
#include <unordered_map>

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
    const auto changed = hooked(q, into.ops->one_root);
    load_plan p{s.env(), changed ? *changed : q, into};
    s.run(p);
}

void load_related(session& s, const query& q, const value& parent, result_slot into)
{
    const auto changed = hooked(q, into.ops->one_root);
    load_plan p{s.env(), changed ? *changed : q, into, &parent};
    s.run(p);
}

std::vector<value> load_noting(session& s, const query& q, const value* parent, result_slot into)
{
    std::vector<value> notes;
    const auto changed = hooked(q, false);
    load_plan p{s.env(), changed ? *changed : q, into, parent};
    p.note_into(notes);
    s.run(p);
    return notes;
}

void load_into(session& s, const schema::model& m, std::span<void* const> objects, std::span<const preload> what)
{
    if (objects.empty())
        return;
    const auto changed = hooked(what);
    load_plan p{s.env(), m, objects, changed ? std::span<const preload>{*changed} : what};
    s.run(p);
}

void find(session& s, const schema::model& m, const value& key, result_slot into)
{
    if (key.is_null()) {
        into.ops->reset(into.slot, nullptr, false);
        return;
    }
    if (m.read_hooks) {
        query q{m};
        q.add(false, false, {compare{{m.primary_key, operand::target}, "=", key}});
        q.limit = 1;
        load(s, q, into);
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
    return pluck(s, q, std::span{&what, 1}, parent);
}

std::vector<value> pluck(session& s, const query& q, std::span<const operand> what, const value* parent)
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

std::string explain(session& s, const query& q, const value* parent)
{
    if (parent && parent->is_null())
        return {};
    const auto changed = hooked(q, false); // as to_sql: of the statement that all() would send
    auto code = compile_rows(s.env(), changed ? *changed : q).statement;
    const sql::explanation how = s.env().dialect.explaining();
    code.text.insert(0, how.words);
    const auto lines = values_of(s, {std::move(code), std::vector<std::string>(how.columns)}, parent);
    std::string text;
    std::unordered_map<std::int64_t, std::size_t> depths;
    for (std::size_t line = 0; line + how.columns <= lines.size(); line += how.columns) {
        if (how.columns > 1) { // lines of a tree: number, number of the line above, unused, text
            const auto above = depths.find(lines[line + 1].integer());
            const std::size_t depth = above == depths.end() ? 0 : above->second + 1;
            depths[lines[line].integer()] = depth;
            text.append(2 * depth, ' ');
        }
        text += lines[line + how.columns - 1].text();
        text += '\n';
    }
    return text;
}

std::string to_sql(const environment& e, const query& q)
{
    const auto changed = hooked(q, false);
    return compile_rows(e, changed ? *changed : q).statement.text;
}

} // namespace ginnel::engine
