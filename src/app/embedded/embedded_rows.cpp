#include "app/embedded/embedded_rows.hpp"

#include "app/embedded/embedded_choice.hpp"
#include "app/embedded/embedded_items.hpp"
#include "app/json_view.hpp"
#include "app/questions/question.hpp"
#include "app/writing/model_rules.hpp"
#include "engine/link_table.hpp"
#include "engine/load.hpp"
#include "engine/query.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ginnel::app {

namespace {

namespace json = boost::json;

bool has_key(const embedded_relation& r, const json::value& item, const value& id)
{
    const auto key = key_of_item(r, item);
    return key && engine::same_value(*key, id);
}

json::array as_list(json::value held)
{
    return held.is_array() ? std::move(held.get_array()) : json::array{};
}

json::array::iterator item_with(const embedded_relation& r, json::array& items, const value& id)
{
    return std::find_if(items.begin(), items.end(), [&](const auto& item) {
        return has_key(r, item, id) && meets(item.get_object(), r.scope.where);
    });
}

/// LoopBack's: the largest and one.
void give_key(const embedded_relation& r, const json::array& items, json::object& made)
{
    const auto* key = r.target->primary_key;
    if (!key || (key->type != column_type::int64 && key->type != column_type::real))
        return;
    if (const auto* said = made.if_contains(key->name); said && !said->is_null())
        return;
    std::int64_t last = 0;
    for (const auto& item : items)
        if (const auto held = key_of_item(r, item))
            last = std::max(last,
                            held->type() == kind::integer ? held->integer() : static_cast<std::int64_t>(held->real()));
    // First, as LoopBack shows it.
    json::object with_key;
    with_key[key->name] = last + 1;
    for (auto& m : made)
        if (view(m.key()) != key->name)
            with_key[m.key()] = std::move(m.value());
    made = std::move(with_key);
}

json::object checked(const embedded_relation& r, embedded_item made)
{
    if (!made.broken.empty())
        throw invalid_row{r.target->name, std::move(made.broken)};
    return std::move(made.item);
}

} // namespace

void embedded_column::throw_no_owner() const
{
    throw error{error_kind::not_found, "E_PARENT_NOT_FOUND",
                "there is no " + relation_.owner->name + " with the " + relation_.owner->primary_key->name + " " +
                    to_display(owner_)}
        .in_model(relation_.owner->name)
        .in_relation(relation_.name)
        .spoiling(spoils::nothing);
}

json::value embedded_column::read() const
{
    if (owner_.is_null())
        throw_no_owner();
    const auto held = engine::pluck(session_, query_of_row(*relation_.owner, owner_), {relation_.column});
    if (held.empty())
        throw_no_owner();
    return held_json(held.front());
}

void embedded_column::write(const change& work) const
{
    if (owner_.is_null())
        throw_no_owner();
    session_.together([&](engine::session& on) {
        std::vector<engine::record> found;
        auto q = query_of_row(*relation_.owner, owner_);
        q.for_update = true;
        engine::load(on, q, {&found, &engine::record_rows_ops()});
        if (found.empty())
            throw_no_owner();
        auto& row = found.front();
        if (const auto next = work(held_json(row.get(relation_.column->index)), on, row))
            making_.change(on, row, {{relation_.column, next->is_null() ? value{} : value{json::serialize(*next)}}});
    });
}

json::array embedded_rows::list(const filter& what) const
{
    return chosen_items(column_.relation(), as_list(column_.read()), what);
}

std::optional<json::object> embedded_rows::find_by_id(const value& id) const
{
    auto items = as_list(column_.read());
    const auto at = item_with(column_.relation(), items, id);
    if (at == items.end())
        return {};
    return shown_item(column_.relation(), at->get_object());
}

json::array embedded_rows::create(const std::vector<json::object>& said) const
{
    const auto& r = column_.relation();
    json::array made;
    column_.write([&](json::value held, engine::session&, const engine::record& owner) {
        auto items = as_list(std::move(held));
        made.clear();
        for (const auto& one : said) {
            auto item = item_of(r, {}, said_of_new(r, one, owner), true);
            give_key(r, items, item.item);
            // What only the key lacked is whole now.
            std::erase_if(item.broken, [&](const auto& b) {
                return b.code == "presence" && r.target->primary_key && b.property == r.target->primary_key->name &&
                       item.item.contains(b.property);
            });
            items.push_back(checked(r, std::move(item)));
            made.push_back(shown_item(r, items.back().get_object()));
        }
        return items;
    });
    return made;
}

std::optional<json::object> embedded_rows::update(const value& id, const json::object& said) const
{
    const auto& r = column_.relation();
    std::optional<json::object> changed;
    column_.write([&](json::value held, engine::session&, const engine::record&) -> std::optional<json::value> {
        auto items = as_list(std::move(held));
        const auto at = item_with(r, items, id);
        if (at == items.end())
            return {};
        auto item = checked(r, item_of(r, at->get_object(), said, false));
        if (!has_key(r, item, id))
            throw error{error_kind::usage, "E_KEY_CHANGED",
                        r.target->primary_key->name + " of a row cannot be changed: leave it out"}
                .in_model(r.target->name)
                .spoiling(spoils::nothing);
        changed = shown_item(r, item);
        *at = std::move(item);
        return items;
    });
    return changed;
}

bool embedded_rows::destroy_by_id(const value& id) const
{
    bool found = false;
    column_.write([&](json::value held, engine::session&, const engine::record&) -> std::optional<json::value> {
        auto items = as_list(std::move(held));
        const auto at = item_with(column_.relation(), items, id);
        found = at != items.end();
        if (!found)
            return {};
        items.erase(at);
        return items;
    });
    return found;
}

void embedded_rows::destroy_all() const
{
    const auto& scope = column_.relation().scope.where;
    column_.write([&](json::value held, engine::session&, const engine::record&) {
        json::array others; // which the scope does not let see
        for (auto& item : as_list(std::move(held)))
            if (item.is_object() && !meets(item.get_object(), scope))
                others.push_back(std::move(item));
        return others;
    });
}

std::optional<json::object> embedded_rows::one() const
{
    auto held = column_.read();
    if (!held.is_object() || !meets(held.get_object(), column_.relation().scope.where))
        return {};
    return shown_item(column_.relation(), std::move(held.get_object()));
}

json::object embedded_rows::put_one(const json::object& said, bool keeps) const
{
    const auto& r = column_.relation();
    json::object made;
    column_.write([&](json::value held, engine::session&, const engine::record& owner) {
        const bool changes = keeps && held.is_object();
        made = checked(r, changes ? item_of(r, std::move(held.get_object()), said, false)
                                  : item_of(r, {}, said_of_new(r, said, owner), true));
        return json::value(made);
    });
    return shown_item(r, std::move(made));
}

void embedded_rows::destroy_one() const
{
    column_.write([](json::value held, engine::session&, const engine::record&) {
        return held.is_null() ? std::optional<json::value>{} : json::value{};
    });
}

} // namespace ginnel::app
