#include "driver/sqlite/busy_wait.hpp"
#include "driver/sqlite/connection.hpp"
#include "driver/sqlite/database_handle.hpp"
#include "driver/sqlite/errors.hpp"
#include "driver/sqlite/keys_module.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace ginnel::driver::sqlite {

namespace {

using clock = std::chrono::steady_clock;

void check(sqlite3* db, int code, std::string_view sql)
{
    if (code != SQLITE_OK)
        throw make_error(db, code, sql);
}

void run(sqlite3* db, const std::string& sql)
{
    check(db, sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), sql);
}

std::string text_of(sqlite3* db, const char* sql)
{
    std::string out;
    const auto take = [](void* to, int, char** values, char**) {
        *static_cast<std::string*>(to) = values[0] ? values[0] : "";
        return 0;
    };
    check(db, sqlite3_exec(db, sql, take, &out, nullptr), sql);
    return out;
}

// Why a file could not be opened, as far as the file system tells, in a sentence that names the path.
error cannot_open(sqlite3* db, int code, const options& o)
{
    namespace fs = std::filesystem;
    const std::string named = "The database \"" + o.path + "\" ";
    std::error_code ignored;
    const fs::path file(o.path);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const char* name = "E_CANNOT_OPEN";
    std::string message;
    if (fs::is_directory(file, ignored)) {
        message = named + "cannot be opened: the path is a folder. Name a file.";
    } else if (!fs::exists(file, ignored) && !fs::is_directory(folder, ignored)) {
        name = "E_DATABASE_MISSING";
        message = named + "cannot be opened: the folder \"" + folder.string() +
                  "\" does not exist. Make the folder, or correct the path.";
    } else if (!fs::exists(file, ignored) && (o.read_only || !o.create)) {
        name = "E_DATABASE_MISSING";
        message = named + "does not exist: correct the path, or open it with create = true" +
                  (o.read_only ? " and without read_only" : "") + ", which makes the file.";
    } else {
        message = named + "cannot be opened: give this process the right to read and write the file and its folder.";
    }
    return error{error_kind::connection, name, message}
        .from_database(db ? sqlite3_errmsg(db) : sqlite3_errstr(code), make_error(db, code, {}).native_code())
        .spoiling(spoils::connection);
}

// The same error with the path in it: while opening, there is no statement of the program that could tell which file.
error naming(const error& e, const options& o)
{
    return error{e.kind(), e.code().data(), "The database \"" + o.path + "\" cannot be opened. " + e.what()}
        .at_sql(e.sql())
        .from_database(e.database_text(), e.native_code())
        .spoiling(spoils::connection);
}

database_handle open_file(const options& o)
{
    if (o.path.empty() || o.path.find('\0') != std::string::npos)
        throw error{error_kind::usage, "E_DATABASE_PATH",
                    "The path of the database is empty or holds a NUL byte: name a file, or \":memory:\"."};
    // NOMUTEX: a connection has one thread at a time, and read_row relies on it. URI: the same paths on every build.
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    flags |= o.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (o.create && !o.read_only)
        flags |= SQLITE_OPEN_CREATE;
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(o.path.c_str(), &raw, flags, nullptr);
    database_handle db(raw); // there is one to close even if opening failed
    if (code != SQLITE_OK)
        throw cannot_open(raw, code, o);
    sqlite3_extended_result_codes(raw, 1);
    return db;
}

// Turns on the write-ahead log if the file can be written. SQLite does not call its busy handler for this change (two
// connections that both want it would wait for each other), so it is tried again here until the busy timeout.
void use_wal(sqlite3* db, std::chrono::milliseconds busy_timeout, bool sync_commits)
{
    const char* file = sqlite3_db_filename(db, "main");
    if (!file || !*file || sqlite3_db_readonly(db, "main") == 1)
        return;
    const auto deadline = clock::now() + std::min<std::chrono::milliseconds>(busy_timeout, longest_busy_wait);
    std::string mode = text_of(db, "pragma journal_mode");
    while (mode != "wal") {
        try {
            mode = text_of(db, "pragma journal_mode = wal");
            break;
        } catch (const error& e) {
            // A folder that takes no new files: the database can be read without a log, and writes will say what is
            // wrong.
            if (e.kind() == error_kind::read_only || e.kind() == error_kind::connection)
                break;
            if (e.kind() != error_kind::busy || clock::now() >= deadline)
                throw;
            sqlite3_sleep(1);
        }
    }
    if (mode == "wal") // the log keeps the file whole without a sync at every commit; other modes would not
        run(db, sync_commits ? "pragma synchronous = full" : "pragma synchronous = normal");
}

void set_up(sqlite3* db, const options& o)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, o.foreign_keys ? 1 : 0, nullptr);
    // Names are always quoted; without this SQLite takes a quoted name that no column has for a text, and answers
    // wrongly.
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    check(db, register_keys_module(db), {});
    run(db, "pragma recursive_triggers = off");
    // A savepoint keeps copies of the pages that its unit changes, past 64 KiB in a file: an eighth of the time of a
    // sync.
    if (o.temp_in_memory)
        run(db, "pragma temp_store = memory");
    if (o.cache_kib > 0)
        run(db, "pragma cache_size = -" + std::to_string(o.cache_kib));
    // SQLite opens the file at the first read: make it here, so that a file that is no database is found now.
    run(db, "pragma schema_version");
    if (o.wal)
        use_wal(db, o.busy_timeout, o.sync_commits);
}

} // namespace

void close_database::operator()(sqlite3* db) const noexcept
{
    sqlite3_close_v2(db);
}

std::unique_ptr<connection> open(const options& o)
{
    database_handle db = open_file(o);
    auto wait = std::make_unique<busy_wait>(o.busy_timeout);
    wait->serve(db.get());
    try {
        set_up(db.get(), o);
    } catch (const error& e) {
        if (e.kind() == error_kind::connection)
            throw cannot_open(db.get(), sqlite3_extended_errcode(db.get()), o);
        throw naming(e, o);
    }
    return std::make_unique<sqlite_connection>(std::move(db), std::move(wait), o);
}

bool is_private(const std::string& path)
{
    if (!path.starts_with("file:"))
        return path.empty() || path == ":memory:";
    if (path.find("vfs=memdb") != std::string::npos) // has a name, and is shared only under some of them
        return true;
    // Only SQLite knows all that a URI may say. Read-only, or the look itself would make the file.
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_READONLY, nullptr);
    const database_handle db(raw);
    if (code != SQLITE_OK) // a file that is missing, or that may not be read: the connections will say it
        return false;
    const char* file = sqlite3_db_filename(raw, "main");
    return !file || !*file;
}

sqlite3* handle(connection& c) noexcept
{
    auto* sqlite = dynamic_cast<sqlite_connection*>(&c);
    return sqlite ? sqlite->handle() : nullptr;
}

} // namespace ginnel::driver::sqlite
