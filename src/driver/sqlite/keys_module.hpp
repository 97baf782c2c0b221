#pragma once

struct sqlite3;
struct sqlite3_stmt;

namespace ginnel {
class key_set;
}

namespace ginnel::driver::sqlite {

/// Makes the table-valued function `ginnel_keys(?)` known to a connection: columns `value` and `ordinal` (from 0), one
/// row for each key of the set that is bound to its argument by `bind_keys`.
///
/// Keys are served as they lie in the set: no JSON is written and parsed, and texts with NUL bytes, broken UTF-8 and
/// blobs are keys like others. Returns SQLite's result code.
int register_keys_module(sqlite3* db) noexcept;

/// Binds a set to parameter `index` (from 1). The set must outlive the run. Returns SQLite's result code.
int bind_keys(sqlite3_stmt* s, int index, const key_set& keys) noexcept;

} // namespace ginnel::driver::sqlite
