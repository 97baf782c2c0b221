#pragma once

#include <memory>

struct sqlite3;

namespace ginnel::driver::sqlite {

struct close_database {
    void operator()(sqlite3* db) const noexcept;
};

/// An open SQLite database, closed at its end; every statement on it must be gone by then.
using database_handle = std::unique_ptr<sqlite3, close_database>;

} // namespace ginnel::driver::sqlite
