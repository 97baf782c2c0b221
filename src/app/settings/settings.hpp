#pragma once

#include "app/files/folder.hpp"
#include "app/settings/cors_rules.hpp"
#include "app/settings/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::app {

/// How requests are logged.
enum class access_format : std::uint8_t { off, plain, json };

/// What config.json, datasources.json and component-config.json say.
struct settings {
    std::string host = "127.0.0.1";    ///< LoopBack's is 0.0.0.0; without access rules every network is not for granted
    std::uint16_t port = 3000;         ///< 0: one that is free
    std::string rest_root = "/api";    ///< begins with a slash, does not end with one
    std::string database = ":memory:"; ///< a SQLite file, as SQLite takes it
    /// Whether tables are as LoopBack's connector for SQLite makes them; else they are this program's alone.
    bool as_sqlite3 = true;
    bool sync_commits = false; ///< a data source's "synchronous": "full": each commit waits for the disk
    limits bounds{};                   ///< ginnel.limits, and of bodies remoting.json.limit
    cors_rules cors{};                 ///< remoting.cors
    access_format access_log = access_format::plain; ///< ginnel.accessLog
    std::optional<std::string> health = "/health";   ///< where the state is told: ginnel.health; nothing: nowhere
    std::optional<std::string>
        cursor_secret{};       ///< what cursors are signed with: ginnel.cursorSecret; nothing: one of each start
    bool dashed_paths = false; ///< "/appointment-slots" for AppointmentSlots: remoting.rest.normalizeHttpPath
    std::optional<std::string> explorer = "/explorer"; ///< where the explorer page is; nothing: nowhere
};

/// `database`: given instead of the data source. Texts may name the environment's variables: "${DB_FILE}". Mistakes:
/// values of wrong types, a connector that is not served, models in several data sources. Members that are passed over
/// are noted in `f`.
settings read_settings(folder& f, const std::optional<std::string>& database, mistakes& wrong);

} // namespace ginnel::app
