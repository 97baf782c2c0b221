#include <ginnel/error.hpp>

#include <utility>

namespace ginnel {

std::string_view name_of(error_kind kind) noexcept
{
    switch (kind) {
    case error_kind::usage:
        return "usage";
    case error_kind::schema:
        return "schema";
    case error_kind::not_found:
        return "not_found";
    case error_kind::conflict:
        return "conflict";
    case error_kind::data:
        return "data";
    case error_kind::unique:
        return "unique";
    case error_kind::foreign_key:
        return "foreign_key";
    case error_kind::not_null:
        return "not_null";
    case error_kind::check:
        return "check";
    case error_kind::busy:
        return "busy";
    case error_kind::deadlock:
        return "deadlock";
    case error_kind::read_only:
        return "read_only";
    case error_kind::connection:
        return "connection";
    case error_kind::corrupt:
        return "corrupt";
    case error_kind::unsupported:
        return "unsupported";
    case error_kind::limit:
        return "limit";
    case error_kind::database:
        return "database";
    }
    return "unknown";
}

std::string_view name_of(spoils what) noexcept
{
    switch (what) {
    case spoils::nothing:
        return "nothing";
    case spoils::statement:
        return "statement";
    case spoils::transaction:
        return "transaction";
    case spoils::connection:
        return "connection";
    }
    return "unknown";
}

error::error(error_kind kind, const char* code, const std::string& message)
    : std::runtime_error{message}, kind_{kind}, code_{code}
{
}

error&& error::in_model(std::string name) &&
{
    model_ = std::move(name);
    return std::move(*this);
}

error&& error::in_relation(std::string path) &&
{
    relation_ = std::move(path);
    return std::move(*this);
}

error&& error::at_sql(std::string text) &&
{
    sql_ = std::move(text);
    return std::move(*this);
}

error&& error::from_database(std::string text, std::string native_code) &&
{
    database_text_ = std::move(text);
    native_code_ = std::move(native_code);
    return std::move(*this);
}

error&& error::spoiling(spoils what) &&
{
    spoils_ = what;
    return std::move(*this);
}

} // namespace ginnel
