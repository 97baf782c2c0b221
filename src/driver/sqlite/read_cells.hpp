#pragma once

#include <ginnel/value/cell.hpp>

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ginnel::driver::sqlite {

/// A whole number that came as a real becomes an integer, where every integer up to it is a real too.
inline void make_whole(cell& c) noexcept
{
    constexpr double exact = 9007199254740992; // 2^53
    if (c.real < -exact || c.real > exact)
        return;
    const auto whole = static_cast<std::int64_t>(c.real);
    if (static_cast<double>(whole) != c.real)
        return;
    c.type = kind::integer;
    c.integer = whole;
}

/// The cells of a statement's row. False: no memory for a text. One loop a row: sqlite3_column_value gives what SQLite
/// calls an unprotected value, which the sqlite3_value_ functions take only where no mutex protects values at all;
/// `open` opens every handle with SQLITE_OPEN_NOMUTEX, so this holds. It saves the checks that each sqlite3_column_
/// function repeats for each of type, text and length. `one_number`: as options say.
inline bool read_cells(sqlite3_stmt* from, cell* out, std::size_t columns, bool one_number)
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
            if (one_number)
                make_whole(*out);
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
