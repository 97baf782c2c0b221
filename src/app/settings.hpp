#pragma once

#include "app/folder.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::app {

/// What config.json, datasources.json and component-config.json say.
struct settings {
    std::string host = "127.0.0.1";   ///< LoopBack's is 0.0.0.0; without access rules every network is not for granted
    std::uint16_t port = 3000;        ///< 0: one that is free
    std::string rest_root = "/api";   ///< begins with a slash, does not end with one
    std::string database = ":memory:"; ///< a SQLite file, as SQLite takes it
    /// Whether tables are as LoopBack's connector for SQLite makes them; else they are this program's alone.
    bool as_sqlite3 = true;
    std::size_t body_limit = 100 * 1024; ///< bytes of a request's body: remoting.json.limit
    bool cors = true;                    ///< pages of other origins may ask: remoting.cors
    bool dashed_paths = false;           ///< "/appointment-slots" for AppointmentSlots: remoting.rest.normalizeHttpPath
    std::optional<std::string> explorer = "/explorer"; ///< where the explorer page is; nothing: nowhere
};

/// `database`: given instead of the data source. Texts may name the environment's variables: "${DB_FILE}". Mistakes: values of wrong types, a connector that
/// is not served, models in several data sources. Members that are passed over are noted in `f`.
settings read_settings(folder& f, const std::optional<std::string>& database, mistakes& wrong);

} // namespace ginnel::app
