#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace ginnel::app {

// LoopBack's connector for SQLite keeps most values of a JSON column as the JSON of a text, which itself is JSON:
// "{\"a\":1}" with its quotes. LoopBack reads the plain form too.

/// What a JSON column holds, out of a text around it: {"a":1}. A text that is no JSON within is one.
std::string inner_json(std::string_view stored);
/// What is stored for a value, in the plain form; only a text that would be read as JSON gets another around it.
std::string stored_json(const boost::json::value& v);

} // namespace ginnel::app
