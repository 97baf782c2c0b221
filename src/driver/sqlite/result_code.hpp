#pragma once

#include <string>

namespace ginnel::driver::sqlite {

/// SQLite's own name of an extended result code with its number: "SQLITE_CONSTRAINT_UNIQUE(2067)". A code that is not in
/// the list gets the name of its primary code, so that the number alone is never all there is.
std::string native_code(int code);

} // namespace ginnel::driver::sqlite
