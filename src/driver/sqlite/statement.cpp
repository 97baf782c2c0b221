#include "driver/sqlite/statement.hpp"

#include "driver/sqlite/errors.hpp"

#include <sqlite3.h>

#include <limits>

namespace ginnel::driver::sqlite {

namespace {

// Whether `rest` holds more than spaces, comments and semicolons. SQLite's own parser decides: a scanner of ours would
// have to know its comments and quotes.
bool holds_statement(sqlite3* db, std::string_view rest)
{
    while (!rest.empty()) {
        sqlite3_stmt* next = nullptr;
        const char* tail = nullptr;
        const int code = sqlite3_prepare_v2(db, rest.data(), static_cast<int>(rest.size()), &next, &tail);
        sqlite3_finalize(next);
        if (code != SQLITE_OK || next)
            return true;
        const auto used = static_cast<std::size_t>(tail - rest.data());
        if (used == 0) // a NUL byte, where SQLite stops
            return true;
        rest.remove_prefix(used);
    }
    return false;
}

} // namespace

statement::statement(sqlite3_stmt* prepared, std::string_view sql)
    : handle{prepared}, text{sql}, parameters{sqlite3_bind_parameter_count(prepared)}, read_only{sqlite3_stmt_readonly(prepared) != 0}
{
}

statement::~statement()
{
    sqlite3_finalize(handle);
}

std::unique_ptr<statement> prepare(sqlite3* db, std::string_view text, bool persistent)
{
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw error{error_kind::limit, "E_TOO_BIG", "A statement's text is larger than 2 GiB: bind its values as parameters."};
    const auto none = [text] {
        return error{error_kind::usage, "E_NO_STATEMENT", "The text holds no statement: give one."}.at_sql(std::string(text));
    };
    if (text.empty())
        throw none();
    // PERSISTENT tells SQLite not to spend its small fast memory on a statement that stays.
    const unsigned flags = persistent ? SQLITE_PREPARE_PERSISTENT : 0;
    sqlite3_stmt* handle = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(db, text.data(), static_cast<int>(text.size()), flags, &handle, &tail);
    if (code != SQLITE_OK)
        throw make_error(db, code, text);
    if (!handle)
        throw none();
    auto made = std::make_unique<statement>(handle, text);
    if (holds_statement(db, text.substr(static_cast<std::size_t>(tail - text.data()))))
        throw error{error_kind::usage, "E_ONE_STATEMENT",
                    "The text holds more than one statement, of which only the first would run: send them one by one, or use run()."}
            .at_sql(std::string(text));
    return made;
}

} // namespace ginnel::driver::sqlite
