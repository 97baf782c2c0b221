#pragma once

#include "rest/routes/model_routes.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace ginnel::rest {

/// The routes of relations, as LoopBack has them: lists, single rows, counts, links, relations of related rows where
/// the relation is declared with "nestRemoting". Any thread may ask it.
class relation_routes {
public:
    /// Both must outlive it.
    relation_routes(const app::application& application, const limits& bounds) noexcept
        : application_{application}, bounds_{bounds}
    {
    }

    /// Nothing where there is no such route. Throws `refusal`, and error as the application does.
    std::optional<answer> operator()(const model_request& r) const;

private:
    struct asked;
    struct below_row;

    std::optional<answer> route(const below_row& r, bool nested) const;
    /// Whether the files leave it a route.
    bool is_shared(const schema::relation& asked, const below_row& r) const;
    const schema::relation* named(const schema::model& m, std::string_view path) const;
    answer created(const asked& a) const;
    std::optional<answer> of_many(const asked& a) const;
    std::optional<answer> of_one(const asked& a) const;
    std::optional<answer> of_list(const asked& a) const;
    std::optional<answer> of_row(const asked& a) const;
    std::optional<answer> of_links(const asked& a) const;
    std::optional<answer> of_nested(const asked& a, const below_row& r) const;

    const app::application& application_;
    const limits& bounds_;
};

} // namespace ginnel::rest
