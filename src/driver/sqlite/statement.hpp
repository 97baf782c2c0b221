#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace ginnel::driver::sqlite {

/// A prepared statement with what is asked of it at every run, so that this is asked of SQLite only once.
struct statement {
    statement(sqlite3_stmt* prepared, std::string_view sql);
    statement(const statement&) = delete;
    statement& operator=(const statement&) = delete;
    ~statement();

    sqlite3_stmt* handle;
    std::string text;
    int parameters;    ///< the highest number of a placeholder
    bool read_only;    ///< leaves the database as it is (SQLite's own judgement)
    bool in_use = false;
    bool kept = false; ///< belongs to a cache; else it goes when it is released
    statement* newer = nullptr; ///< neighbours in the order of use
    statement* older = nullptr;
};

/// Prepares the one statement in `text`; `persistent` if it will be kept. Throws `error`: what SQLite refuses,
/// E_ONE_STATEMENT if a second statement follows, E_NO_STATEMENT if there is none.
std::unique_ptr<statement> prepare(sqlite3* db, std::string_view text, bool persistent);

} // namespace ginnel::driver::sqlite
