#pragma once

#include "driver/pool.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ginnel::driver {

/// What a program says of its connections besides the URL. A driver leaves out what it has no notion of.
struct open_options {
    std::chrono::milliseconds busy_timeout{5000};
    std::int64_t cache_kib = 0;
    bool read_only = false;
    bool create = true;
    bool temp_in_memory = true;
    std::size_t connections = 4;
    bool sync_commits = false; ///< SQLite: a commit has reached the disk when it returns
    bool one_number = false;   ///< SQLite: whole numbers come as integers, those of real columns too
    std::chrono::milliseconds statement_timeout{0}; ///< how long a statement may run (SQLite); 0: as long as it takes
};

/// What a URL leads to: how to make connections, and how many there may be.
struct opening {
    pool::factory make;
    std::size_t most;
};

/// "sqlite:file.db", "sqlite:///folder/file.db", "sqlite::memory:" (one connection, as for a file: URI that
/// means memory), and with that driver
/// "postgresql://...". Throws error (usage, E_DATABASE_URL): no URL, or a scheme that no driver has, with those there
/// are. Makes no
/// connection.
opening opening_of(std::string_view url, const open_options& o);

} // namespace ginnel::driver
