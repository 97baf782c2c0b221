#include "driver/sqlite/keys_module.hpp"

#include <ginnel/value/key_set.hpp>

#include <sqlite3.h>

#include <cstdint>
#include <new>

namespace ginnel::driver::sqlite {

namespace {

// SQLite compares the text: a pointer bound under another name, or a value that any SQL could give, is never taken.
constexpr const char* pointer_type = "ginnel.key_set";

enum column { value_column = 0, ordinal_column = 1, argument_column = 2 };

struct keys_table : sqlite3_vtab {};

struct keys_cursor : sqlite3_vtab_cursor {
    const key_set* keys = nullptr;
    const std::int64_t* integers = nullptr; // the common case, without a call for each key
    std::size_t row = 0;
    std::size_t count = 0;
};

keys_cursor& of(sqlite3_vtab_cursor* cursor) noexcept
{
    return *static_cast<keys_cursor*>(cursor);
}

int connect(sqlite3* db, void*, int, const char* const*, sqlite3_vtab** out, char**) noexcept
{
    // `value` has no type on purpose: a typed column would lend its affinity to comparisons, whereas keys are to be
    // compared by the affinity of the column on the other side.
    if (const int code = sqlite3_declare_vtab(db, "create table keys(value, ordinal integer, argument hidden)"); code != SQLITE_OK)
        return code;
    *out = new (std::nothrow) keys_table{};
    return *out ? SQLITE_OK : SQLITE_NOMEM;
}

int disconnect(sqlite3_vtab* table) noexcept
{
    delete static_cast<keys_table*>(table);
    return SQLITE_OK;
}

// The same figures as json_each gives (cost 1, SQLite's default of 25 rows): keys drive the search of an index of the
// other table. How many there are is not known here, since the set is bound later.
int best_index(sqlite3_vtab* table, sqlite3_index_info* info) noexcept
{
    int argument = -1;
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& c = info->aConstraint[i];
        if (c.iColumn != argument_column || c.op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!c.usable) // the argument comes from a table that this plan reads later
            return SQLITE_CONSTRAINT;
        argument = i;
    }
    if (argument < 0) {
        sqlite3_free(table->zErrMsg);
        table->zErrMsg = sqlite3_mprintf("ginnel_keys needs its argument: ginnel_keys(?)");
        return SQLITE_ERROR;
    }
    info->aConstraintUsage[argument].argvIndex = 1;
    info->aConstraintUsage[argument].omit = 1;
    info->estimatedCost = 1.0;
    // Rows come by ascending ordinal anyway. The ordinal is unique, so further terms of the order change nothing.
    if (info->nOrderBy > 0 && info->aOrderBy[0].iColumn == ordinal_column && !info->aOrderBy[0].desc)
        info->orderByConsumed = 1;
    return SQLITE_OK;
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** out) noexcept
{
    *out = new (std::nothrow) keys_cursor{};
    return *out ? SQLITE_OK : SQLITE_NOMEM;
}

int close_cursor(sqlite3_vtab_cursor* cursor) noexcept
{
    delete static_cast<keys_cursor*>(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value** arguments) noexcept
{
    keys_cursor& c = of(cursor);
    c.keys = static_cast<const key_set*>(sqlite3_value_pointer(arguments[0], pointer_type));
    if (!c.keys) {
        sqlite3_free(cursor->pVtab->zErrMsg);
        cursor->pVtab->zErrMsg = sqlite3_mprintf("the argument of ginnel_keys is no key set");
        return SQLITE_ERROR;
    }
    c.count = c.keys->size();
    c.row = 0;
    c.integers = c.keys->type() == kind::integer ? c.keys->integers().data() : nullptr;
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* cursor) noexcept
{
    ++of(cursor).row;
    return SQLITE_OK;
}

int eof(sqlite3_vtab_cursor* cursor) noexcept
{
    return of(cursor).row >= of(cursor).count;
}

// SQLITE_STATIC: the set outlives the run, so SQLite may point into it.
void give(sqlite3_context* context, const cell& key) noexcept
{
    const char* bytes = key.text.data() ? key.text.data() : "";
    switch (key.type) {
    case kind::null:
        break;
    case kind::boolean:
    case kind::integer:
        sqlite3_result_int64(context, key.integer);
        break;
    case kind::real:
        sqlite3_result_double(context, key.real);
        break;
    case kind::text:
        sqlite3_result_text64(context, bytes, key.text.size(), SQLITE_STATIC, SQLITE_UTF8);
        break;
    case kind::blob:
        sqlite3_result_blob64(context, bytes, key.text.size(), SQLITE_STATIC);
        break;
    }
}

int read_column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int index) noexcept
{
    const keys_cursor& c = of(cursor);
    if (index == ordinal_column)
        sqlite3_result_int64(context, static_cast<sqlite3_int64>(c.row));
    else if (index != value_column)
        sqlite3_result_null(context);
    else if (c.integers)
        sqlite3_result_int64(context, c.integers[c.row]);
    else
        give(context, c.keys->at(c.row));
    return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* out) noexcept
{
    *out = static_cast<sqlite3_int64>(of(cursor).row);
    return SQLITE_OK;
}

// No xCreate: the table exists in every database from the start and cannot be created under another name.
constexpr sqlite3_module make_module() noexcept
{
    sqlite3_module m{};
    m.xConnect = connect;
    m.xBestIndex = best_index;
    m.xDisconnect = disconnect;
    m.xOpen = open_cursor;
    m.xClose = close_cursor;
    m.xFilter = filter;
    m.xNext = next;
    m.xEof = eof;
    m.xColumn = read_column;
    m.xRowid = rowid;
    return m;
}
constexpr sqlite3_module keys_module = make_module();

} // namespace

int register_keys_module(sqlite3* db) noexcept
{
    return sqlite3_create_module_v2(db, "ginnel_keys", &keys_module, nullptr, nullptr);
}

int bind_keys(sqlite3_stmt* s, int index, const key_set& keys) noexcept
{
    // SQLite hands the pointer back to ginnel_keys, which only reads.
    return sqlite3_bind_pointer(s, index, const_cast<key_set*>(&keys), pointer_type, nullptr);
}

} // namespace ginnel::driver::sqlite
