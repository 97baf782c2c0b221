#pragma once

#include <ginnel/value/cell.hpp>

#include <sqlite3.h>

#include <cstddef>
#include <string_view>

namespace ginnel::driver::sqlite {

/// The cells of a statement's row. False: no memory for a text. One loop a row: sqlite3_column_value gives what SQLite calls
/// an unprotected value, which the sqlite3_value_ functions take only where no mutex protects values at all; `open` opens
/// every handle with SQLITE_OPEN_NOMUTEX, so this holds. It saves the checks that each sqlite3_column_ function repeats for
/// each of type, text and length.
inline bool read_cells(sqlite3_stmt* from, cell* out, std::size_t columns)
{
    const int count = static_cast<int>(columns);
    for (int i = 0; i < count; ++i, ++out) {
        sqlite3_value* v = sqlite3_column_value(from, i);
        switch (sqlite3_value_type(v)) {
        case SQLITE_INTEGER:
            out->type = kind::integer;
            out->integer = sqlite3_value_int64(v);
            break;
        case SQLITE_TEXT: {
            out->type = kind::text;
            const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(v));
            if (!text) [[unlikely]]
                return false;
            out->text = {text, static_cast<std::size_t>(sqlite3_value_bytes(v))};
            break;
        }
        case SQLITE_FLOAT:
            out->type = kind::real;
            out->real = sqlite3_value_double(v);
            break;
        case SQLITE_BLOB: {
            out->type = kind::blob;
            const auto* bytes = static_cast<const char*>(sqlite3_value_blob(v));
            const auto size = static_cast<std::size_t>(sqlite3_value_bytes(v));
            if (!bytes && size != 0) [[unlikely]]
                return false;
            out->text = bytes ? std::string_view{bytes, size} : std::string_view{"", 0};
            break;
        }
        default:
            out->type = kind::null;
            break;
        }
    }
    return true;
}

} // namespace ginnel::driver::sqlite
