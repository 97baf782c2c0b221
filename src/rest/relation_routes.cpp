#include "rest/relation_routes.hpp"

#include "app/related_answers.hpp"
#include "rest/filter_parser.hpp"
#include "rest/json_value.hpp"
#include "rest/refusal.hpp"
#include "rest/row_body.hpp"
#include "rest/shown.hpp"
#include "value/json_writer.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace ginnel::rest {

namespace {

bool same_but_for_case(std::string_view a, std::string_view b) noexcept
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

[[noreturn]] void no_parent(std::string_view id)
{
    throw refusal{404, "could not find a model with id " + std::string{id.substr(0, 64)}, "MODEL_NOT_FOUND"};
}

bool reads(std::string_view method) noexcept
{
    return method == "GET" || method == "HEAD";
}

void append_keys(std::string& out, const char* name, const std::vector<value>& keys)
{
    out += (out.size() > 1 ? ",\"" : "\"") + std::string{name} + "\":[";
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i > 0)
            out += ',';
        if (keys[i].type() == kind::text)
            append_json_string(out, keys[i].text());
        else
            out += to_display(keys[i]);
    }
    out += ']';
}

} // namespace

/// A request whose relation is known.
struct relation_routes::asked {
    std::string_view method;
    const schema::relation* relation;
    std::string_view id;
    std::span<const std::string> path; ///< after the relation's name
    const rest::target* said;
    const boost::json::value* body;
    const app::related_answers* rows;
    const limits* bounds;
    const app::protected_properties* withheld;

    bool is(std::string_view wanted) const noexcept { return method == wanted; }

    std::optional<app::filter> filter() const
    {
        const auto* text = said->parameter("filter");
        if (!text || text->empty() || *text == "null")
            return {};
        return parse_filter(*relation->target, *text, *bounds, *withheld);
    }
    /// Of a route that counts.
    std::optional<app::filter> where() const
    {
        const auto* text = said->parameter("where");
        if (!text || text->empty() || *text == "null")
            return {};
        return parse_filter(*relation->target, "{\"where\":" + *text + "}", *bounds, *withheld);
    }
    /// The key in the path of a related row; nothing where no row can have it.
    std::optional<value> key(std::string_view text) const { return value_for(*relation->target->primary_key, text); }

    [[noreturn]] void not_related(std::string_view fk) const
    {
        const auto& r = *relation;
        const auto* links = r.path.size() > 1 ? r.path.front().to_model : nullptr;
        if (!links)
            throw refusal{404, "No instance with id " + std::string{fk.substr(0, 64)} + " found for " + r.target->name};
        throw refusal{404, "No relation found in " + links->name + " for (" + r.source->name + "." +
                               std::string{id.substr(0, 64)} + "," + r.target->name + "." +
                               std::string{fk.substr(0, 64)} + ")"};
    }
};

std::optional<answer> relation_routes::operator()(const relation_request& request) const
{
    try {
        return route(request, false);
    } catch (const error& e) {
        if (e.code() == "E_PARENT_NOT_FOUND")
            no_parent(request.id);
        if (e.code() == "E_TARGET_NOT_FOUND")
            throw refusal{404, e.what(), "MODEL_NOT_FOUND"};
        if (e.code() == "E_KEY_OF_PARENT")
            throw refusal{400, e.what()};
        if (e.code() == "E_HAS_ONE")
            throw refusal{409, e.what()};
        throw;
    }
}

std::optional<answer> relation_routes::route(const relation_request& request, bool nested) const
{
    const schema::relation* found = nullptr;
    for (const auto& r : request.source->relations)
        if (same_but_for_case(application_.rules_of(r).path, request.path.front()))
            found = &r;
    if (!found)
        return {};
    auto id = value_for(*request.source->primary_key, request.id);
    const app::answer_bounds bounds{bounds_.rows, bounds_.records, bounds_.answer};
    const auto rows = application_.related(*found, id ? std::move(*id) : value{}, bounds);
    const asked a{request.method, found, request.id, request.path.subspan(1), request.said,
                  request.body,   &rows, &bounds_,   &application_.withheld()};
    if (!found->many())
        return of_one(a);
    if (a.path.size() > 1 && a.path.front() != "rel")
        return nested || !application_.rules_of(*found).nests ? std::nullopt : of_nested(a, request);
    return of_many(a);
}

