#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ginnel::rest {

/// A request that is not answered: its status, and the sentence that the client is told.
class refusal : public std::runtime_error {
public:
    /// `code`: LoopBack's name for the mistake, or empty; a literal.
    refusal(unsigned status, const std::string& message, std::string_view code = {}) : std::runtime_error{message}, status_{status}, code_{code} {}

    unsigned status() const noexcept { return status_; }
    std::string_view code() const noexcept { return code_; }
    /// What "details" holds, as JSON; empty: nothing.
    const std::string& details() const noexcept { return details_; }
    void put_details(std::string json) { details_ = std::move(json); }

private:
    unsigned status_;
    std::string_view code_;
    std::string details_;
};

} // namespace ginnel::rest
