#include "app/writing/row_writer.hpp"

#include "app/questions/question.hpp"
#include "app/writing/given_value.hpp"
#include "app/writing/row_defaults.hpp"
#include "app/writing/row_validation.hpp"
#include "engine/load.hpp"
#include "engine/query_writes.hpp"
#include "engine/row_writes.hpp"
#include "engine/write.hpp"
#include "value/value_json.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/value.hpp>

#include <boost/json/parse.hpp>

#include <utility>

namespace ginnel::app {

namespace {

engine::record record_of(const schema::model& m, row_values values)
{
    engine::record r{m};
    for (auto& [column, v] : values)
        r.put(column->index, std::move(v));
    return r;
}

row_values values_of(const engine::record& r)
{
    row_values out;
    for (const auto& c : r.model().table.columns)
        if (r.has(c.index))
            out.emplace_back(&c, r.get(c.index));
    return out;
}

std::string shown_value(const value& v, const schema::column& c)
{
    std::string text;
    append_json_value(text, v, c.type);
    boost::system::error_code ignored;
    return shown_in_rule(c, boost::json::parse(text, ignored));
}

} // namespace

void row_writer::validate(engine::session& s, const row_values& row, const value* key, const row_values* sent) const
{
    const checked_row checked{row, key, false, sent};
    auto broken = broken_rules(checked, model_, rules_);
    if (broken.empty())
        broken = broken_uniqueness(s, checked, model_, rules_);
    if (!broken.empty())
        throw invalid_row{model_.name, std::move(broken)};
}

/// A unique index refused the row. Which property it is about is asked of the rows, since only the database's own text
/// says it.
void row_writer::tell_taken(const row_values& row, const value* key) const
{
    std::vector<broken_rule> broken;
    for (const auto& [column, v] : row) {
        if (v.is_null() || !(column->unique || (column->primary && !key)))
            continue;
        engine::query q{model_};
        for (const auto& scope : model_.scopes)
            q.without_scope(scope.name, false); // a row that the model's scope hides is in the way too
        q.add(false, false, {engine::compare{{column}, "=", v}});
        if (key && model_.primary_key)
            q.add(false, false, {engine::compare{{model_.primary_key}, "<>", *key}});
        if (engine::exists(session_, q))
            broken.push_back({column->name, "uniqueness", "is not unique", shown_value(v, *column)});
    }
    if (broken.empty())
        broken.push_back({model_.primary_key ? model_.primary_key->name : model_.table.columns.front().name,
                          "uniqueness", "or another property is to be unique and is not", "undefined"});
    throw invalid_row{model_.name, std::move(broken)};
}

template <typename Work>
void row_writer::in_one(bool several, const row_values& row, const value* key, Work work) const
{
    try {
        if (several)
            session_.together([&](engine::session& inside) { work(inside); });
        else
            work(session_);
    } catch (const error& e) {
        if (e.kind() != error_kind::unique)
            throw;
        tell_taken(row, key);
    }
}

engine::record row_writer::insert(engine::session& s, row_values row) const
{
    validate(s, row, nullptr);
    auto made = record_of(model_, std::move(row));
    void* object = &made;
    engine::insert(s, model_, {&object, 1});
    return made;
}

engine::record row_writer::create(row_values row) const
{
    add_defaults(row, model_, rules_);
    std::optional<engine::record> made;
    in_one(asks_uniqueness(rules_), row, nullptr, [&](engine::session& s) { made = insert(s, row); });
    return std::move(*made);
}

std::vector<engine::record> row_writer::create(std::vector<row_values> rows) const
{
    std::vector<std::optional<invalid_row>> refused(rows.size());
    bool any = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        add_defaults(rows[i], model_, rules_);
        if (auto broken = broken_rules({rows[i]}, model_, rules_); !broken.empty()) {
            refused[i].emplace(model_.name, std::move(broken));
            any = true;
        }
    }
    if (any)
        throw invalid_rows{std::move(refused)};
    std::vector<engine::record> made;
    row_values all;
    for (const auto& row : rows)
        all.insert(all.end(), row.begin(), row.end());
    in_one(true, all, nullptr, [&](engine::session& s) {
        made.clear();
        std::vector<void*> objects;
        for (const auto& row : rows) {
            if (asks_uniqueness(rules_)) { // each of the rows before it, too
                validate(s, row, nullptr);
                auto one = record_of(model_, row);
                void* object = &one;
                engine::insert(s, model_, {&object, 1});
                made.push_back(std::move(one));
            } else {
                made.push_back(record_of(model_, row));
            }
        }
        if (asks_uniqueness(rules_))
            return;
        for (auto& one : made)
            objects.push_back(&one);
        engine::insert(s, model_, objects);
    });
    return made;
}

void row_writer::change_row(engine::session& s, engine::record& row, const row_values& named, bool validated) const
{
    const value key = row.get(model_.primary_key->index);
    for (const auto& [column, v] : named)
        if (column != model_.primary_key)
            row.put(column->index, v);
    if (validated)
        validate(s, values_of(row), &key, &named);
    void* object = &row;
    engine::update_rows(s, model_, {&object, 1}, {{}, true});
}

