#include "rest/routes/health.hpp"

#include "rest/requests/words.hpp"

namespace ginnel::rest {

std::optional<answer> health_answer(const app::application& application, const request& r,
                                    const std::vector<std::string>& segments)
{
    const auto& path = application.settings().health;
    if (!path || !reads(r.method))
        return {};
    std::string asked;
    for (const auto& segment : segments)
        asked += '/' + segment;
    if (asked != *path)
        return {};
    if (application.database_answers())
        return answer{200, R"({"status":"ok","database":"ok"})"};
    answer out{503, R"({"status":"error","database":"no answer"})"};
    out.headers.emplace_back("Retry-After", "1");
    return out;
}

} // namespace ginnel::rest