std::optional<answer> relation_routes::of_one(const asked& a) const
{
    if (!a.path.empty())
        return {};
    if (reads(a.method)) {
        const bool key_here = a.relation->path.empty() || a.relation->path.front().key_on_from;
        if (auto row = a.rows->one(key_here ? app::filter{} : a.filter().value_or(app::filter{})))
            return answer{200, std::move(*row)};
        throw refusal{
            404, "No \"" + (a.relation->target ? a.relation->target->name : a.relation->name) + "\" instance(s) found",
            "MODEL_NOT_FOUND"};
    }
    if (a.relation->path.size() != 1 || a.relation->path.front().key_on_from)
        return {};
    const auto none = [&]() -> answer {
        throw refusal{404, "No \"" + a.relation->target->name + "\" instance(s) found", "MODEL_NOT_FOUND"};
    };
    if (a.is("POST"))
        return answer{200, a.rows->create_one(read_values(*a.relation->target, a.body))};
    if (a.is("PUT")) {
        auto row = a.rows->update_one(read_values(*a.relation->target, a.body));
        return row ? answer{200, std::move(*row)} : none();
    }
    if (a.is("DELETE"))
        return a.rows->destroy_one() ? answer{204, {}} : none();
    return {};
}

std::optional<answer> relation_routes::of_many(const asked& a) const
{
    if (a.path.empty())
        return of_list(a);
    if (a.path.size() == 1 && a.path.front() == "count" && reads(a.method)) {
        const auto where = a.where();
        return answer{200, "{\"count\":" + std::to_string(a.rows->count(where ? &*where : nullptr)) + "}"};
    }
    if (a.path.front() == "rel" && (a.path.size() > 1 || a.is("PUT")))
        return of_links(a);
    return a.path.size() == 1 ? of_row(a) : std::nullopt;
}

std::optional<answer> relation_routes::of_list(const asked& a) const
{
    if (reads(a.method)) {
        const auto filter = a.filter();
        return answer{200, a.rows->list(filter ? &*filter : nullptr)};
    }
    if (a.is("POST")) {
        if (!a.body || !a.body->is_array())
            return answer{200, a.rows->create(read_related(*a.relation, a.body))};
        std::vector<app::new_related> rows;
        for (const auto& one : a.body->get_array())
            rows.push_back(read_related(*a.relation, &one));
        return answer{200, a.rows->create(rows)};
    }
    if (!a.is("DELETE"))
        return {};
    a.rows->destroy_all();
    return answer{204, {}};
}

std::optional<answer> relation_routes::of_row(const asked& a) const
{
    const auto& fk = a.path.front();
    const auto key = a.key(fk);
    if (reads(a.method)) {
        auto row = key ? a.rows->find_by_id(*key, a.filter().value_or(app::filter{})) : std::nullopt;
        if (!row)
            a.not_related(fk);
        return answer{200, std::move(*row)};
    }
    if (a.is("PUT")) {
        auto row = key ? a.rows->update(*key, read_values(*a.relation->target, a.body)) : std::nullopt;
        if (!row)
            a.not_related(fk);
        return answer{200, std::move(*row)};
    }
    if (!a.is("DELETE"))
        return {};
    if (!key || !a.rows->destroy_by_id(*key))
        a.not_related(fk);
    return answer{204, {}};
}

std::optional<answer> relation_routes::of_links(const asked& a) const
{
    // Only of rows behind links: a path of two hops over a table that holds both keys.
    const auto& path = a.relation->path;
    if (path.size() != 2 || path.front().key_on_from || !path.back().key_on_from)
        return {};
    if (a.path.size() == 1) {
        const auto done = a.rows->sync(read_links(*a.relation, a.body));
        std::string out = "{";
        append_keys(out, "attached", done.attached);
        append_keys(out, "detached", done.detached);
        append_keys(out, "updated", done.updated);
        return answer{200, out + "}"};
    }
    if (a.path.size() != 2)
        return {};
    const auto& fk = a.path.back();
    const auto key = a.key(fk);
    if (a.is("HEAD"))
        return answer{key && a.rows->is_linked(*key) ? 200U : 404U, {}};
    if (a.is("PUT")) {
        if (!key)
            throw refusal{404, "Unknown \"" + a.relation->target->name + "\" id " + shown(fk) + ".", "MODEL_NOT_FOUND"};
        return answer{200, a.rows->link(*key, read_values(*path.front().to_model, a.body))};
    }
    if (!a.is("DELETE"))
        return {};
    if (key)
        a.rows->unlink(*key);
    return answer{204, {}};
}

std::optional<answer> relation_routes::of_nested(const asked& a, const relation_request& request) const
{
    const auto& fk = a.path.front();
    const auto& target = *a.relation->target;
    const auto& name = a.path[1];
    if (std::none_of(target.relations.begin(), target.relations.end(),
                     [&](const auto& r) { return same_but_for_case(application_.rules_of(r).path, name); }))
        return {};
    const auto key = a.key(fk);
    app::filter key_alone;
    key_alone.fields = {target.primary_key};
    if (!key || !a.rows->find_by_id(*key, key_alone))
        a.not_related(fk);
    return route({request.method, &target, fk, a.path.subspan(1), request.said, request.body}, true);
}

} // namespace ginnel::rest
