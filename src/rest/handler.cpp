#include "rest/handler.hpp"

#include "app/failure_text.hpp"
#include "rest/filter_parser.hpp"
#include "rest/json_value.hpp"
#include "rest/refusal.hpp"
#include "rest/relation_routes.hpp"
#include "rest/shown.hpp"
#include "rest/target.hpp"
#include "value/json_writer.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <exception>
#include <vector>

namespace ginnel::rest {

namespace {

bool same_but_for_case(std::string_view a, std::string_view b) noexcept
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// Whether the path begins with the REST root; `segments` are what follows.
bool below_root(std::string_view root, std::vector<std::string>& segments)
{
    std::size_t at = 0;
    while (!root.empty()) {
        root.remove_prefix(1); // the slash
        const auto end = std::min(root.find('/'), root.size());
        if (const auto part = root.substr(0, end); !part.empty()) {
            if (at == segments.size() || segments[at] != part)
                return false;
            ++at;
        }
        root.remove_prefix(end);
    }
    segments.erase(segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
}

int hex_digit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const auto lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// As far as it can be decoded; a target may be logged because it cannot.
std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// The target for a log, which more people read than may act for this client.
std::string without_secrets(std::string_view target)
{
    const auto query = target.find('?');
    std::string out{target.substr(0, query)};
    if (query == std::string_view::npos)
        return out;
    char before = '?';
    for (auto rest = target.substr(query + 1);; before = '&') {
        const auto end = rest.find('&');
        const auto parameter = rest.substr(0, end);
        const auto name = parameter.substr(0, parameter.find('='));
        out += before;
        if (same_but_for_case(decoded(name), "access_token"))
            out.append(name).append("=...");
        else
            out += parameter;
        if (end == std::string_view::npos)
            return out;
        rest.remove_prefix(end + 1);
    }
}

refusal no_method(std::string_view method, std::string_view path)
{
    return refusal{404, "There is no method to handle " + std::string{method.substr(0, 16)} + " " +
                            std::string{path.substr(0, 128)}};
}

} // namespace

std::string error_body(unsigned status, std::string_view message, std::string_view code)
{
    std::string out = "{\"error\":{\"statusCode\":" + std::to_string(status) + ",\"name\":\"Error\",\"message\":";
    append_json_string(out, message);
    if (!code.empty()) {
        out += ",\"code\":";
        append_json_string(out, code);
    }
    return out + "}}";
}

handler::handler(const app::application& application, const limits& bounds, failure_log log)
    : application_{application}, bounds_{bounds}, log_{std::move(log)}
{
}

answer handler::operator()(std::string_view method, std::string_view target, std::string_view body) const noexcept
{
    std::string failure;
    unsigned status = 500;
    try {
        try {
            return route(method, target, body);
        } catch (const refusal& r) {
            return {r.status(), error_body(r.status(), r.what(), r.code())};
        } catch (const error& e) {
            if (e.code() == "E_ANSWER_TOO_LARGE")
                return {413, error_body(413, e.what(), e.code())};
            // All that a client can get wrong was refused before: this is the server's own trouble, and its text is not
            // for clients.
            status = e.retryable() ? 503 : 500;
            failure = std::string{e.code()} + ": " + app::failure_text(e);
        } catch (const std::exception& e) {
            failure = app::failure_text(e);
        }
        if (log_)
            log_(app::printable(method) + " " + app::printable(without_secrets(target).substr(0, 256)) + ": " +
                 failure);
        return {status,
                error_body(status, status == 503 ? "The database is busy: try again" : "Internal Server Error")};
    } catch (...) { // no memory left for a body
        return {500, {}};
    }
}

answer handler::route(std::string_view method, std::string_view text, std::string_view body) const
{
    if (text.size() > bounds_.url)
        throw refusal{414, "the URL is longer than " + std::to_string(bounds_.url) + " bytes"};
    auto t = parse_target(text);
    const auto path = text.substr(0, text.find('?'));
    if (!below_root(application_.settings().rest_root, t.segments) || t.segments.empty())
        throw no_method(method, path);
    const auto* filter = t.parameter("filter");
    for (const auto& e : application_.endpoints())
        if (same_but_for_case(e.path, t.segments.front())) {
            if (t.segments.size() > 2) {
                const auto sent = body.empty() ? boost::json::value{} : boost::json::parse({body.data(), body.size()});
                const std::span<const std::string> below{t.segments};
                if (auto a = relation_routes{application_, bounds_}(
                        {method, e.model, t.segments[1], below.subspan(2), &t, body.empty() ? nullptr : &sent}))
                    return std::move(*a);
                throw refusal{404, "Shared class \"" + e.model->name + "\" has no method handling " +
                                       std::string{method.substr(0, 16)} + " " + std::string{path.substr(0, 128)}};
            }
            for (const auto& [name, given] : t.parameters)
                if (name != "filter" && name != "access_token")
                    throw refusal{400, "there is no parameter " + shown(name) +
                                           " here: write filter={...}, percent-encoded JSON" +
                                           (name.starts_with("filter[") ? " (filter[...] is not read yet)" : "")};
            return of_model(e, method, t.segments.size() == 2 ? &t.segments[1] : nullptr,
                            filter ? std::string_view{*filter} : std::string_view{});
        }
    std::vector<std::string_view> paths;
    for (const auto& e : application_.endpoints())
        paths.emplace_back(e.path);
    throw refusal{404, std::string{no_method(method, path).what()} + did_you_mean(t.segments.front(), paths)};
}

answer handler::of_model(const app::endpoint& e, std::string_view method, const std::string* id,
                         std::string_view text) const
{
    const auto& m = *e.model;
    if (method != "GET" && method != "HEAD")
        throw refusal{404, "Shared class \"" + m.name + "\" has no method handling " +
                               std::string{method.substr(0, 16)} + " /" + (id ? ":id" : "")};
    const auto filter = parse_filter(m, text, bounds_, application_.withheld());
    const app::answer_bounds bounds{bounds_.rows, bounds_.records, bounds_.answer};
    if (!id)
        return {200, application_.find(m, filter, bounds)};
    if (filter.where.is == app::condition::form::compare || !filter.where.parts.empty() || !filter.orders.empty() ||
        filter.limit || filter.skip)
        throw refusal{400,
                      "filter: the row is named by its id, so only \"include\" and \"fields\" stand in its filter"};
    if (const auto key = value_for(*m.primary_key, std::string_view{*id}))
        if (auto row = application_.find_by_id(m, *key, filter, bounds))
            return {200, std::move(*row)};
    throw refusal{404, "Unknown \"" + m.name + "\" id " + shown(*id) + ".", "MODEL_NOT_FOUND"};
}

} // namespace ginnel::rest
