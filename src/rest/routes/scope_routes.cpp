#include "rest/routes/scope_routes.hpp"

#include "rest/requests/words.hpp"
#include "rest/routes/model_call.hpp"

#include <string>
#include <utility>

namespace ginnel::rest {

namespace {

/// The rows of the scope that meet what the request asks.
app::filter rows_of(const app::named_scope& scope, const model_call& c)
{
    app::filter asked;
    asked.where = c.where().value_or(app::condition{});
    return app::within(scope.what, std::move(asked));
}

const app::named_scope* scope_in(const app::model_scopes& scopes, std::string_view segment) noexcept
{
    for (const auto& s : scopes.named)
        if (same_but_for_case(s.name, segment))
            return &s;
    return nullptr;
}

} // namespace

std::optional<answer> scope_routes::operator()(const model_request& r) const
{
    if (r.path.empty() || r.path.size() > 2)
        return {};
    const auto* scope = scope_in(application_.scopes(*r.to.model), r.path.front());
    if (!scope)
        return {};
    const model_call c{application_, bounds_, r, nullptr};
    const auto& verb = r.sent.method;
    const bool reads = rest::reads(verb);
    const auto shared = [&](std::string_view what) {
        return c.rules.methods.shares("__" + std::string{what} + "__" + scope->name);
    };
    if (r.path.size() == 2) {
        if (!reads || !same_but_for_case(r.path[1], "count") || !shared("count"))
            return {};
        return counted(c.rows.count(rows_of(*scope, c).where));
    }
    if (reads && shared("get"))
        return c.listed(app::within(scope->what, c.filter()));
    if (verb == "POST" && shared("create"))
        return create(c);
    if (verb == "DELETE" && shared("delete")) {
        c.rows.remove_all(rows_of(*scope, c));
        return answer{204, {}};
    }
    return {};
}

} // namespace ginnel::rest
