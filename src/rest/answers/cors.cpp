#include "rest/answers/cors.hpp"

#include <algorithm>
#include <string>

namespace ginnel::rest {

namespace {

bool allowed(const app::cors_rules& rules, std::string_view origin)
{
    return rules.any || std::find(rules.origins.begin(), rules.origins.end(), origin) != rules.origins.end();
}

/// What a client sent goes back to it in a header, and may not begin another one.
bool is_header_text(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

} // namespace

bool is_preflight(const request& r) noexcept
{
    return r.method == "OPTIONS" && !r.origin.empty() && !r.wanted_method.empty();
}

answer preflight_answer(const app::cors_rules& rules, const request& r)
{
    answer out{204, {}};
    add_cors(rules, r, out);
    if (!allowed(rules, r.origin))
        return out;
    out.headers.emplace_back("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE");
    if (!r.wanted_headers.empty() && is_header_text(r.wanted_headers))
        out.headers.emplace_back("Access-Control-Allow-Headers", r.wanted_headers);
    out.headers.emplace_back("Access-Control-Max-Age", std::to_string(rules.max_age));
    return out;
}

void add_cors(const app::cors_rules& rules, const request& r, answer& to)
{
    if (rules.off() || r.origin.empty())
        return;
    // For caches: what is answered differs by origin, whether this one is allowed or not.
    to.headers.emplace_back("Vary", "Origin");
    if (!allowed(rules, r.origin) || !is_header_text(r.origin))
        return;
    to.headers.emplace_back("Access-Control-Allow-Origin", r.origin);
    if (rules.credentials)
        to.headers.emplace_back("Access-Control-Allow-Credentials", "true");
    if (!is_preflight(r)) // else pages read the body alone
        to.headers.emplace_back("Access-Control-Expose-Headers",
                                "Content-Range,Link,Preference-Applied,Retry-After,X-Total-Count");
}

} // namespace ginnel::rest
