#include "driver/postgres/errors.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ginnel::driver::postgres {
namespace {

struct finding {
    error_kind kind;
    const char* code;
    std::string message;
};

/// What the server says about a refusal. Texts are in the server's language; codes and names are not.
struct refusal {
    std::string_view state, text, table, column, constraint;

    bool is(std::string_view code) const noexcept { return state == code; }
    bool in_class(std::string_view code) const noexcept { return state.starts_with(code); }
};

std::string_view field(const PGresult* r, int code) noexcept
{
    const char* text = PQresultErrorField(r, code);
    return text ? std::string_view{text} : std::string_view{};
}

refusal read(const PGresult* r) noexcept
{
    return {field(r, PG_DIAG_SQLSTATE), field(r, PG_DIAG_MESSAGE_PRIMARY), field(r, PG_DIAG_TABLE_NAME),
            field(r, PG_DIAG_COLUMN_NAME), field(r, PG_DIAG_CONSTRAINT_NAME)};
}

std::string quoted(std::string_view name)
{
    return "\"" + std::string{name} + "\"";
}

/// The first name between quotes in the server's text, which tells some names nowhere else. Only what looks like a name
/// goes into a message of ours.
std::string named(std::string_view text, std::string otherwise)
{
    std::size_t begin = text.find('"');
    std::size_t end = begin == std::string_view::npos ? begin : text.find('"', begin + 1);
    if (end == std::string_view::npos)
        return otherwise;
    std::string_view name = text.substr(begin + 1, end - begin - 1);
    bool fits = !name.empty() && name.size() < 200 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
               static_cast<unsigned char>(c) >= 0x80;
    });
    return fits ? quoted(name) : otherwise;
}

std::string by_constraint(const refusal& r, std::string_view kind)
{
    std::string text =
        r.constraint.empty() ? "A " + std::string{kind} : "The " + std::string{kind} + " " + quoted(r.constraint);
    return r.table.empty() ? text : text + " of table " + quoted(r.table);
}

finding constraint(const refusal& r)
{
    if (r.is("23505"))
        return {error_kind::unique, "E_UNIQUE",
                by_constraint(r, "unique key") +
                    " has a row with the same value already: choose another value, or update the row that has it."};
    if (r.is("23503"))
        return {error_kind::foreign_key, "E_FOREIGN_KEY",
                by_constraint(r, "foreign key") +
                    " refused the change: either the row referred to does not exist (write it first), or rows still "
                    "refer to the row that "
                    "was to be removed or given another key (change or delete them first)."};
    if (r.is("23502"))
        return {error_kind::not_null, "E_NOT_NULL",
                (r.column.empty()
                     ? std::string{"A column"}
                     : "The column " + quoted(r.column) + (r.table.empty() ? "" : " of table " + quoted(r.table))) +
                    " takes no null: give it a value, or declare the column nullable."};
    return {error_kind::check, "E_CHECK",
            by_constraint(r, "check") + " refused the row: give values that meet the table's conditions."};
}

finding data(const refusal& r)
{
    if (r.is("22003"))
        return {error_kind::data, "E_OVERFLOW",
                "A number lies outside the range of its column or calculation: use a wider type, or a smaller number."};
    if (r.is("22001"))
        return {error_kind::data, "E_TOO_LONG",
                "A text is longer than its column allows: shorten it, or widen the column."};
    if (r.is("22012"))
        return {error_kind::data, "E_DIVISION_BY_ZERO",
                "A calculation divides by zero: leave such rows out by a condition."};
    if (r.is("22021") || r.is("22P05"))
        return {error_kind::data, "E_NOT_UTF8",
                "A text is not valid UTF-8: convert it first, or store the bytes in a blob column."};
    return {error_kind::data, "E_TYPE_MISMATCH",
            "A value has a form that its column or parameter does not take: convert the value, or change the column's "
            "type."};
}

