#include "driver/sqlite/errors.hpp"

#include "driver/sqlite/result_code.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <utility>

namespace ginnel::driver::sqlite {

namespace {

struct finding {
    error_kind kind;
    const char* code;
    std::string message;
};

// What follows `mark` in SQLite's text: the names of tables and columns, which SQLite tells nowhere else. Only names may
// go into a message of ours, so anything that does not look like a list of names is left out.
std::string names_after(std::string_view text, std::string_view mark)
{
    const auto at = text.find(mark);
    if (at == std::string_view::npos)
        return {};
    const std::string_view names = text.substr(at + mark.size());
    const auto is_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == ',' || c == ' '
            || static_cast<unsigned char>(c) >= 0x80;
    };
    return !names.empty() && names.size() < 200 && std::all_of(names.begin(), names.end(), is_name) ? std::string(names) : std::string();
}

std::string quoted(const std::string& name)
{
    return name.empty() ? std::string("that was named") : "\"" + name + "\"";
}

finding constraint(int code, std::string_view text)
{
    const std::string names = names_after(text, "failed: ");
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return {error_kind::unique, "E_UNIQUE",
                "A row with the same " + (names.empty() ? "unique key" : names)
                    + " exists already: choose another value, or update the row that has it."};
    case SQLITE_CONSTRAINT_NOTNULL:
        return {error_kind::not_null, "E_NOT_NULL",
                (names.empty() ? "A column" : names) + " takes no null: give it a value, or declare the column nullable."};
    case SQLITE_CONSTRAINT_DATATYPE:
        return {error_kind::data, "E_TYPE_MISMATCH",
                "A value has a type that its column does not take: convert the value, or change the column's type."};
    default:
        break;
    }
    // `on delete restrict` works as a trigger inside SQLite and reports that code.
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY || (code == SQLITE_CONSTRAINT_TRIGGER && text == "FOREIGN KEY constraint failed"))
        return {error_kind::foreign_key, "E_FOREIGN_KEY",
                "A foreign key refused the change: either the row referred to does not exist (write it first), or rows still refer to "
                "the row that was to be removed or given another key (change or delete them first)."};
    return {error_kind::check, "E_CHECK",
            (names.empty() || code != SQLITE_CONSTRAINT_CHECK ? "A check of the table" : "The check " + names)
                + " refused the row: give values that meet the table's conditions."};
}

// SQLITE_ERROR covers whatever is wrong with a statement; only the text tells more.
finding refused(std::string_view text)
{
    const auto has = [text](std::string_view part) { return text.find(part) != std::string_view::npos; };
    if (has("no such table: "))
        return {error_kind::schema, "E_NO_SUCH_TABLE",
                "The database has no table " + quoted(names_after(text, "no such table: "))
                    + ": create it (or run the migration that does), or mend the table's name in the model."};
    for (const std::string_view mark : {"no such column: ", " has no column named "})
        if (has(mark))
            return {error_kind::schema, "E_NO_SUCH_COLUMN",
                    "The database has no column " + quoted(names_after(text, mark))
                        + " where the statement looks for it: add it to the table, or mend the column's name in the model."};
    if (has("no such function: "))
        return {error_kind::unsupported, "E_NO_SUCH_FUNCTION",
                "This build of SQLite has no function " + quoted(names_after(text, "no such function: ")) + ": use another one."};
    if (has("too many") || has("too large") || has("stack overflow"))
        return {error_kind::limit, "E_STATEMENT_TOO_BIG",
                "The statement is larger than SQLite allows (terms, columns, depth or parameters): split it, or bind a set of keys as one "
                "parameter."};
    if (has("integer overflow"))
        return {error_kind::data, "E_OVERFLOW", "A sum or product left the range of 64-bit integers: use a real, or fewer rows."};
    if (has(" already exists"))
        return {error_kind::schema, "E_EXISTS", "What the statement creates exists already: drop it first, or create it only if it is missing."};
    return {error_kind::database, "E_SQL", "SQLite refused the statement: read the database's text beside this error and mend the statement."};
}

