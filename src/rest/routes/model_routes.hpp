#pragma once

#include "app/application.hpp"
#include "rest/answers/answer.hpp"
#include "rest/requests/limits.hpp"
#include "rest/requests/request.hpp"
#include "rest/requests/target.hpp"

#include <optional>
#include <span>
#include <string>

namespace ginnel::rest {

/// A request below a model's path.
struct model_request {
    const app::endpoint& to;
    const request& sent;
    const target& said;
    std::span<const std::string> path; ///< what follows the model's path: "1", "exists"
};

/// The routes of a model by itself, as LoopBack has them: find, count, create, replaceById and so on. Any thread may
/// ask it.
class model_routes {
public:
    /// Both must outlive it.
    model_routes(const app::application& application, const limits& bounds) noexcept
        : application_{application}, bounds_{bounds}
    {
    }

    /// Nothing where there is no such route. Throws `refusal`, `app::invalid_row`, `app::invalid_rows`, and error as
    /// the application does.
    std::optional<answer> operator()(const model_request& r) const;

private:
    const app::application& application_;
    const limits& bounds_;
};

} // namespace ginnel::rest
