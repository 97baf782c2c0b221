#pragma once

#include "app/application.hpp"
#include "rest/answer.hpp"
#include "rest/limits.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// Told of what a client is not: the error behind a 500, with the database's own text.
using failure_log = std::function<void(const std::string& what)>;

/// Answers requests without knowing where they come from: routes, filter, application, LoopBack's shapes. Any thread
/// may ask it.
class handler {
public:
    /// The application must outlive it.
    handler(const app::application& application, const limits& bounds, failure_log log = {});

    /// `target`: path and query as the request line has them. Never throws: what goes wrong is an answer.
    answer operator()(std::string_view method, std::string_view target, std::string_view body = {}) const noexcept;

private:
    answer route(std::string_view method, std::string_view target, std::string_view body) const;
    answer of_model(const app::endpoint& e, std::string_view method, const std::string* id,
                    std::string_view filter) const;

    const app::application& application_;
    limits bounds_;
    failure_log log_;
};

/// LoopBack's body of an error: {"error": {"statusCode", "name", "message", "code"}}.
std::string error_body(unsigned status, std::string_view message, std::string_view code = {});

} // namespace ginnel::rest