finding find(int code, std::string_view text)
{
    switch (code) {
    case SQLITE_BUSY_SNAPSHOT:
        return {error_kind::busy, "E_STALE_SNAPSHOT",
                "The transaction has read a state that another connection changed since, so it can no longer write: begin it as a write "
                "transaction, and try the whole transaction again."};
    case SQLITE_READONLY_DIRECTORY:
        return {error_kind::read_only, "E_READ_ONLY",
                "The folder of the database cannot be written, and SQLite needs to create files beside the database: make the folder "
                "writable for this process."};
    case SQLITE_LOCKED_SHAREDCACHE:
        code = SQLITE_BUSY;
        break;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return constraint(code, text);
    case SQLITE_ERROR:
        return refused(text);
    case SQLITE_BUSY:
    case SQLITE_PROTOCOL:
        return {error_kind::busy, "E_BUSY",
                "Another connection holds the lock of the database and kept it longer than the busy timeout: inside a "
                "transaction ask the transaction, not the database; else try again, keep write transactions short, or raise "
                "busy_timeout_ms."};
    case SQLITE_LOCKED:
        return {error_kind::usage, "E_TABLE_IN_USE",
                "A statement of this connection still uses the table: finish or cancel it before the table is changed."};
    case SQLITE_READONLY:
        return {error_kind::read_only, "E_READ_ONLY",
                "The database was opened for reading only, or its file or folder cannot be written: open it without read_only, or make both "
                "writable for this process."};
    case SQLITE_CORRUPT:
        return {error_kind::corrupt, "E_CORRUPT",
                "The database file is damaged: restore it from a backup, or save what is readable with the command line's .recover."};
    case SQLITE_NOTADB:
        return {error_kind::corrupt, "E_NOT_A_DATABASE",
                "The file is no SQLite database (or is encrypted): check the path, or remove the file so that a new one is made."};
    case SQLITE_CANTOPEN:
        return {error_kind::connection, "E_CANNOT_OPEN",
                "A file of the database (itself, its journal or a temporary file) could not be opened: check that it and its folder exist "
                "and that this process may read and write them."};
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {error_kind::connection, "E_CANNOT_OPEN", "Access to the database was denied: give this process the right to read and write it."};
    case SQLITE_FULL:
        return {error_kind::database, "E_DISK_FULL", "The disk (or the database's page limit) is full: make room and try again."};
    case SQLITE_IOERR:
        return {error_kind::database, "E_DISK", "Reading or writing the database file failed: check the disk or network drive it lies on."};
    case SQLITE_NOMEM:
        return {error_kind::database, "E_OUT_OF_MEMORY", "SQLite ran out of memory: ask for fewer rows at once, or give the process more."};
    case SQLITE_INTERRUPT:
        return {error_kind::database, "E_INTERRUPTED", "The statement was interrupted from outside: run it again if its result is still wanted."};
    case SQLITE_TOOBIG:
        return {error_kind::limit, "E_TOO_BIG", "A text, blob or statement is larger than SQLite allows: store it in pieces, or in a file."};
    case SQLITE_MISMATCH:
        return {error_kind::data, "E_TYPE_MISMATCH", "An integer key or a limit was given a value that is no integer: give an integer."};
    case SQLITE_ABORT:
        return {error_kind::database, "E_ROLLED_BACK",
                "The statement ended because its transaction was rolled back meanwhile: run the whole transaction again."};
    case SQLITE_SCHEMA:
        return {error_kind::schema, "E_SCHEMA_CHANGED", "The tables were changed again and again while the statement was prepared: try again."};
    default:
        return {error_kind::database, "E_DATABASE", "SQLite failed: read the database's text beside this error."};
    }
}

spoils spoiled_by(sqlite3* db, int code, bool was_in_transaction)
{
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
        return spoils::connection;
    // Some failures (full disk, out of memory, interrupt, `on conflict rollback`) roll back the whole transaction.
    if (was_in_transaction && (code == SQLITE_BUSY_SNAPSHOT || sqlite3_get_autocommit(db)))
        return spoils::transaction;
    return spoils::statement;
}

} // namespace

error make_error(sqlite3* db, int code, std::string_view sql, bool was_in_transaction)
{
    // Without a handle (out of memory at opening) SQLite still has a general text for the code.
    const char* text = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    finding f = find(code, text);
    return error{f.kind, f.code, f.message}
        .at_sql(std::string(sql))
        .from_database(text, native_code(code))
        .spoiling(db ? spoiled_by(db, code, was_in_transaction) : spoils::connection);
}

} // namespace ginnel::driver::sqlite
