#include "driver/open_url.hpp"

#include "driver/sqlite/sqlite.hpp"
#ifdef GINNEL_POSTGRES
#include "driver/postgres/postgres.hpp"
#endif
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <string>

namespace ginnel::driver {

namespace {

[[noreturn]] void throw_url(std::string_view url, const std::string& why)
{
    throw error{error_kind::usage, "E_DATABASE_URL", "the database URL \"" + std::string{url} + "\" " + why}.spoiling(
        spoils::nothing);
}

opening sqlite_opening(std::string_view url, std::string_view path, const open_options& o)
{
    // Both "sqlite:a.db" and "sqlite:///var/a.db" are in use; between two slashes and the path a host would stand.
    if (path.starts_with("//")) {
        path.remove_prefix(2);
        if (!path.starts_with('/'))
            throw_url(url, "names a host, which SQLite has none of: write sqlite:file.db or sqlite:///folder/file.db");
    }
    if (path.empty())
        throw_url(url, "names no file: write sqlite:file.db, or sqlite::memory: for a database in memory");
    sqlite::options options;
    options.path = path;
    options.create = o.create;
    options.read_only = o.read_only;
    options.busy_timeout = o.busy_timeout;
    options.statement_timeout = o.statement_timeout;
    options.cache_kib = o.cache_kib;
    options.temp_in_memory = o.temp_in_memory;
    options.sync_commits = o.sync_commits;
    options.one_number = o.one_number;
    // Each connection to a database in memory would have one of its own.
    return {[options] { return sqlite::open(options); }, sqlite::is_private(options.path) ? 1 : o.connections};
}

} // namespace

opening opening_of(std::string_view url, const open_options& o)
{
    const std::size_t colon = url.find(':');
    if (colon == std::string_view::npos)
        throw_url(url, "has no scheme: write sqlite:" + std::string{url.empty() ? "file.db" : url});
    const std::string_view scheme = url.substr(0, colon);
    if (scheme == "sqlite")
        return sqlite_opening(url, url.substr(colon + 1), o);
#ifdef GINNEL_POSTGRES
    if (scheme == "postgresql" || scheme == "postgres") {
        postgres::options options;
        options.conninfo = url;
        return {[options] { return postgres::open(options); }, o.connections};
    }
    static constexpr std::string_view known[] = {"sqlite", "postgresql"};
#else
    static constexpr std::string_view known[] = {"sqlite"};
#endif
    throw_url(url, "has the scheme \"" + std::string{scheme} + "\", which no driver of this build has" +
                       did_you_mean(scheme, known));
}

} // namespace ginnel::driver
