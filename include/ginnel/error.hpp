// room: value
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ginnel {

/// What went wrong, coarsely: what a caller can act on. `error::code()` says it exactly.
enum class error_kind : std::uint8_t {
    usage,       ///< the program asked for what cannot be: an unknown name, an unloaded relation, an unsaved parent
    schema,      ///< models contradict each other or the database: a missing key, a missing table
    not_found,   ///< a row that had to be there is not
    conflict,    ///< another caller has changed the row since it was read (optimistic locking)
    data,        ///< a stored or given value does not fit its column
    unique,      ///< a unique index refused a row
    foreign_key, ///< a foreign key refused a row
    not_null,    ///< a null in a column that takes none
    check,       ///< a check constraint refused a row
    busy,        ///< another caller holds a lock; worth another try
    deadlock,    ///< the database chose this caller as the victim; worth another try
    read_only,   ///< the database or transaction takes no writes
    connection,  ///< the database is missing, unreachable or lost
    corrupt,     ///< the database file is damaged or is none
    unsupported, ///< the driver, or this kind of relation, cannot do it
    limit,       ///< a bound of the library or database was passed
    database     ///< any other refusal of the database
};

/// What an error spoiled.
enum class spoils : std::uint8_t { nothing, statement, transaction, connection };

std::string_view name_of(error_kind kind) noexcept;
std::string_view name_of(spoils what) noexcept;

/// The one exception of the library. One type with properties, no hierarchy: callers branch on `kind()` or `code()`,
/// and a hierarchy would have to choose one of the two.
///
/// `what()` is the whole sentence: what happened, where, what was expected, what to write instead. It may hold values
/// that the program gave, and names of models and columns; it never holds the database's own text, which stands in
/// `database_text()` and should not be shown to clients.
class error : public std::runtime_error {
public:
    /// `code` is a stable name such as "E_ROW_NOT_FOUND" and must be a literal.
    error(error_kind kind, const char* code, const std::string& message);

    error_kind kind() const noexcept { return kind_; }
    std::string_view code() const noexcept { return code_; }
    const std::string& model() const noexcept { return model_; }
    const std::string& relation() const noexcept { return relation_; }
    const std::string& sql() const noexcept { return sql_; }
    const std::string& database_text() const noexcept { return database_text_; }
    /// The database's own number or SQLSTATE, or empty.
    const std::string& native_code() const noexcept { return native_code_; }
    spoils spoiled() const noexcept { return spoils_; }
    /// Whether the same unit of work may succeed when tried again.
    bool retryable() const noexcept { return kind_ == error_kind::busy || kind_ == error_kind::deadlock; }

    /// Each adds a property and returns the error: `throw error{...}.in_model("User").at_sql(text)`.
    error&& in_model(std::string name) &&;
    error&& in_relation(std::string path) &&;
    error&& at_sql(std::string text) &&;
    error&& from_database(std::string text, std::string native_code) &&;
    error&& spoiling(spoils what) &&;

private:
    error_kind kind_;
    spoils spoils_ = spoils::statement;
    const char* code_;
    std::string model_, relation_, sql_, database_text_, native_code_;
};

} // namespace ginnel
