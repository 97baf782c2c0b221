#include "rest/routes/relation_routes.hpp"

#include "app/answers/related_answers.hpp"
#include "app/questions/json_value.hpp"
#include "rest/answers/list_answer.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/filters/filter_parser.hpp"
#include "rest/routes/related_method.hpp"
#include "rest/requests/body.hpp"
#include "rest/requests/query_value.hpp"
#include "rest/requests/related_body.hpp"
#include "rest/requests/words.hpp"
#include "rest/routes/embedded_routes.hpp"
#include "value/json_writer.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace ginnel::rest {

namespace {

[[noreturn]] void no_parent(std::string_view id)
{
    throw refusal{404, "could not find a model with id " + std::string{id.substr(0, 64)}, "MODEL_NOT_FOUND"};
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

/// A request below one row: /Physicians/1/patients/2.
struct relation_routes::below_row {
    const schema::model* source;
    std::string_view id;               ///< of the row, as the path has it
    std::span<const std::string> path; ///< what follows it: "patients", "2"
    const model_request* request;
    const schema::relation* within = nullptr; ///< the relation by which this row was reached
};

/// A request whose relation is known.
struct relation_routes::asked {
    std::string_view method;
    const schema::relation* relation;
    std::string_view id;
    std::span<const std::string> path; ///< after the relation's name
    const model_request* request;
    const app::related_answers* rows;
    const limits* bounds;
    const app::application* application;

    bool is(std::string_view wanted) const noexcept { return method == wanted; }

    /// What was sent; null where nothing was.
    boost::json::value body() const { return read_body(request->sent, *bounds).value_or(boost::json::value{}); }
    filter_place place() const { return {*relation->target, *bounds, application->withheld(), relation, application}; }
    std::optional<app::filter> filter() const
    {
        const auto said = object_parameter(request->said, "filter", *bounds);
        if (!said)
            return {};
        return parse_filter(place(), *said);
    }
    /// Of a route that counts.
    std::optional<app::filter> where() const
    {
        const auto said = object_parameter(request->said, "where", *bounds);
        if (!said)
            return {};
        app::filter out;
        out.where = parse_where(place(), *said);
        return out;
    }
    /// The key in the path of a related row; nothing where no row can have it.
    std::optional<value> key(std::string_view text) const
    {
        return app::value_for(*relation->target->primary_key, text);
    }

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

bool relation_routes::is_shared(const schema::relation& asked, const below_row& r) const
{
    const auto method = related_method(r.request->sent.method, r.path.subspan(1), asked.many());
    const auto shares = [&](const schema::relation& of, const std::string& name) {
        return application_.rules(*of.source).methods.shares(method, name);
    };
    // In LoopBack that of a relation within another is a method of the first one's model, too.
    return method.empty() ||
           (shares(asked, asked.name) && (!r.within || shares(*r.within, r.within->name + "__" + asked.name)));
}

std::optional<answer> relation_routes::operator()(const model_request& r) const
{
    if (r.path.size() < 2)
        return {};
    try {
        if (auto within = embedded_routes{application_, bounds_}(r))
            return within;
        return route({r.to.model, r.path.front(), r.path.subspan(1), &r}, false);
    } catch (const error& e) {
        if (e.code() == "E_PARENT_NOT_FOUND")
            no_parent(r.path.front());
        if (e.code() == "E_TARGET_NOT_FOUND")
            throw refusal{404, e.what(), "MODEL_NOT_FOUND"};
        if (e.code() == "E_KEY_OF_PARENT")
            throw refusal{400, e.what()};
        if (e.code() == "E_HAS_ONE")
            throw refusal{409, e.what()};
        if (e.code() == "E_NULL_KEY")
            throw refusal{422, e.what()};
        throw;
    }
}

const schema::relation* relation_routes::named(const schema::model& m, std::string_view path) const
{
    for (const auto& r : m.relations)
        if (same_but_for_case(application_.rules(r).path, path))
            return &r;
    return nullptr;
}

std::optional<answer> relation_routes::route(const below_row& r, bool nested) const
{
    const auto* found = named(*r.source, r.path.front());
    if (!found || !is_shared(*found, r))
        return {};
    auto id = app::value_for(*r.source->primary_key, r.id);
    const app::answer_bounds bounds{bounds_.rows, bounds_.records, bounds_.answer};
    const auto rows = application_.related(*found, id ? std::move(*id) : value{}, bounds);
    const asked a{r.request->sent.method, found, r.id, r.path.subspan(1), r.request, &rows, &bounds_, &application_};
    if (!found->many())
        return of_one(a);
    if (a.path.size() > 1 && a.path.front() != "rel")
        return nested || !application_.rules(*found).nests ? std::nullopt : of_nested(a, r);
    return of_many(a);
}

std::optional<answer> relation_routes::of_one(const asked& a) const
{
    if (!a.path.empty())
        return {};
    if (reads(a.method)) {
        // Of a polymorphic relation the row alone knows the model: a filter has no properties to name, and is passed
        // over.
        const auto what = a.relation->target ? a.filter() : std::nullopt;
        if (auto row = a.rows->one(what.value_or(app::filter{})))
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
    if (a.is("POST")) {
        auto sent = read_new_related(application_, *a.relation, a.body());
        return answer{200, with_echo(a.rows->create_one(std::move(sent.row.values)), sent.row.echoed)};
    }
    if (a.is("PUT")) {
        const auto key = a.rows->one_key();
        if (!key)
            return none();
        const auto sent = read_change(application_, *a.relation->target, a.body(), *key);
        auto row = a.rows->update(*key, sent.values);
        return row ? answer{200, with_echo(std::move(*row), sent.echoed)} : none();
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
        return counted(a.rows->count(where ? &*where : nullptr));
    }
    if (a.path.front() == "rel" && (a.path.size() > 1 || a.is("PUT")))
        return of_links(a);
    return a.path.size() == 1 ? of_row(a) : std::nullopt;
}

std::optional<answer> relation_routes::of_list(const asked& a) const
{
    if (reads(a.method)) {
        const auto filter = a.filter();
        auto wishes = wishes_of(a.request->sent, a.request->said);
        wishes.secret = application_.cursor_secret();
        return list_answer(a.request->sent, a.rows->list(filter ? &*filter : nullptr, wishes));
    }
    if (a.is("POST"))
        return created(a);
    if (!a.is("DELETE"))
        return {};
    a.rows->destroy_all();
    return answer{204, {}};
}

answer relation_routes::created(const asked& a) const
{
    const auto said = a.body();
    if (!said.is_array()) {
        auto sent = read_new_related(application_, *a.relation, said);
        return {200,
                with_echo(a.rows->create({std::move(sent.row.values), std::move(sent.link.values)}), sent.row.echoed)};
    }
    std::vector<app::new_related> rows;
    std::vector<boost::json::object> echoed;
    std::vector<std::optional<app::invalid_row>> refused;
    bool any = false;
    for (const auto& one : said.get_array()) {
        refused.emplace_back();
        try {
            auto sent = read_new_related(application_, *a.relation, one);
            rows.push_back({std::move(sent.row.values), std::move(sent.link.values)});
            echoed.push_back(std::move(sent.row.echoed));
        } catch (const app::invalid_row& e) {
            refused.back() = e;
            any = true;
        }
    }
    if (any)
        throw app::invalid_rows{std::move(refused)};
    return {200, with_echoes(a.rows->create(std::move(rows)), echoed)};
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
        if (!key)
            a.not_related(fk);
        const auto sent = read_change(application_, *a.relation->target, a.body(), *key);
        auto row = a.rows->update(*key, sent.values);
        if (!row)
            a.not_related(fk);
        return answer{200, with_echo(std::move(*row), sent.echoed)};
    }
    if (!a.is("DELETE"))
        return {};
    if (!key || !a.rows->destroy_by_id(*key))
        a.not_related(fk);
    return answer{204, {}};
}

std::optional<answer> relation_routes::of_links(const asked& a) const
{
    const auto* links = links_of(*a.relation);
    if (!links)
        return {};
    if (a.path.size() == 1) {
        const auto done = a.rows->sync(read_links(application_, *a.relation, a.body()));
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
        const auto sent = read_new_row(application_, *links, a.body());
        return answer{200, with_echo(a.rows->link(*key, sent.values), sent.echoed)};
    }
    if (!a.is("DELETE"))
        return {};
    if (key)
        a.rows->unlink(*key);
    return answer{204, {}};
}

std::optional<answer> relation_routes::of_nested(const asked& a, const below_row& r) const
{
    const auto& fk = a.path.front();
    const auto& target = *a.relation->target;
    const below_row below{&target, fk, a.path.subspan(1), r.request, a.relation};
    const auto* inner = named(target, a.path[1]);
    if (!inner || !is_shared(*inner, below))
        return {};
    const auto key = a.key(fk);
    if (!key || !a.rows->is_related(*key))
        a.not_related(fk);
    return route(below, true);
}

} // namespace ginnel::rest
