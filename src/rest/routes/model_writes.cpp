#include "app/writing/row_defaults.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/routes/model_call.hpp"

#include <ginnel/value/value.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::rest {

namespace {

const value* key_in(const model_call& c, const sent_row& row) noexcept
{
    const auto* key = app::given_in(row.values, *c.model.primary_key);
    return key && !key->is_null() ? key : nullptr;
}

/// A null for a key is as good as none.
void drop_null_key(const model_call& c, sent_row& row)
{
    if (!key_in(c, row))
        std::erase_if(row.values, [&](const auto& v) { return v.first == c.model.primary_key; });
}

/// Nothing may be wrong with what was sent by itself; the rules of the model follow when the row is known.
void check(const model_call& c, const sent_row& row)
{
    if (!row.broken.empty())
        throw app::invalid_row{c.model.name, row.broken};
}

/// Of a new row whatever is wrong is told at once.
std::vector<app::broken_rule> wrong_with_new(const model_call& c, const sent_row& row)
{
    auto broken = row.broken;
    if (const auto* key = key_in(c, row); key && c.rules.forces_id)
        broken.push_back({c.model.primary_key->name, "absence", "can't be set", to_display(*key)});
    if (broken.empty())
        return broken;
    return c.rows.broken_by(row.values, std::move(broken));
}

void check_new(const model_call& c, const sent_row& row)
{
    if (auto broken = wrong_with_new(c, row); !broken.empty())
        throw app::invalid_row{c.model.name, std::move(broken)};
}

[[noreturn]] void no_model(const model_call& c)
{
    throw refusal{404, "could not find a model with id " + c.id_text().substr(0, 64), "MODEL_NOT_FOUND"};
}

[[noreturn]] void nothing_to_replace(std::string_view id)
{
    throw refusal{404, "Could not replace. Object with id " + std::string{id.substr(0, 64)} + " does not exist!"};
}

} // namespace

answer create(const model_call& c)
{
    auto sent = c.sent();
    for (auto& row : sent.rows)
        drop_null_key(c, row);
    if (!sent.list) {
        auto& row = sent.rows.front();
        check_new(c, row);
        return {200, with_echo(c.rows.create(std::move(row.values)), row.echoed)};
    }
    std::vector<std::optional<app::invalid_row>> refused;
    std::vector<app::row_values> rows;
    std::vector<boost::json::object> echoed;
    for (auto& row : sent.rows) {
        auto broken = wrong_with_new(c, row);
        refused.push_back(broken.empty() ? std::nullopt
                                         : std::optional{app::invalid_row{c.model.name, std::move(broken)}});
        rows.push_back(std::move(row.values));
        echoed.push_back(std::move(row.echoed));
    }
    if (std::any_of(refused.begin(), refused.end(), [](const auto& r) { return r.has_value(); }))
        throw app::invalid_rows{std::move(refused)};
    return {200, with_echoes(c.rows.create(std::move(rows)), echoed)};
}

answer patch_attributes(const model_call& c)
{
    auto row = c.one_sent();
    const auto key = c.id();
    // A row that is not there is told before what is wrong with its new values.
    if (!key || (!row.broken.empty() && !c.rows.exists(*key)))
        no_model(c);
    check(c, row);
    drop_null_key(c, row);
    check_key(c.model, row, *key);
    auto changed = c.rows.change(*key, row.values);
    if (!changed)
        no_model(c);
    return {200, with_echo(std::move(*changed), row.echoed)};
}

answer replace_by_id(const model_call& c)
{
    auto row = c.one_sent();
    const auto key = c.id();
    if (!key)
        nothing_to_replace(c.id_text());
    drop_null_key(c, row);
    check_key(c.model, row, *key);
    std::erase_if(row.values, [&](const auto& v) { return v.first == c.model.primary_key; });
    row.values.emplace_back(c.model.primary_key, *key);
    if (!row.broken.empty())
        throw app::invalid_row{c.model.name, c.rows.broken_by(row.values, row.broken)};
    auto replaced = c.rows.replace(*key, std::move(row.values));
    if (!replaced)
        nothing_to_replace(c.id_text());
    return {200, with_echo(std::move(*replaced), row.echoed)};
}

answer put_by_id(const model_call& c)
{
    return c.rules.replaces_on_put ? replace_by_id(c) : patch_attributes(c);
}

answer delete_by_id(const model_call& c)
{
    const auto key = c.id();
    const bool removed = key && c.rows.remove(*key);
    if (!removed && c.rules.strict_delete)
        throw refusal{404, "No instance with id " + c.id_text().substr(0, 64) + " found for " + c.model.name,
                      "NOT_FOUND"};
    return counted(removed ? 1 : 0);
}

answer patch_or_create(const model_call& c)
{
    auto row = c.one_sent();
    drop_null_key(c, row);
    const auto* key = key_in(c, row);
    if (!key)
        check_new(c, row);
    else
        check(c, row);
    if (!key || !c.rules.forces_id)
        return {200, with_echo(c.rows.change_or_create(std::move(row.values)), row.echoed)};
    auto changed = c.rows.change_existing(*key, row.values);
    if (!changed)
        throw refusal{404, "Could not update attributes. Object with id " + to_display(*key) + " does not exist!"};
    return {200, with_echo(std::move(*changed), row.echoed)};
}

answer replace_or_create(const model_call& c)
{
    auto row = c.one_sent();
    drop_null_key(c, row);
    const auto* key = key_in(c, row);
    if (!key)
        check_new(c, row);
    else if (!row.broken.empty())
        throw app::invalid_row{c.model.name, c.rows.broken_by(row.values, row.broken)};
    if (!key || !c.rules.forces_id)
        return {200, with_echo(c.rows.replace_or_create(std::move(row.values)), row.echoed)};
    auto replaced = c.rows.replace(*key, row.values);
    if (!replaced)
        nothing_to_replace(to_display(*key));
    return {200, with_echo(std::move(*replaced), row.echoed)};
}

answer put(const model_call& c)
{
    return c.rules.replaces_on_put ? replace_or_create(c) : patch_or_create(c);
}

answer update_all(const model_call& c)
{
    const auto where = c.where();
    const auto row = c.one_sent();
    if (!where)
        throw refusal{400, "an update of many rows says which: write where={...}, or where={} for all of them"};
    check(c, row);
    if (app::given_in(row.values, *c.model.primary_key))
        throw refusal{400, c.model.primary_key->name + " cannot be updated: leave it out of the body"};
    if (row.values.empty())
        throw refusal{400, row.echoed.empty()
                               ? "data object cannot be empty! Write what the rows are to hold: {\"name\": \"value\"}"
                               : "the body names no property of " + c.model.name + ", so there is nothing to update"};
    return counted(c.rows.change_all(*where, row.values));
}

answer upsert_with_where(const model_call& c)
{
    const auto where = c.where();
    auto row = c.one_sent();
    if (!where)
        throw refusal{400, "an upsert by condition says which row: write where={...}"};
    drop_null_key(c, row);
    check(c, row);
    if (row.values.empty() && row.echoed.empty())
        throw refusal{400, "data object cannot be empty!"};
    auto written = c.rows.change_or_create_where(*where, row.values);
    if (!written)
        throw refusal{400, "There are multiple instances found.Upsert Operation will not be performed!"};
    return {200, with_echo(std::move(*written), row.echoed)};
}

} // namespace ginnel::rest
