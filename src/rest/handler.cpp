#include "rest/handler.hpp"

#include "app/failure_text.hpp"
#include "rest/explorer.hpp"
#include "rest/model_routes.hpp"
#include "rest/refusal.hpp"
#include "rest/relation_routes.hpp"
#include "rest/scope_routes.hpp"
#include "rest/target.hpp"
#include "rest/words.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <span>
#include <vector>

namespace ginnel::rest {

namespace {

constexpr std::string_view dump_path = "__dump";

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

/// How many segments a model's path takes, "custom/way" two; 0 if these do not begin so.
std::size_t segments_of(std::string_view path, std::span<const std::string> segments)
{
    std::size_t taken = 0;
    for (;;) {
        const auto end = path.find('/');
        if (taken == segments.size() || !same_but_for_case(path.substr(0, end), segments[taken]))
            return 0;
        ++taken;
        if (end == std::string_view::npos)
            return taken;
        path.remove_prefix(end + 1);
    }
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

/// The path below a model's, for messages, cut.
std::string joined(std::span<const std::string> path)
{
    std::string out;
    for (const auto& segment : path)
        out += "/" + segment;
    return out.empty() ? "/" : out.substr(0, 128);
}

/// A page of the explorer, which stands beside the REST root; nothing if the path leads elsewhere.
std::optional<answer> explorer_answer(const app::application& application, const openapi_text& openapi,
                                      std::string_view method, std::vector<std::string> segments)
{
    const auto& root = application.settings().explorer;
    if (!root || (method != "GET" && method != "HEAD") || !below_root(*root, segments) || segments.size() > 1)
        return {};
    auto page = explorer_page_of(application, openapi, segments.empty() ? std::string_view{} : segments.front());
    if (!page)
        return {};
    return answer{200, std::move(page->body), page->type};
}

/// The answer to an error that a client can mend; nothing for the server's own trouble.
std::optional<answer> answer_to(const error& e)
{
    const auto says = [&](unsigned status) { return answer{status, error_body(status, e.what(), e.code())}; };
    if (e.code() == "E_ANSWER_TOO_LARGE")
        return says(413);
    if (e.code() == "E_KEY_CHANGED")
        return answer{400, error_body(400, e.what())};
    switch (e.kind()) {
    case error_kind::data:
    case error_kind::not_null:
    case error_kind::check:
        return says(422);
    case error_kind::foreign_key:
    case error_kind::conflict:
        return says(409);
    default:
        return {};
    }
}

} // namespace

handler::handler(const app::application& application, const limits& bounds, failure_log log)
    : application_{application}, bounds_{bounds}, log_{std::move(log)}
{
}

answer handler::operator()(const request& r) const noexcept
{
    std::string failure;
    unsigned status = 500;
    try {
        try {
            return route(r);
        } catch (const refusal& refused) {
            return {refused.status(), error_body(refused.status(), refused.what(), refused.code(), refused.details())};
        } catch (const app::invalid_row& invalid) {
            return answer_to(invalid);
        } catch (const app::invalid_rows& invalid) {
            return answer_to(invalid);
        } catch (const error& e) {
            if (auto a = answer_to(e))
                return std::move(*a);
            // All else that a client can get wrong was refused before: this is the server's own trouble, and its text
            // is not for clients.
            status = e.retryable() ? 503 : 500;
            failure = std::string{e.code()} + ": " + app::failure_text(e);
        } catch (const std::exception& e) {
            failure = app::failure_text(e);
        }
        if (log_)
            log_(app::printable(r.method) + " " + app::printable(without_secrets(r.target).substr(0, 256)) + ": " +
                 failure);
        return {status,
                error_body(status, status == 503 ? "The database is busy: try again" : "Internal Server Error")};
    } catch (...) { // no memory left for a body
        return {500, {}};
    }
}

answer handler::route(const request& r) const
{
    if (r.target.size() > bounds_.url)
        throw refusal{414, "the URL is longer than " + std::to_string(bounds_.url) + " bytes"};
    auto t = parse_target(r.target);
    const auto path = r.target.substr(0, r.target.find('?'));
    if (application_.dumps() && t.segments == std::vector<std::string>{std::string{dump_path}} && r.method == "GET")
        return {200, application_.tables()};
    if (auto page = explorer_answer(application_, openapi_, r.method, t.segments))
        return std::move(*page);
    if (!below_root(application_.settings().rest_root, t.segments) || t.segments.empty())
        throw no_method(r.method, path);
    for (const auto& e : application_.endpoints())
        if (const auto taken = segments_of(e.path, t.segments)) {
            const auto below = std::span<const std::string>{t.segments}.subspan(taken);
            if (auto a = scope_routes{application_, bounds_}({e, r, t, below}))
                return std::move(*a);
            // Routes of relations come after those of the model, whose words they cannot have.
            if (auto a = model_routes{application_, bounds_}({e, r, t, below}))
                return std::move(*a);
            if (auto a = relation_routes{application_, bounds_}({e, r, t, below}))
                return std::move(*a);
            throw refusal{404, "Shared class \"" + e.model->name + "\" has no method handling " +
                                   std::string{r.method.substr(0, 16)} + " " + joined(below)};
        }
    std::vector<std::string_view> paths;
    for (const auto& e : application_.endpoints())
        paths.emplace_back(e.path);
    throw refusal{404, std::string{no_method(r.method, path).what()} + did_you_mean(t.segments.front(), paths)};
}

} // namespace ginnel::rest