finding conflict(const refusal& r)
{
    if (r.is("40P01"))
        return {error_kind::deadlock, "E_DEADLOCK",
                "Two transactions waited for each other, and the database chose this one to give way: run the whole "
                "transaction again."};
    return {error_kind::deadlock, "E_SERIALIZATION",
            "Another transaction changed the same rows first: run the whole transaction again."};
}

finding statement(const refusal& r)
{
    if (r.is("42P01"))
        return {error_kind::schema, "E_NO_SUCH_TABLE",
                "The database has no table " + named(r.text, "that was named") +
                    ": create it (or run the migration that does), or mend the table's name in the model."};
    if (r.is("42703"))
        return {error_kind::schema, "E_NO_SUCH_COLUMN",
                "The database has no column " + named(r.text, "that was named") +
                    " where the statement looks for it: add it to the table, or mend the column's name in the model."};
    if (r.is("42883"))
        return {error_kind::unsupported, "E_NO_SUCH_FUNCTION",
                "The database has no such function or operator for values of these types: use another one, or convert "
                "a value."};
    if (r.is("42P07") || r.is("42710") || r.is("42701"))
        return {error_kind::schema, "E_EXISTS",
                "What the statement creates exists already: drop it first, or create it only if it is missing."};
    if (r.is("42501"))
        return {error_kind::database, "E_NO_PRIVILEGE",
                "The database user may not do this: grant it the privilege, or connect as another user."};
    if (r.is("42P18"))
        return {error_kind::usage, "E_ARGUMENT_TYPE",
                "PostgreSQL cannot tell the type of an argument: cast its parameter ($1::bigint), and give one "
                "argument for each parameter."};
    if (r.is("42804"))
        return {error_kind::data, "E_TYPE_MISMATCH",
                "A value has a type that its column or operator does not take: convert the value, or change the "
                "column's type."};
    return {error_kind::database, "E_SQL",
            "PostgreSQL refused the statement: read the database's text beside this error and mend the statement."};
}

finding resources(const refusal& r)
{
    if (r.is("53100"))
        return {error_kind::database, "E_DISK_FULL", "The database's disk is full: make room and try again."};
    if (r.is("53300"))
        return {error_kind::connection, "E_TOO_MANY_CONNECTIONS",
                "The server has no free connection: make the pools smaller, or raise the server's max_connections."};
    return {error_kind::database, "E_OUT_OF_MEMORY",
            "The server ran out of memory or another resource: ask for fewer rows at once."};
}

finding transaction(const refusal& r)
{
    if (r.is("25006"))
        return {
            error_kind::read_only, "E_READ_ONLY_TRANSACTION",
            "The open transaction, or the server, takes no writes: begin a write transaction on the primary for them."};
    if (r.is("25P02"))
        return {error_kind::usage, "E_TRANSACTION_LOST",
                "The transaction was spoiled by an earlier error: roll back (to a savepoint before the error, or "
                "wholly), and run it again."};
    return {error_kind::usage, "E_TRANSACTION_STATE",
            "The statement does not fit the state of the transaction: begin or end the transaction first."};
}

const char* const lost_sentence = "The connection to PostgreSQL was lost: open another one, and run the unit of work "
                                  "again if it is known not to have taken effect.";

