#include "rest/requests/related_body.hpp"

#include "app/json_view.hpp"
#include "app/questions/json_value.hpp"
#include "app/writing/row_defaults.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"

#include <string_view>
#include <utility>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

using app::view;

/// A row must not name its own key where the database makes it; a null is as good as none.
void check_new(const app::application& a, const schema::model& m, sent_row& row)
{
    const auto* key = m.primary_key ? app::given_in(row.values, *m.primary_key) : nullptr;
    if (key && key->is_null())
        std::erase_if(row.values, [&](const auto& v) { return v.first == m.primary_key; });
    else if (key && a.rules(m).forces_id)
        row.broken.push_back({m.primary_key->name, "absence", "can't be set",
                              m.primary_key->serialize_as.empty() ? std::string{} : to_display(*key)});
    if (!row.broken.empty())
        throw app::invalid_row{m.name, a.rows(m).broken_by(row.values, row.broken)};
}

value key_from(const schema::relation& r, const json::value& said)
{
    auto v = said.is_primitive() && !said.is_null() ? app::value_for(*r.target->primary_key, said) : std::nullopt;
    if (!v)
        throw refusal{400, "a link names a " + r.target->name + " by its " + r.target->primary_key->name +
                               ", which is " + std::string{app::taken_by(*r.target->primary_key)}};
    return std::move(*v);
}

app::wanted_related wanted_of(const app::application& a, const schema::relation& r, const json::value& said)
{
    if (!said.is_object())
        return {key_from(r, said)};
    const auto* links = links_of(r);
    app::wanted_related wanted;
    const auto* key = said.get_object().if_contains(r.target->primary_key->name);
    if (!key)
        throw refusal{400, "a link lacks the \"" + r.target->primary_key->name + "\" of the " + r.target->name};
    wanted.id = key_from(r, *key);
    for (const auto& member : said.get_object()) {
        const auto name = view(member.key());
        if (links && name == links->name)
            wanted.link = read_new_row(a, *links, member.value()).values;
        else if (name != r.target->primary_key->name)
            throw refusal{400, "there is no " + shown(name) + " in a link: write \"" + r.target->primary_key->name +
                                   "\"" +
                                   (links ? " and, for what the link holds, \"" + links->name + "\"" : std::string{})};
    }
    return wanted;
}

} // namespace

const json::object& object_of(const json::value& said)
{
    static const json::object none;
    if (said.is_null())
        return none;
    if (!said.is_object())
        throw refusal{400, "Value is not an object. Write {\"name\": \"value\"}"};
    return said.get_object();
}

const schema::model* links_of(const schema::relation& r) noexcept
{
    // A path of two hops over a table that holds the keys of both sides.
    return r.path.size() == 2 && !r.path.front().key_on_from && r.path.back().key_on_from ? r.path.front().to_model
                                                                                          : nullptr;
}

sent_related read_new_related(const app::application& a, const schema::relation& r, const json::value& said)
{
    sent_related out;
    json::object row = object_of(said);
    const auto* links = links_of(r);
    if (links && !r.target->table.find(links->name))
        if (const auto at = row.find(links->name); at != row.end()) {
            out.link = read_new_row(a, *links, at->value());
            row.erase(at);
        }
    out.row = read_row(*r.target, a.rules(*r.target), row);
    check_new(a, *r.target, out.row);
    return out;
}

sent_row read_new_row(const app::application& a, const schema::model& m, const json::value& said)
{
    auto row = read_row(m, a.rules(m), object_of(said));
    check_new(a, m, row);
    return row;
}

sent_row read_change(const app::application& a, const schema::model& m, const json::value& said, const value& key)
{
    auto row = read_row(m, a.rules(m), object_of(said));
    if (!row.broken.empty())
        throw app::invalid_row{m.name, row.broken};
    check_key(m, row, key);
    std::erase_if(row.values, [&](const auto& v) { return v.first == m.primary_key; });
    return row;
}

std::vector<app::wanted_related> read_links(const app::application& a, const schema::relation& r,
                                            const json::value& said)
{
    if (!said.is_array())
        throw refusal{400, "the body is to be the list of what is linked: [1, 2], or [{\"" +
                               r.target->primary_key->name + "\": 1}]"};
    std::vector<app::wanted_related> out;
    for (const auto& one : said.get_array())
        out.push_back(wanted_of(a, r, one));
    return out;
}

} // namespace ginnel::rest
