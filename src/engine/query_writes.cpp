#include "engine/query_writes.hpp"

#include "engine/column_fit.hpp"
#include "engine/compile.hpp"
#include "engine/one_write.hpp"
#include "engine/refused.hpp"
#include "engine/remove_statement.hpp"
#include "engine/ruled_removal.hpp"
#include "engine/select_builder.hpp"
#include "engine/stamp.hpp"
#include "engine/written_row.hpp"
#include "schema/delete_rules.hpp"
#include "value/integer_types.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace ginnel::engine {

namespace {

bool reads(const query& q, const schema::table& t);

bool passes(const schema::relation& r, const schema::table& t)
{
    return std::any_of(r.path.begin(), r.path.end(), [&](const schema::hop& h) { return h.to == &t; });
}

bool reads(const std::vector<term>& terms, const schema::table& t)
{
    return std::any_of(terms.begin(), terms.end(), [&](const term& one) {
        if (const auto* inner = std::get_if<group>(&one.what->test))
            return reads(inner->terms, t);
        const auto* test = std::get_if<relation_test>(&one.what->test);
        return test != nullptr && (passes(*test->relation, t) || reads(*test->sub, t) ||
                                   std::any_of(test->passed.begin(), test->passed.end(), [&](const auto& step) {
                                       return passes(*step.relation, t) || reads(*step.sub, t);
                                   }));
    });
}

/// Whether a condition of the query reads this table in a sub-select of its own.
bool reads(const query& q, const schema::table& t)
{
    return !q.picks.empty() ||
           std::any_of(q.own.begin(), q.own.end(), [&](const own_scope& s) { return reads(s.terms, t); }) ||
           std::any_of(q.scopes.begin(), q.scopes.end(), [&](const auto& terms) { return reads(terms, t); });
}

/// Whether the query's rows can be told by conditions on the model's own table. Not by those that read it in a
/// sub-select: SQLite 3.40 asks them for a row when it has changed rows before it, and a row that comes to be picked is
/// changed too.
bool lies_in_one_table(const query& q)
{
    return q.joins.empty() && !q.by_keys && !q.limit && !q.offset && !q.group_limit &&
           (q.via == nullptr || q.via->path.size() == 1) &&
           (q.model->primary_key == nullptr || !reads(q, q.model->table));
}

/// Which rows of the model's table the query means. A statement that writes takes neither joins nor limits, so that
/// rows which need them are found by a sub-select of their keys.
sql::expr meant_rows(const query& q)
{
    check_ungrouped(q);
    select_builder b;
    if (lies_in_one_table(q)) {
        const scope s = b.names(q);
        auto where = b.conditions(q, s);
        if (q.via == nullptr)
            return where;
        return both(sql::make(sql::binary{"=", select_builder::near_key(*q.via, s),
                                          sql::make(sql::slot_value{0, q.via->local_key().type})}),
                    std::move(where));
    }
    need_primary_key(*q.model);
    const schema::column& key = *q.model->primary_key;
    auto keys = std::make_shared<const sql::select>(select_keys(b, q));
    return sql::make(sql::in_select{sql::make(sql::column_name{{}, key.column_name}), std::move(keys), false});
}

std::int64_t run(session& s, const query& q, const sql::tree& t, const value* parent)
{
    std::vector<value> slots;
    if (parent != nullptr)
        slots.push_back(*parent);
    one_write p{s.env().dialect.render(t), std::move(slots)};
    writing(*q.model, nullptr, [&] { s.run(p); });
    return p.affected;
}

void check(const schema::model& m, const assignment& a)
{
    const schema::column& c = *a.column;
    const auto refuse = [&](error_kind kind, const std::string& text) {
        throw error{kind, "E_COLUMN_TYPE", m.name + "." + c.name + text}.in_model(m.name).spoiling(spoils::nothing);
    };
    if (a.added && !is_integer(c.type) && c.type != column_type::real)
        refuse(error_kind::usage, " holds no number, so nothing can be added to it");
    if (!fits_column(a.v.view(), c.type) || (a.added && a.v.is_null()))
        refuse(error_kind::data,
               " holds " + describe_expected(c.type, c.nullable) + ", and is given " + describe_found(a.v.view()));
}

sql::expr plus(const schema::column& c, const value& v)
{
    return sql::make(sql::binary{"+", sql::make(sql::column_name{{}, c.column_name}), parameter_for(v, c)});
}

} // namespace

std::int64_t update(session& s, const query& q, std::span<const assignment> values, const value* parent)
{
    const schema::model& m = *q.model;
    if (values.empty())
        throw error{error_kind::usage, "E_NO_VALUES",
                    "this update of " + m.name + " says no new value: name a column, or leave the call out"}
            .in_model(m.name)
            .spoiling(spoils::nothing);
    sql::update u;
    u.table = m.table.name;
    const auto says = [&](const schema::column* c) {
        return std::any_of(values.begin(), values.end(), [&](const auto& a) { return a.column == c; });
    };
    for (const auto& a : values) {
        check(m, a);
        u.set.push_back({a.column->column_name, a.added ? plus(*a.column, a.v) : parameter_for(a.v, *a.column)});
    }
    if (m.updated_at != nullptr && !says(m.updated_at))
        u.set.push_back({m.updated_at->column_name, parameter_for(stamp(s.env(), *m.updated_at), *m.updated_at)});
    if (m.version != nullptr && !says(m.version))
        u.set.push_back({m.version->column_name, plus(*m.version, value{std::int64_t{1}})});
    u.where = meant_rows(q);
    if (parent != nullptr && parent->is_null())
        return 0;
    return run(s, q, sql::tree{std::move(u)}, parent);
}

std::int64_t remove(session& s, const query& q, removal how, const value* parent)
{
    auto where = meant_rows(q);
    if (deletes(*q.model, how) && schema::has_rules_of_ours(*q.model))
        return parent != nullptr && parent->is_null() ? 0 : remove_by_rules(s, *q.model, std::move(where), parent);
    const bool told = std::any_of(q.own.begin(), q.own.end(), [](const own_scope& o) {
        return o.name == trashed_scope && o.place == operand::target;
    });
    const auto statement =
        remove_statement(times_of_removal(s.env(), *q.model, how), *q.model, std::move(where), how, told);
    if (parent != nullptr && parent->is_null())
        return 0;
    return run(s, q, statement, parent);
}

} // namespace ginnel::engine