finding find(const refusal& r)
{
    if (r.in_class("23"))
        return constraint(r);
    if (r.in_class("40"))
        return conflict(r);
    if (r.is("08P01"))
        return {error_kind::usage, "E_ARGUMENT_COUNT",
                "The statement has another number of parameters than it was given arguments: give one for each."};
    if (r.state.empty() || r.in_class("08") || r.in_class("57P") || r.is("25P03"))
        return {error_kind::connection, "E_CONNECTION_LOST", lost_sentence};
    if (r.in_class("22"))
        return data(r);
    if (r.in_class("25"))
        return transaction(r);
    if (r.in_class("42"))
        return statement(r);
    if (r.in_class("53"))
        return resources(r);
    if (r.in_class("54"))
        return {error_kind::limit, "E_STATEMENT_TOO_BIG",
                "The statement is larger than PostgreSQL allows (columns, depth or length): split it, or bind a set of "
                "keys as one parameter."};
    if (r.is("55P03"))
        return {error_kind::busy, "E_BUSY",
                "Another transaction holds a lock that the statement needs: try again, and keep transactions short."};
    if (r.is("57014"))
        return {error_kind::database, "E_INTERRUPTED",
                "The statement was cancelled, from outside or by the server's time limit: run it again if its result "
                "is still wanted."};
    if (r.in_class("3B"))
        return {error_kind::usage, "E_NO_SAVEPOINT",
                "There is no savepoint of this name: set it first, and release it once."};
    if (r.is("3F000") || r.is("3D000"))
        return {error_kind::schema, "E_NO_SUCH_SCHEMA",
                "The database or schema that was named does not exist: create it, or mend its name."};
    if (r.in_class("0A"))
        return {error_kind::unsupported, "E_UNSUPPORTED",
                "PostgreSQL does not support what the statement asks for: write it in another way."};
    if (r.is("XX001") || r.is("XX002"))
        return {error_kind::corrupt, "E_CORRUPT", "The database's files are damaged: restore it from a backup."};
    return {error_kind::database, "E_DATABASE", "PostgreSQL failed: read the database's text beside this error."};
}

std::string whole_text(const PGresult* r)
{
    std::string text;
    for (int part : {PG_DIAG_MESSAGE_PRIMARY, PG_DIAG_MESSAGE_DETAIL, PG_DIAG_MESSAGE_HINT, PG_DIAG_CONTEXT})
        if (std::string_view t = field(r, part); !t.empty())
            text += (text.empty() ? "" : "\n") + std::string{t};
    return text.empty() ? PQresultErrorMessage(r) : text;
}

} // namespace

bool is_stale(const PGresult* refused) noexcept
{
    std::string_view state = field(refused, PG_DIAG_SQLSTATE);
    return state == "26000" || (state == "0A000" && field(refused, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery");
}

error make_error(const PGresult* refused, std::string_view sql, spoils spoiled)
{
    refusal r = read(refused);
    finding f = is_stale(refused)
                    ? finding{error_kind::busy, "E_STATEMENT_STALE",
                              "A table was changed after the statement was prepared: try again, it is prepared anew."}
                    : find(r);
    if (f.kind == error_kind::connection)
        spoiled = spoils::connection;
    return error{f.kind, f.code, f.message}
        .at_sql(std::string{sql})
        .from_database(whole_text(refused), std::string{r.state})
        .spoiling(spoiled);
}

error lost_error(const PGconn* session, std::string_view sql)
{
    return error{error_kind::connection, "E_CONNECTION_LOST", lost_sentence}
        .at_sql(std::string{sql})
        .from_database(PQerrorMessage(session), "")
        .spoiling(spoils::connection);
}

error copy_error(std::string_view sql)
{
    return error{
        error_kind::unsupported, "E_COPY",
        "A copy from or to the client cannot travel among statements: use insert and select here, and psql for copies."}
        .at_sql(std::string{sql})
        .spoiling(spoils::connection);
}

error open_error(const PGconn* session)
{
    auto part = [](const char* text) { return std::string{text && *text ? text : "?"}; };
    std::string where = "\"" + part(PQdb(session)) + "\" at " + part(PQhost(session)) + ", port " +
                        part(PQport(session)) + ", as user \"" + part(PQuser(session)) + "\"";
    bool password = PQconnectionNeedsPassword(session) != 0 || PQconnectionUsedPassword(session) != 0;
    return error{error_kind::connection, password ? "E_ACCESS_DENIED" : "E_CANNOT_OPEN",
                 password
                     ? "PostgreSQL did not let us in to the database " + where + ": check the user and the password."
                     : "The PostgreSQL database " + where +
                           " could not be opened: check that the server runs and listens there, that the database "
                           "exists and that "
                           "the user may connect."}
        .from_database(PQerrorMessage(session), "")
        .spoiling(spoils::connection);
}

} // namespace ginnel::driver::postgres
