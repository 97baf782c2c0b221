#pragma once

#include "app/declarations/mistakes.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel::app {

/// One of LoopBack's files of settings: `<stem>.json`, with `<stem>.local.json` and `<stem>.<environment>.json` laid
/// over it, in this order. Objects are merged, anything else is replaced. Empty if there is none; mistakes where one
/// cannot be read, or where one lies over nothing. `staged`: the text that is to be read instead of `<stem>.json`.
boost::json::object read_config(const std::filesystem::path& folder, const std::string& stem, mistakes& wrong,
                                const std::optional<std::string>& staged = {});

/// NODE_ENV, and "development" without it.
std::string environment_name();

/// Puts the environment's values where texts say `${NAME}`. A mistake for each that the environment does not have: what
/// would be served without it (another database, another address) was not meant. `file` and `member` tell where `in`
/// stands.
void fill_from_environment(boost::json::value& in, std::string_view file, const std::string& member, mistakes& wrong);

} // namespace ginnel::app
