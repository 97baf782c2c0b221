#include "driver/regexp.hpp"

#include "driver/sqlite/errors.hpp"
#include "driver/sqlite/sqlite.hpp"

#include <re2/re2.h>
#include <sqlite3.h>

#include <memory>
#include <string_view>
#include <utility>

namespace ginnel::driver {

namespace {

re2::StringPiece text_of(sqlite3_value* v)
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(v));
    return {text ? text : "", static_cast<std::size_t>(sqlite3_value_bytes(v))};
}

/// regexp(pattern, text), which `text regexp pattern` calls. SQLite keeps what was compiled as long as the pattern is constant.
void regexp(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL || sqlite3_value_type(arguments[1]) == SQLITE_NULL)
        return; // null
    try {
        auto* compiled = static_cast<re2::RE2*>(sqlite3_get_auxdata(context, 0));
        std::unique_ptr<re2::RE2> made;
        if (!compiled) {
            re2::RE2::Options options;
            options.set_log_errors(false);
            made = std::make_unique<re2::RE2>(text_of(arguments[0]), options);
            if (!made->ok())
                return sqlite3_result_error(context, ("no regular expression: " + made->error()).c_str(), -1);
            compiled = made.get();
        }
        sqlite3_result_int(context, re2::RE2::PartialMatch(text_of(arguments[1]), *compiled) ? 1 : 0);
        if (made)
            sqlite3_set_auxdata(context, 0, made.release(), [](void* p) { delete static_cast<re2::RE2*>(p); });
    } catch (const std::bad_alloc&) {
        sqlite3_result_error_nomem(context);
    }
}

} // namespace

pool::factory with_regexp(pool::factory open)
{
    return [open = std::move(open)] {
        auto c = open();
        if (sqlite3* db = sqlite::handle(*c)) {
            const int code = sqlite3_create_function_v2(db, "regexp", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr, regexp, nullptr,
                                                        nullptr, nullptr);
            if (code != SQLITE_OK)
                throw sqlite::make_error(db, code, {});
        }
        return c;
    };
}

} // namespace ginnel::driver
