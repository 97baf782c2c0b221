#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace ginnel::cli {

/// The value as files hold it that people read: two spaces a level, a member a line, a newline at the end.
std::string pretty(const boost::json::value& v);

} // namespace ginnel::cli
