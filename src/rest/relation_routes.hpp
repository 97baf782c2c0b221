#pragma once

#include "app/application.hpp"
#include "rest/answer.hpp"
#include "rest/limits.hpp"
#include "rest/target.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// A request below one row: /Physicians/1/patients/2.
struct relation_request {
    std::string_view method;
    const schema::model* source;
    std::string_view id;               ///< of the row, as the path has it
    std::span<const std::string> path; ///< what follows it: "patients", "2"
    const rest::target* said;          ///< for the parameters
    const boost::json::value* body;    ///< null: none was sent
};

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
    std::optional<answer> operator()(const relation_request& request) const;

private:
    struct asked;

    std::optional<answer> route(const relation_request& request, bool nested) const;
    std::optional<answer> of_many(const asked& a) const;
    std::optional<answer> of_one(const asked& a) const;
    std::optional<answer> of_list(const asked& a) const;
    std::optional<answer> of_row(const asked& a) const;
    std::optional<answer> of_links(const asked& a) const;
    std::optional<answer> of_nested(const asked& a, const relation_request& request) const;

    const app::application& application_;
    const limits& bounds_;
};

} // namespace ginnel::rest
