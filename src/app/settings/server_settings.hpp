#pragma once

#include "app/declarations/mistakes.hpp"
#include "app/settings/cors_rules.hpp"
#include "app/settings/settings.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

/// 1024, "100kb", "1mb", as Node's body parser takes them; nothing for what is no size.
std::optional<std::size_t> bytes_of(const boost::json::value& said);

/// What "remoting.cors" says: false or nothing leaves cross-origin requests to LoopBack's middleware, whose defaults
/// these are;
/// {"origin": false} refuses them.
cors_rules read_cors(const boost::json::object& remoting, std::string_view file, mistakes& wrong);

/// The member "ginnel" of config.json, which LoopBack passes over: limits, log, health, secret.
void read_own_settings(settings& s, const boost::json::object& config, std::string_view file, mistakes& wrong);

} // namespace ginnel::app
