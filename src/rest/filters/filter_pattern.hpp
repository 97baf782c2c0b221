#pragma once

#include "app/questions/filter.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace ginnel::rest {

/// A regular expression as RE2 takes it: "^a", or "/^a/i" with JavaScript's flags. Throws `refusal` (400) where it is none, with what
/// RE2 says, and where it is longer than 1000 bytes. RE2 has no back references and looks neither ahead nor back: its time is bounded.
std::string regexp_in(std::string_view text, const std::string& at);

/// What "options" adds to a pattern: "i" leaves case out of like and regexp. Throws `refusal`.
void add_flags(app::condition& pattern, const boost::json::value& flags, const std::string& at);

} // namespace ginnel::rest
