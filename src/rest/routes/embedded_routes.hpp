#pragma once

#include "app/embedded/embedded_relation.hpp"
#include "rest/routes/model_routes.hpp"

#include <optional>

namespace ginnel::rest {

/// The routes of relations whose rows, or their keys, stand in the row itself: embedsOne, embedsMany, referencesMany.
/// Any thread may ask it.
class embedded_routes {
public:
    /// Both must outlive it.
    embedded_routes(const app::application& application, const limits& bounds) noexcept
        : application_{application}, bounds_{bounds}
    {
    }

    /// Nothing where there is no such route. Throws as relation_routes.
    std::optional<answer> operator()(const model_request& r) const;

private:
    struct asked;

    std::optional<answer> of_one(const asked& a) const;
    std::optional<answer> of_many(const asked& a) const;
    std::optional<answer> of_item(const asked& a) const;
    std::optional<answer> of_references(const asked& a) const;
    std::optional<answer> of_reference(const asked& a) const;
    std::optional<answer> of_key(const asked& a) const;

    const app::application& application_;
    const limits& bounds_;
};

} // namespace ginnel::rest
