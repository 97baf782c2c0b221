#include "typed/resolve.hpp"

#include "value/nearest.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/value/describe.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ginnel::detail {

namespace {

[[noreturn]] void throw_unknown(const engine::query& q, const char* code, const std::string& text)
{
    throw error{error_kind::usage, code, text}
        .in_model(q.model->name)
        .in_relation(q.via != nullptr ? q.via->name : std::string{})
        .spoiling(spoils::nothing);
}

const schema::column& listed(const engine::query& q, const schema::model& m, std::size_t offset)
{
    if (const schema::column* c = m.column_at(offset))
        return *c;
    throw_unknown(q, "E_UNKNOWN_COLUMN",
                  "this member of " + m.name + " is no column of the model: list it in describe, with columns<&" +
                      m.name + "::member>()");
}

bool same(const schema::model* m, const model_entry& e) noexcept
{
    return m != nullptr && is_of(*m, e);
}

engine::operand of_member(const engine::query& q, member_id member)
{
    if (same(q.model, *member.owner))
        return {&listed(q, *q.model, member.offset), engine::operand::target};
    int place = engine::operand::target;
    if (q.via != nullptr) {
        for (std::size_t k = 0; k + 1 < q.via->path.size(); ++k) {
            if (!same(q.via->path[k].to_model, *member.owner))
                continue;
            if (place != engine::operand::target)
                throw_unknown(q, "E_AMBIGUOUS_COLUMN",
                              "the relation passes " + std::string{member.owner->name} +
                                  " more than once, so its column could be of either row");
            place = static_cast<int>(k);
        }
    }
    const schema::model* joined = nullptr;
    for (std::size_t k = 0; k < q.joins.size(); ++k) {
        if (!same(q.joins[k].model, *member.owner))
            continue;
        if (place != engine::operand::target)
            throw_unknown(q, "E_AMBIGUOUS_COLUMN",
                          "the query names " + std::string{member.owner->name} +
                              " more than once, so its column could be of either row: name the join, and write "
                              "ginnel::of(\"name\", &" +
                              std::string{member.owner->name} + "::column)");
        place = engine::operand::joined(k);
        joined = q.joins[k].model;
    }
    if (joined != nullptr)
        return {&listed(q, *joined, member.offset), place};
    if (place == engine::operand::target)
        throw_unknown(q, "E_UNKNOWN_COLUMN",
                      "this query of " + q.model->name + " passes no " + std::string{member.owner->name} +
                          ", so a column of it names nothing");
    return {&listed(q, *q.via->path[static_cast<std::size_t>(place)].to_model, member.offset), place};
}

engine::operand of_join(const engine::query& q, member_id member, std::string_view name)
{
    std::vector<std::string_view> known;
    for (std::size_t k = 0; k < q.joins.size(); ++k) {
        if (q.joins[k].name == name && same(q.joins[k].model, *member.owner))
            return {&listed(q, *q.joins[k].model, member.offset), engine::operand::joined(k)};
        if (!q.joins[k].name.empty())
            known.emplace_back(q.joins[k].name);
    }
    throw_unknown(q, "E_UNKNOWN_JOIN",
                  "this query of " + q.model->name + " joins no " + std::string{member.owner->name} + " as \"" +
                      std::string{name} + '"' + did_you_mean(name, known) + ": write join<" +
                      std::string{member.owner->name} + ">(\"" + std::string{name} + "\", ...) before");
}

/// Which query around this one is meant shows once all of them are known.
engine::operand of_outer(const engine::query& q, member_id member)
{
    const schema::model& m = boot(*member.owner);
    return {&listed(q, m, member.offset), engine::operand::target, &m};
}

engine::operand of_pivot_field(const engine::query& q, std::size_t offset)
{
    const schema::relation& r = *q.via;
    for (std::size_t i = 0; i < r.link_row_offsets.size(); ++i)
        if (r.link_row_offsets[i] == offset)
            return {r.link_row_columns[i], 0};
    throw_unknown(q, "E_UNKNOWN_COLUMN", "the pivot of " + r.source->name + '.' + r.name + " has no such column");
}

/// A column of the pivot table by its name. Of an owned one all columns are known from declarations, so one that is not
/// known may well exist.
engine::operand of_pivot_name(const engine::query& q, std::string_view name)
{
    const schema::relation* r = q.via;
    const schema::table* owned = r != nullptr ? r->owned_table.get() : nullptr;
    if (owned != nullptr && name.find('.') == std::string_view::npos && owned->find(name) == nullptr) {
        std::vector<std::string_view> known;
        for (const schema::column& c : owned->columns)
            known.emplace_back(c.column_name);
        throw_unknown(q, "E_UNKNOWN_COLUMN",
                      "table \"" + owned->name + "\" has no column \"" + std::string{name} + '"' +
                          did_you_mean(name, known) + ": declare it with pivot_column<T>(\"" + std::string{name} +
                          "\"), in describe: ...relation(&" + r->source->name + "::" + r->name +
                          ").pivot_column<T>(\"" + std::string{name} + "\")");
    }
    return q.link_column(name);
}

bool holds(column_type type, kind k) noexcept
{
    switch (type) {
    case column_type::boolean:
        return k == kind::boolean;
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
    case column_type::epoch_ms:
        return k == kind::integer;
    case column_type::real:
        return k == kind::real || k == kind::integer;
    case column_type::blob:
        return k == kind::blob;
    case column_type::text:
    case column_type::date:
    case column_type::time:
    case column_type::timestamp:
    case column_type::uuid:
    case column_type::decimal:
    case column_type::json:
        return k == kind::text;
    }
    return false;
}

} // namespace

engine::operand resolve(const engine::query& q, const column_ref& c)
{
    switch (c.what) {
    case column_ref::by::member:
        return of_member(q, c.member);
    case column_ref::by::pivot_field:
        return of_pivot_field(q, c.member.offset);
    case column_ref::by::pivot_name:
        return of_pivot_name(q, c.name);
    case column_ref::by::joined_member:
        return of_join(q, c.member, c.name);
    case column_ref::by::outer_member:
        return of_outer(q, c.member);
    case column_ref::by::name:
        break;
    }
    return q.column(c.name);
}

void fit(const schema::model& m, const schema::column& c, value& v)
{
    if (!holds(c.type, v.type()))
        throw error{error_kind::usage, "E_VALUE_TYPE",
                    '"' + c.name + "\" holds " + describe_expected(c.type, false) + ", and is compared with " +
                        describe_found(v.view())}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    if (c.type == column_type::real && v.type() == kind::integer)
        v = value{static_cast<double>(v.integer())};
}

std::string no_key_to_find_by(const schema::model& m)
{
    // Which column it is, the program knows; the first one shows how it is written.
    const std::string column = m.table.columns.empty() ? std::string{"..."} : m.table.columns.front().name;
    return m.name + " has no primary key to find a row by: write primary_key(&" + m.name + "::" + column +
           ") in describe";
}

} // namespace ginnel::detail
