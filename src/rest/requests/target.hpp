#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel::rest {

/// Names and their values, decoded, in the order they were sent.
using fields = std::vector<std::pair<std::string, std::string>>;

/// A request's target, decoded.
struct target {
    std::vector<std::string>
        segments; ///< of the path; empty ones (a doubled or trailing slash) are left out, as in LoopBack
    fields parameters;

    /// The parameter of this name; null if it is not given.
    const std::string* parameter(std::string_view name) const noexcept;
};

/// A target with what cannot stand in one encoded; what is encoded stays as it is.
std::string encoded_target(std::string_view text);

/// Reads "/api/Physicians/1?filter=..."; characters that should have been encoded ({, ", space) are taken as they
/// stand, since many clients send them so. Throws `refusal` (400): no path, broken percent-encoding, text that is no
/// UTF-8, NUL.
target parse_target(std::string_view text);

/// Reads "name=Noa&age=7" of a form, likewise.
fields fields_of(std::string_view form);

} // namespace ginnel::rest
