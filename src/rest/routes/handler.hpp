#pragma once

#include "app/application.hpp"
#include "rest/answers/answer.hpp"
#include "rest/answers/error_body.hpp"
#include "rest/explorer/explorer.hpp"
#include "rest/requests/limits.hpp"
#include "rest/requests/request.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::rest {

/// Told of what a client is not: the error behind a 500, with the database's own text.
using failure_log = std::function<void(const std::string& what)>;

/// Answers requests without knowing where they come from: routes, filter, application, LoopBack's shapes. Any thread
/// may ask it.
class handler {
public:
    /// The application must outlive it.
    handler(const app::application& application, const limits& bounds, failure_log log = {});

    /// Never throws: what goes wrong is an answer.
    answer operator()(const request& r) const noexcept;
    /// Of a request without a body.
    answer operator()(std::string_view method, std::string_view target) const noexcept
    {
        return (*this)(request{method, target});
    }
    /// Of requests that may write, in order, with one commit for all: what each writes stands as a whole, or not at all
    /// where its answer is a refusal. All that stands is committed when it returns.
    std::vector<answer> together(std::span<const request> all) const;

private:
    template <typename Find>
    answer answered(const request& r, Find find) const;
    answer route(const request& r) const;

    const app::application& application_;
    openapi_text openapi_;
    limits bounds_;
    failure_log log_;
};

} // namespace ginnel::rest
