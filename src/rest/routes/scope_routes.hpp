#pragma once

#include "rest/routes/model_routes.hpp"

#include <optional>

namespace ginnel::rest {

/// The routes of a model's named scopes: GET, POST and DELETE /plural/<scope>, GET /plural/<scope>/count. A scope's name comes before an id, as in LoopBack,
/// so they are asked before the model's own routes. Any thread may ask it.
class scope_routes {
public:
    /// Both must outlive it.
    scope_routes(const app::application& application, const limits& bounds) noexcept : application_{application}, bounds_{bounds} {}

    /// Nothing where there is no such route. Throws as `model_routes` do. Statements: list, count and delete one each, and one per include.
    std::optional<answer> operator()(const model_request& r) const;

private:
    const app::application& application_;
    const limits& bounds_;
};

} // namespace ginnel::rest
