#include "rest/routes/handler.hpp"

#include "app/failure_text.hpp"
#include "rest/answers/cors.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/explorer/explorer.hpp"
#include "rest/requests/accept.hpp"
#include "rest/requests/limit_key.hpp"
#include "rest/requests/target.hpp"
#include "rest/requests/words.hpp"
#include "rest/routes/dump.hpp"
#include "rest/routes/health.hpp"
#include "rest/routes/model_routes.hpp"
#include "rest/routes/relation_routes.hpp"
#include "rest/routes/scope_routes.hpp"
#include "rest/server/log_text.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <span>
#include <vector>

namespace ginnel::rest {

namespace {

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
    if (!root || !reads(method) || !below_root(*root, segments) || segments.size() > 1)
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
    for (const std::string_view of_a_page : {"E_PAGE", "E_CURSOR", "E_CURSOR_FOREIGN", "E_CURSOR_ORDER"})
        if (e.code() == of_a_page)
            return says(400);
    if (e.code() == "E_STATEMENT_TOO_BIG")
        return answer{400, error_body(400,
                                      "the request is more than the database takes in one question: pass fewer "
                                      "relations, or compare with fewer values",
                                      e.code())};
    if (e.code() == "E_STATEMENT_TIMEOUT")
        return answer{
            503, error_body(503, "the answer took the database too long: ask for less, or for rows of related rows "
                                 "in fewer steps" +
                                     limit_key("statement"))};
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

template <typename Find>
answer handler::answered(const request& r, Find find) const
{
    std::string failure;
    unsigned status = 500;
    try {
        return find();
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
    answer a{status, error_body(status, status == 503 ? "The database is busy: try again" : "Internal Server Error")};
    if (status == 503)
        a.headers.emplace_back("Retry-After", "1");
    return a;
}

answer handler::operator()(const request& r) const noexcept
{
    try {
        if (asks_for_dump(application_, r))
            return answered(r, [&] { return dump_answer(application_, r); });
        const auto& cors = application_.settings().cors;
        if (!cors.off() && is_preflight(r))
            return preflight_answer(cors, r);
        auto a = answered(r, [&] { return route(r); });
        add_cors(cors, r, a);
        return a;
    } catch (...) { // no memory left
        return {500, {}};
    }
}

std::vector<answer> handler::together(std::span<const request> all) const
{
    std::vector<answer> out(all.size());
    const auto one = [&](std::size_t i) {
        out[i] = (*this)(all[i]);
        return out[i].status < 400;
    };
    try {
        application_.in_one_transaction(all.size(), one);
    } catch (...) {
        // Nothing of it stands. What is in the way of one of them, a full disk say, need not be in the way of others.
        if (all.size() == 1)
            out[0] = answered(all[0], []() -> answer { throw; });
        else
            for (std::size_t i = 0; i < all.size(); ++i)
                out[i] = std::move(together(all.subspan(i, 1)).front());
    }
    return out;
}

answer handler::route(const request& r) const
{
    if (r.target.size() > bounds_.url)
        throw refusal{414, "the URL is longer than " + std::to_string(bounds_.url) + " bytes"};
    auto t = parse_target(r.target);
    const auto path = r.target.substr(0, r.target.find('?'));
    if (auto state = health_answer(application_, r, t.segments))
        return std::move(*state);
    if (auto page = explorer_answer(application_, openapi_, r.method, t.segments))
        return std::move(*page);
    const bool of_nothing = t.segments.empty();
    if (!below_root(application_.settings().rest_root, t.segments) || t.segments.empty()) {
        if (const auto& explorer = application_.settings().explorer; of_nothing && explorer)
            throw refusal{404,
                          std::string{no_method(r.method, path).what()} + ": " + *explorer + " shows which there are"};
        throw no_method(r.method, path);
    }
    for (const auto& e : application_.endpoints())
        if (const auto taken = segments_of(e.path, t.segments)) {
            if (!accepts_json(r.accept)) // before anything is read or written for it
                return {406, "Not Acceptable", "text/plain; charset=utf-8"};
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