std::optional<engine::record> row_writer::change_in(engine::session& s, const value& key, const row_values& named,
                                                    bool validated) const
{
    std::vector<engine::record> rows;
    engine::load(s, query_of_row(model_, key), {&rows, &engine::record_rows_ops()});
    if (rows.empty())
        return {};
    change_row(s, rows.front(), named, validated);
    return std::move(rows.front());
}

std::optional<engine::record> row_writer::replace_in(engine::session& s, const value& key, row_values row) const
{
    validate(s, row, &key);
    std::vector<engine::assignment> values;
    for (const auto& c : model_.table.columns)
        if (&c != model_.primary_key) {
            const auto* given = given_in(row, c);
            values.push_back({&c, given ? *given : value{}});
        }
    if (values.empty() ? !engine::exists(s, query_of_row(model_, key))
                       : engine::update(s, query_of_row(model_, key), values) == 0)
        return {};
    auto made = record_of(model_, std::move(row));
    made.put(model_.primary_key->index, key);
    return made;
}

std::optional<engine::record> row_writer::change(const value& key, const row_values& named, bool validated) const
{
    std::optional<engine::record> row;
    in_one(true, named, &key, [&](engine::session& s) { row = change_in(s, key, named, validated); });
    return row;
}

void row_writer::change(engine::record& row, const row_values& named, bool validated) const
{
    const value key = row.get(model_.primary_key->index);
    in_one(validated && asks_uniqueness(rules_), named, &key,
           [&](engine::session& s) { change_row(s, row, named, validated); });
}

std::optional<engine::record> row_writer::replace(const value& key, row_values row) const
{
    add_defaults(row, model_, rules_);
    std::optional<engine::record> made;
    in_one(asks_uniqueness(rules_), row, &key, [&](engine::session& s) { made = replace_in(s, key, row); });
    return made;
}

engine::record row_writer::change_or_create(row_values row) const
{
    const auto* key = given_in(row, *model_.primary_key);
    if (!key || key->is_null())
        return create(std::move(row));
    std::optional<engine::record> made;
    in_one(true, row, key, [&](engine::session& s) {
        made = change_in(s, *key, row, rules_.validates_upsert);
        if (made)
            return;
        auto with_defaults = row;
        add_defaults(with_defaults, model_, rules_);
        made = insert(s, std::move(with_defaults));
    });
    return std::move(*made);
}

engine::record row_writer::replace_or_create(row_values row) const
{
    const auto* given = given_in(row, *model_.primary_key);
    if (!given || given->is_null())
        return create(std::move(row));
    const value key = *given;
    add_defaults(row, model_, rules_);
    std::optional<engine::record> made;
    in_one(true, row, &key, [&](engine::session& s) {
        made = replace_in(s, key, row);
        if (!made)
            made = insert(s, row);
    });
    return std::move(*made);
}

std::optional<engine::record> row_writer::change_or_create_where(const condition& where, const row_values& named) const
{
    filter what;
    what.where = where;
    what.limit = 2;
    std::optional<engine::record> out;
    in_one(true, named, nullptr, [&](engine::session& s) {
        out.reset();
        std::vector<engine::record> rows;
        engine::load(s, query_of(model_, what), {&rows, &engine::record_rows_ops()});
        if (rows.size() > 1)
            return;
        const auto* sent_key = given_in(named, *model_.primary_key);
        if (rows.size() == 1) {
            const auto& key = rows.front().get(model_.primary_key->index);
            if (sent_key && *sent_key != key)
                throw error{error_kind::usage, "E_KEY_CHANGED",
                            model_.primary_key->name + " cannot be updated from " + to_display(key) + " to " +
                                to_display(*sent_key) + ": leave it out"}
                    .in_model(model_.name)
                    .spoiling(spoils::nothing);
            change_row(s, rows.front(), named, rules_.validates_upsert);
            out = std::move(rows.front());
            return;
        }
        if (sent_key && rules_.forces_id)
            throw invalid_row{model_.name,
                              {{model_.primary_key->name, "absence", "can't be set", to_display(*sent_key)}}};
        auto row = named;
        add_defaults(row, model_, rules_);
        out = insert(s, std::move(row));
    });
    return out;
}

std::int64_t row_writer::change_all(const condition& where, const row_values& named) const
{
    filter what;
    what.where = where;
    return change_all(query_of(model_, what), named);
}

std::int64_t row_writer::change_all(const engine::query& which, const row_values& named) const
{
    const value any{};
    if (auto broken = broken_rules({named, &any, true}, model_, rules_); !broken.empty())
        throw invalid_row{model_.name, std::move(broken)};
    std::vector<engine::assignment> values;
    for (const auto& [column, v] : named)
        values.push_back({column, v});
    std::int64_t written = 0;
    in_one(false, named, nullptr, [&](engine::session& s) { written = engine::update(s, which, values); });
    return written;
}

bool row_writer::remove(const value& key) const
{
    return engine::remove(session_, query_of_row(model_, key)) > 0;
}

} // namespace ginnel::app
