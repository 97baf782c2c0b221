#include "app/embedded/references_rows.hpp"

#include "app/answers/listing.hpp"
#include "app/answers/presentation.hpp"
#include "app/answers/referenced_text.hpp"
#include "app/answers/text_rows.hpp"
#include "app/embedded/embedded_items.hpp"
#include "app/questions/question.hpp"
#include "app/relations/relation_scope.hpp"
#include "app/writing/row_defaults.hpp"
#include "engine/link_table.hpp"
#include "engine/load.hpp"
#include "engine/query_writes.hpp"

#include <ginnel/value/key_set.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace ginnel::app {

namespace {

namespace json = boost::json;

json::array keys_in(json::value held)
{
    return held.is_array() ? std::move(held.get_array()) : json::array{};
}

json::value as_key(const value& id)
{
    return id.type() == kind::text      ? json::value(id.text())
           : id.type() == kind::integer ? json::value(id.integer())
                                        : json::value(id.real());
}

} // namespace

bool references_rows::holds(const json::array& keys, const value& id) const
{
    return std::any_of(keys.begin(), keys.end(), [&](const auto& key) {
        const auto held = key_of_item(column_.relation(), key);
        return held && engine::same_value(*held, id);
    });
}

std::string references_rows::list(const filter& what) const
{
    const auto keys = keys_in(column_.read());
    text_answer answer{bounds_};
    return referenced_rows{column_.session(), hidden_, answer}.list(column_.relation(), what, {keys}).front();
}

std::int64_t references_rows::count(const condition& where) const
{
    auto keys = std::make_shared<key_set>();
    for (const auto& key : keys_in(column_.read()))
        if (const auto held = key_of_item(column_.relation(), key))
            keys->add(held->view());
    if (keys->empty())
        return 0;
    engine::query q{*column_.relation().target};
    q.add(false, false, {engine::among{{q.model->primary_key}, std::move(keys)}});
    add_condition(q, where);
    add_condition(q, column_.relation().scope.where);
    return engine::count(column_.session(), q, nullptr);
}

references_rows::found references_rows::look_up(const value& id) const
{
    const bool referenced = holds(keys_in(column_.read()), id);
    auto q = query_of_row(*column_.relation().target, id);
    add_condition(q, column_.relation().scope.where);
    if (!engine::exists(column_.session(), q))
        return found::no_row;
    return referenced ? found::referenced : found::not_referenced;
}

std::optional<std::string> references_rows::row(const value& id, const filter& what) const
{
    return listing{column_.session(), hidden_, bounds_}.with_key(*column_.relation().target, id, what);
}

std::vector<std::string> references_rows::create(std::vector<row_values> rows) const
{
    std::vector<std::string> out;
    const auto& r = column_.relation();
    column_.write([&](json::value held, engine::session& on, const engine::record& owner) {
        out.clear();
        auto keys = keys_in(std::move(held));
        const auto& m = *r.target;
        for (auto& row : rows) {
            for (const auto& copy : r.copied) {
                std::erase_if(row, [&](const auto& given) { return given.first == copy.second; });
                row.emplace_back(copy.second, owner.get(copy.first->index));
            }
            for (auto& [column, asked] : values_asked_by(r.scope.where))
                if (!given_in(row, *column))
                    row.emplace_back(column, std::move(asked));
        }
        for (auto& made : rows.size() == 1 ? std::vector{column_.making().create(on, m, rows.front())}
                                           : column_.making().create(on, m, rows)) {
            keys.push_back(as_key(made.get(m.primary_key->index)));
            out.push_back(present(made, hidden_, bounds_.bytes));
        }
        return keys;
    });
    return out;
}

std::string references_rows::update(const value& id, const row_values& changed) const
{
    std::string out;
    column_.session().together([&](engine::session& on) {
        std::vector<engine::record> rows;
        engine::load(on, query_of_row(*column_.relation().target, id), {&rows, &engine::record_rows_ops()});
        if (rows.empty())
            return;
        column_.making().change(on, rows.front(), changed);
        out = present(rows.front(), hidden_, bounds_.bytes);
    });
    return out;
}

void references_rows::remove_key(const value& id, bool with_row) const
{
    column_.write([&](json::value held, engine::session& on, const engine::record&) -> std::optional<json::value> {
        auto keys = keys_in(std::move(held));
        json::array left;
        for (const auto& key : keys)
            if (const auto k = key_of_item(column_.relation(), key); !k || !engine::same_value(*k, id))
                left.push_back(key);
        if (with_row)
            engine::remove(on, query_of_row(*column_.relation().target, id));
        if (left.size() == keys.size())
            return {};
        return left;
    });
}

void references_rows::destroy_by_id(const value& id) const
{
    remove_key(id, true);
}

bool references_rows::link(const value& id) const
{
    bool there = false;
    column_.write([&](json::value held, engine::session& on, const engine::record&) -> std::optional<json::value> {
        there = engine::exists(on, query_of_row(*column_.relation().target, id));
        if (!there)
            return {};
        auto keys = keys_in(std::move(held));
        keys.push_back(as_key(id));
        return keys; // the owner's rules refuse one that is there already
    });
    return there;
}

void references_rows::unlink(const value& id) const
{
    remove_key(id, false);
}

void references_rows::unlink_all() const
{
    column_.write([](json::value, engine::session&, const engine::record&) { return json::array{}; });
}

} // namespace ginnel::app
