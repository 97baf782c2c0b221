#include "sql/identifier.hpp"

#include "sql/quoted.hpp"

#include <ginnel/error.hpp>

namespace ginnel::sql {

std::string quoted_identifier(std::string_view name, std::size_t max_bytes)
{
    if (name.empty())
        throw error{error_kind::usage, "E_IDENTIFIER", "A table or column has an empty name: give it one."};
    if (name.find('\0') != std::string_view::npos)
        throw error{
            error_kind::usage, "E_IDENTIFIER",
            "The name \"" + std::string{name.substr(0, name.find('\0'))} +
                "\" of a table or column goes on after a zero byte, which no database takes: remove the zero byte."};
    if (max_bytes != 0 && name.size() > max_bytes)
        throw error{error_kind::usage, "E_IDENTIFIER",
                    "The name \"" + std::string{name} + "\" has " + std::to_string(name.size()) +
                        " bytes, and this database keeps the first " + std::to_string(max_bytes) +
                        " only, so that two names could become one: choose a shorter name."};
    return quoted(name, '"');
}

} // namespace ginnel::sql
