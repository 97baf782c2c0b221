#include "app/embedded/embedded_items.hpp"

#include "app/answers/presentation.hpp"
#include "app/json_view.hpp"
#include "app/questions/json_value.hpp"
#include "app/relations/relation_scope.hpp"
#include "app/writing/given_value.hpp"
#include "app/writing/inner_json.hpp"
#include "app/writing/model_rules.hpp"
#include "app/writing/row_defaults.hpp"
#include "app/writing/row_validation.hpp"
#include "engine/link_table.hpp"
#include "value/value_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>
#include <string>

namespace ginnel::app {

namespace {

namespace json = boost::json;

/// As any client sees it.
json::value json_of(const value& v, const schema::column& c)
{
    if (const auto moment = iso_text(v, c.type))
        return json::value(*moment);
    std::string text;
    append_json_value(text, v, c.type);
    boost::system::error_code ignored;
    return json::parse(text, ignored);
}

const schema::column* property(const schema::model& m, std::string_view name) noexcept
{
    const auto* c = m.table.find(name);
    return c && c->name == name ? c : nullptr;
}

/// "`street` can't be blank; `city` is not defined in the model"
std::string told(const std::vector<broken_rule>& broken)
{
    std::string out;
    for (const auto& b : broken)
        out.append(out.empty() ? "`" : "; `").append(b.property).append("` ").append(b.message);
    return out;
}

broken_rule invalid(const embedded_relation& r, std::string message, const json::value& held)
{
    return {r.name, "invalid", std::move(message), shown_in_rule(held)};
}

std::optional<broken_rule> broken_keys(const embedded_relation& r, const json::array& items)
{
    if (!r.target->primary_key)
        return {};
    std::set<std::string> seen;
    for (const auto& item : items) {
        const auto key = key_of_item(r, item);
        if (!key && r.references())
            return broken_rule{r.column->name, "type", "is to be a list of keys", shown_in_rule(items)};
        if (key && !seen.insert(engine::identity_of(*key)).second)
            return r.references()
                       ? broken_rule{r.name, "uniqueness", "contains duplicate `" + r.target->name + "` instance",
                                     "undefined"}
                       : broken_rule{r.column->name, "uniqueness",
                                     "contains duplicate `" + r.target->primary_key->name + "`", shown_in_rule(items)};
    }
    return {};
}

} // namespace

const embedded_relation* find_embedded(const embedded_relations& all, const schema::model& owner,
                                       std::string_view name) noexcept
{
    if (const auto of = all.find(&owner); of != all.end())
        for (const auto* r : of->second)
            if (r->name == name)
                return r;
    return nullptr;
}

json::value held_json(const value& column)
{
    if (column.type() != kind::text)
        return nullptr;
    boost::system::error_code wrong;
    auto held = json::parse(inner_json(column.text()), wrong);
    return wrong ? json::value{} : held;
}

json::array held_list(const value& column)
{
    auto held = held_json(column);
    return held.is_array() ? std::move(held.get_array()) : json::array{};
}

std::optional<value> key_of_item(const embedded_relation& r, const json::value& item)
{
    const auto* key = r.target->primary_key;
    const auto* said = r.references()            ? &item
                       : key && item.is_object() ? item.get_object().if_contains(key->name)
                                                 : nullptr;
    if (!key || !said || said->is_null())
        return {};
    return value_for(*key, *said);
}

embedded_item item_of(const embedded_relation& r, json::object before, const json::object& said, bool is_new)
{
    const auto& m = *r.target;
    embedded_item out{std::move(before), {}};
    for (const auto& member : said) {
        if (const auto* c = property(m, view(member.key()))) {
            if (const auto v = given_value(*c, member.value()))
                out.item[member.key()] = json_of(*v, *c);
            else
                out.broken.push_back(wrong_type(*c, member.value()));
        } else if (r.rules->unknown == unknown_members::refused) {
            out.broken.push_back({std::string{view(member.key())}, "unknown-property", "is not defined in the model",
                                  shown_in_rule(member.value())});
        } else if (r.rules->unknown == unknown_members::echoed) {
            out.item[member.key()] = member.value(); // the column of JSON keeps it, as LoopBack does
        }
    }
    row_values row;
    for (const auto& c : m.table.columns)
        if (const auto* held = out.item.if_contains(c.name))
            if (auto v = given_value(c, *held))
                row.emplace_back(&c, std::move(*v));
    if (is_new) {
        const auto named = row.size();
        add_defaults(row, m, *r.rules);
        for (auto i = named; i < row.size(); ++i)
            out.item[row[i].first->name] = json_of(row[i].second, *row[i].first);
    }
    for (auto& b : broken_rules({row}, m, *r.rules))
        if (std::none_of(out.broken.begin(), out.broken.end(),
                         [&](const auto& known) { return known.property == b.property; }))
            out.broken.push_back(std::move(b));
    return out;
}

json::object said_of_new(const embedded_relation& r, json::object said, const engine::record& owner)
{
    for (const auto& [from, to] : r.copied)
        said[to->name] = json_of(owner.get(from->index), *to);
    for (const auto& [column, asked] : values_asked_by(r.scope.where))
        if (!said.contains(column->name))
            said[column->name] = json_of(asked, *column);
    return said;
}

std::vector<broken_rule> broken_embedded(const embedded_relation& r, const value& column)
{
    const auto held = held_json(column);
    if (held.is_null())
        return {};
    if (r.many() ? !held.is_array() : !held.is_object())
        return {{r.column->name, "type", r.many() ? "is to be a list" : "is to be an object", shown_in_rule(held)}};
    if (!r.many()) {
        const auto broken = item_of(r, {}, held.get_object(), false).broken;
        return broken.empty() ? std::vector<broken_rule>{}
                              : std::vector{invalid(r, "is invalid: " + told(broken), held)};
    }
    if (auto twice = broken_keys(r, held.get_array()))
        return {std::move(*twice)};
    if (r.references())
        return {};
    for (const auto& item : held.get_array()) {
        if (!item.is_object())
            return {invalid(r, "contains invalid item: it is no object", held)};
        if (const auto broken = item_of(r, {}, item.get_object(), false).broken; !broken.empty())
            return {invalid(r, "contains invalid item: " + told(broken), held)};
    }
    return {};
}

json::object shown_item(const embedded_relation& r, json::object item)
{
    r.held->strip(*r.target, item);
    return item;
}

} // namespace ginnel::app
