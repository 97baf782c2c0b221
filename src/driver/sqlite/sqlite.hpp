#pragma once

#include "driver/connection.hpp"

#include <chrono>
#include <memory>
#include <string>

struct sqlite3;

namespace ginnel::driver::sqlite {

/// How a SQLite database is opened.
struct options {
    std::string path;   ///< a file, ":memory:", or a "file:" URI
    bool create = true; ///< make the file if it is missing
    bool read_only = false;
    bool foreign_keys = true;
    bool wal = true; ///< journal_mode = wal (files that can be written only)
    /// In WAL mode: synchronous = full, so that a commit outlives a power cut. Else normal: the newest commits may not,
    /// a program that is killed loses none, and the file stays whole either way.
    bool sync_commits = false;
    std::chrono::milliseconds busy_timeout{5000}; ///< how long to wait for another writer
    std::chrono::milliseconds statement_timeout{0}; ///< how long a statement may run; 0: as long as it takes
    std::int64_t cache_kib = 0;                   ///< page cache in KiB; 0: SQLite's default
    bool temp_in_memory =
        true; ///< temp_store = memory: large sorts, and the pages that a savepoint keeps; else in files
    /// Whole numbers come as integers, whichever type the database gives them: tables of programs that know one type of
    /// number declare columns as real and keep keys in them.
    bool one_number = false;
    std::size_t statement_cache = 128; ///< prepared statements kept, the least recently used goes first
};

/// Opens a connection. Throws error: connection (missing), corrupt (no database), read_only, busy.
std::unique_ptr<connection> open(const options& o);

/// Whether this path or "file:" URI names no file, so that each connection has a database of its own. Looks without
/// making a file.
bool is_private(const std::string& path);

/// The handle below a connection that `open` made, for tests and tools that observe from outside (sqlite3_trace_v2).
sqlite3* handle(connection& c) noexcept;

} // namespace ginnel::driver::sqlite
