#pragma once

#include <ginnel/error.hpp>

#include <string_view>

struct sqlite3;

namespace ginnel::driver::sqlite {

/// The error that stands for a failed call on `db`: kind and stable code by SQLite's extended result code, a sentence of
/// ours, and SQLite's own text and code beside it. Must be called before the next call on `db`, which would overwrite
/// SQLite's text. `was_in_transaction`: a transaction was open before the call; if none is now, the failure took it along.
///
/// | code | kind | SQLite |
/// |---|---|---|
/// | E_UNIQUE | unique | CONSTRAINT_UNIQUE, _PRIMARYKEY, _ROWID |
/// | E_FOREIGN_KEY | foreign_key | CONSTRAINT_FOREIGNKEY, and _TRIGGER where `on delete restrict` speaks |
/// | E_NOT_NULL | not_null | CONSTRAINT_NOTNULL |
/// | E_CHECK | check | CONSTRAINT_CHECK, and other constraints |
/// | E_TYPE_MISMATCH | data | MISMATCH, CONSTRAINT_DATATYPE |
/// | E_BUSY | busy | BUSY, LOCKED_SHAREDCACHE, PROTOCOL |
/// | E_STALE_SNAPSHOT | busy | BUSY_SNAPSHOT; spoils the transaction |
/// | E_READ_ONLY | read_only | READONLY |
/// | E_CORRUPT, E_NOT_A_DATABASE | corrupt | CORRUPT, NOTADB; spoil the connection |
/// | E_NO_SUCH_TABLE, E_NO_SUCH_COLUMN | schema | ERROR, told by its text: SQLite has no codes of its own for them |
/// | E_CANNOT_OPEN | connection | CANTOPEN |
/// | E_TOO_BIG, E_STATEMENT_TOO_BIG | limit | TOOBIG; ERROR "too many ..." |
/// | E_TABLE_IN_USE | usage | LOCKED: by a statement of the same connection |
/// | E_DISK_FULL, E_DISK, E_OUT_OF_MEMORY, E_INTERRUPTED, E_SQL, E_DATABASE | database | all other |
error make_error(sqlite3* db, int code, std::string_view sql, bool was_in_transaction = false);

} // namespace ginnel::driver::sqlite
