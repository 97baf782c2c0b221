#include "rest/routes/embedded_routes.hpp"

#include "app/embedded/embedded_choice.hpp"
#include "app/embedded/embedded_items.hpp"
#include "app/embedded/embedded_rows.hpp"
#include "app/embedded/references_rows.hpp"
#include "app/questions/json_value.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/filters/filter_parser.hpp"
#include "rest/routes/related_method.hpp"
#include "rest/requests/body.hpp"
#include "rest/requests/query_value.hpp"
#include "rest/requests/related_body.hpp"
#include "rest/requests/words.hpp"
#include "rest/routes/model_call.hpp"

#include <boost/json/serialize.hpp>

#include <span>
#include <utility>
#include <vector>

namespace ginnel::rest {

namespace json = boost::json;

/// A request whose relation is known.
struct embedded_routes::asked {
    const app::embedded_relation& relation;
    std::span<const std::string> path; ///< after the relation's name
    const model_request& request;
    app::embedded_column column;
    app::references_rows rows;
    const app::application& application;
    const limits& bounds;

    std::string_view method() const noexcept { return request.sent.method; }
    bool is(std::string_view wanted) const noexcept { return method() == wanted; }
    bool is_count() const noexcept { return path.size() == 1 && path.front() == "count" && reads(method()); }
    json::value body() const { return read_body(request.sent, bounds).value_or(json::value{}); }
    filter_place place() const
    {
        return {*relation.target, bounds, application.withheld(), nullptr, &application, !relation.references()};
    }
    app::filter filter() const { return parse_filter(place(), request.said); }
    app::condition where() const { return parse_where(place(), request.said); }
    /// The key in the path; nothing where no row can have it.
    std::optional<value> key(std::string_view text) const
    {
        const auto* key = relation.target->primary_key;
        return key ? app::value_for(*key, text) : std::nullopt;
    }
};

std::optional<answer> embedded_routes::operator()(const model_request& r) const
{
    if (r.path.size() < 2)
        return {};
    const auto of = application_.embedded().find(r.to.model);
    if (of == application_.embedded().end())
        return {};
    for (const auto* found : of->second) {
        if (!same_but_for_case(found->said.path, r.path[1]))
            continue;
        const auto method = related_method(r.sent.method, r.path.subspan(2), found->many());
        if (!method.empty() && !application_.rules(*r.to.model).methods.shares(method, found->name))
            return {};
        const auto owner = app::value_for(*r.to.model->primary_key, std::string_view{r.path.front()}).value_or(value{});
        const app::answer_bounds most{bounds_.rows, bounds_.records, bounds_.answer};
        const asked a{*found,
                      r.path.subspan(2),
                      r,
                      application_.column_of(*found, owner),
                      application_.referenced(*found, owner, most),
                      application_,
                      bounds_};
        return !found->many() ? of_one(a) : found->references() ? of_references(a) : of_many(a);
    }
    return {};
}

std::optional<answer> embedded_routes::of_one(const asked& a) const
{
    if (!a.path.empty())
        return {};
    const app::embedded_rows rows{a.column};
    if (reads(a.method())) {
        const auto found = rows.one();
        if (!found)
            throw refusal{404, "No \"" + a.relation.target->name + "\" instance(s) found", "MODEL_NOT_FOUND"};
        return answer{200, json::serialize(*found)};
    }
    if (a.is("POST") || a.is("PUT"))
        return answer{200, json::serialize(rows.put_one(object_of(a.body()), a.is("PUT")))};
    if (!a.is("DELETE"))
        return {};
    rows.destroy_one();
    return answer{204, {}};
}

std::optional<answer> embedded_routes::of_many(const asked& a) const
{
    const app::embedded_rows rows{a.column};
    if (a.is_count()) {
        app::filter what;
        what.where = a.where();
        return counted(static_cast<std::int64_t>(rows.list(what).size()));
    }
    if (!a.path.empty())
        return of_item(a);
    if (reads(a.method()))
        return answer{200, json::serialize(rows.list(a.filter()))};
    if (a.is("DELETE")) {
        rows.destroy_all();
        return answer{204, {}};
    }
    if (!a.is("POST"))
        return {};
    const auto said = a.body();
    if (!said.is_array())
        return answer{200, json::serialize(rows.create({object_of(said)}).front())};
    std::vector<json::object> several;
    for (const auto& one : said.get_array())
        several.push_back(object_of(one));
    return answer{200, json::serialize(rows.create(several))};
}

std::optional<answer> embedded_routes::of_item(const asked& a) const
{
    if (a.path.size() != 1)
        return {};
    const app::embedded_rows rows{a.column};
    const auto& fk = a.path.front();
    const auto key = a.key(fk);
    const auto shown_or_none = [&](std::optional<json::object> item) {
        if (!item)
            unknown_id(*a.relation.target, fk);
        return answer{200, json::serialize(*item)};
    };
    if (!key && (reads(a.method()) || a.is("PUT") || a.is("DELETE"))) {
        (void)a.column.read(); // which tells an owner that is not there
        unknown_id(*a.relation.target, fk);
    }
    if (reads(a.method()))
        return shown_or_none(rows.find_by_id(*key));
    if (a.is("PUT"))
        return shown_or_none(rows.update(*key, object_of(a.body())));
    if (!a.is("DELETE"))
        return {};
    if (!rows.destroy_by_id(*key))
        unknown_id(*a.relation.target, fk);
    return answer{204, {}};
}

std::optional<answer> embedded_routes::of_references(const asked& a) const
{
    if (a.is_count())
        return counted(a.rows.count(a.where()));
    if (!a.path.empty())
        return a.path.front() == "rel" && a.path.size() > 1 ? of_key(a) : of_reference(a);
    if (reads(a.method()))
        return answer{200, a.rows.list(a.filter())};
    if (a.is("DELETE")) {
        a.rows.unlink_all();
        return answer{204, {}};
    }
    if (!a.is("POST"))
        return {};
    const auto said = a.body();
    const bool several = said.is_array();
    std::vector<app::row_values> rows;
    std::vector<json::object> echoed;
    for (const auto& one : several ? said.get_array() : json::array{said}) {
        auto sent = read_new_row(a.application, *a.relation.target, one);
        rows.push_back(std::move(sent.values));
        echoed.push_back(std::move(sent.echoed));
    }
    const auto made = a.rows.create(std::move(rows));
    return answer{200, several ? with_echoes(made, echoed) : with_echo(made.front(), echoed.front())};
}

std::optional<answer> embedded_routes::of_reference(const asked& a) const
{
    if (a.path.size() != 1 || !(reads(a.method()) || a.is("PUT") || a.is("DELETE")))
        return {};
    const auto& fk = a.path.front();
    const auto& r = a.relation;
    const auto key = a.key(fk);
    using found = app::references_rows::found;
    const auto is = key ? a.rows.look_up(*key) : ((void)a.column.read(), found::no_row);
    if (is == found::no_row)
        throw refusal{404, "No instance with id " + std::string{fk.substr(0, 64)} + " found for " + r.target->name,
                      "MODEL_NOT_FOUND"};
    if (is == found::not_referenced)
        throw refusal{400, "Key mismatch: " + r.owner->name + "." + r.column->name + " does not hold " +
                               r.target->name + "." + r.target->primary_key->name + " " + shown(fk)};
    if (reads(a.method())) {
        if (auto row = a.rows.row(*key, a.filter()))
            return answer{200, std::move(*row)};
        unknown_id(*r.target, fk);
    }
    if (a.is("DELETE")) {
        a.rows.destroy_by_id(*key);
        return answer{204, {}};
    }
    const auto sent = read_change(a.application, *r.target, a.body(), *key);
    return answer{200, with_echo(a.rows.update(*key, sent.values), sent.echoed)};
}

std::optional<answer> embedded_routes::of_key(const asked& a) const
{
    if (a.path.size() != 2)
        return {};
    const auto& fk = a.path.back();
    const auto key = a.key(fk);
    if (a.is("HEAD"))
        return answer{key && a.rows.look_up(*key) == app::references_rows::found::referenced ? 200U : 404U, {}};
    if (a.is("PUT")) {
        auto row = key && a.rows.link(*key) ? a.rows.row(*key, {}) : std::nullopt;
        if (!row)
            unknown_id(*a.relation.target, fk);
        return answer{200, std::move(*row)};
    }
    if (!a.is("DELETE"))
        return {};
    if (key)
        a.rows.unlink(*key);
    return answer{204, {}};
}

} // namespace ginnel::rest
