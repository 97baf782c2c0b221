#include "rest/row_body.hpp"

#include "rest/json_value.hpp"
#include "rest/refusal.hpp"
#include "rest/shown.hpp"
#include "value/nearest.hpp"

#include <string_view>
#include <utility>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

std::string_view view(json::string_view s)
{
    return {s.data(), s.size()};
}

const json::object& object_of(const json::value* body)
{
    static const json::object none;
    if (!body || body->is_null())
        return none;
    if (!body->is_object())
        throw refusal{400, "the body is to be an object: {\"name\": \"value\"}"};
    return body->get_object();
}

void take(const schema::model& m, std::string_view name, const json::value& given, app::row_values& into)
{
    const auto* c = m.table.find(name);
    if (!c || c->name != name)
        return;
    auto v = value_for(*c, given);
    if (!v)
        throw refusal{422, m.name + "." + c->name + " takes " + std::string{taken_by(*c)}};
    into.emplace_back(c, std::move(*v));
}

/// The model whose rows are the links; null where there is none.
const schema::model* links_of(const schema::relation& r) noexcept
{
    return r.path.size() == 2 ? r.path.front().to_model : nullptr;
}

value key_from(const schema::relation& r, const json::value& given)
{
    auto v = given.is_primitive() && !given.is_null() ? value_for(*r.target->primary_key, given) : std::nullopt;
    if (!v)
        throw refusal{400, "a link names a " + r.target->name + " by its " + r.target->primary_key->name +
                               ", which is " + std::string{taken_by(*r.target->primary_key)}};
    return std::move(*v);
}

} // namespace

app::row_values read_values(const schema::model& m, const json::value* body)
{
    app::row_values out;
    for (const auto& member : object_of(body))
        take(m, view(member.key()), member.value(), out);
    return out;
}

app::new_related read_related(const schema::relation& r, const json::value* body)
{
    app::new_related out;
    const auto* links = links_of(r);
    for (const auto& member : object_of(body)) {
        const auto name = view(member.key());
        if (links && name == links->name && !r.target->table.find(name))
            out.link = read_values(*links, &member.value());
        else
            take(*r.target, name, member.value(), out.row);
    }
    return out;
}

std::vector<app::wanted_related> read_links(const schema::relation& r, const json::value* body)
{
    if (!body || !body->is_array())
        throw refusal{400, "the body is to be the list of what is linked: [1, 2], or [{\"" +
                               r.target->primary_key->name + "\": 1}]"};
    std::vector<app::wanted_related> out;
    const auto* links = links_of(r);
    for (const auto& one : body->get_array()) {
        if (!one.is_object()) {
            out.push_back({key_from(r, one)});
            continue;
        }
        app::wanted_related wanted;
        bool named = false;
        for (const auto& member : one.get_object()) {
            const auto name = view(member.key());
            if (name == r.target->primary_key->name) {
                wanted.id = key_from(r, member.value());
                named = true;
            } else if (links && name == links->name) {
                wanted.link = read_values(*links, &member.value());
            } else {
                throw refusal{
                    400, "there is no " + shown(name) + " in a link: write \"" + r.target->primary_key->name + "\"" +
                             (links ? " and, for what the link holds, \"" + links->name + "\"" : std::string{})};
            }
        }
        if (!named)
            throw refusal{400, "a link lacks the \"" + r.target->primary_key->name + "\" of the " + r.target->name};
        out.push_back(std::move(wanted));
    }
    return out;
}

} // namespace ginnel::rest
