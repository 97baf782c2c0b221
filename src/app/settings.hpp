#pragma once

#include "app/folder.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::app {

/// What server/config.json and server/datasources.json say.
struct settings {
    std::string host = "127.0.0.1";   ///< LoopBack's is 0.0.0.0; without access rules every network is not for granted
    std::uint16_t port = 3000;        ///< 0: one that is free
    std::string rest_root = "/api";   ///< begins with a slash, does not end with one
    std::string database = ":memory:"; ///< a SQLite file, as SQLite takes it
};

/// `database`: given instead of the data source. Mistakes: values of wrong types, a connector that is not served, models in
/// several data sources.
settings read_settings(const folder& f, const std::optional<std::string>& database, mistakes& wrong);

} // namespace ginnel::app
