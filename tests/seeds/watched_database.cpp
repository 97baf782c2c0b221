#include "seeds/watched_database.hpp"

#include <stdexcept>
#include <string_view>

namespace seeds {

namespace {

caught_handle* catching = nullptr; // tests open one database at a time

using entry_point = void (*)();

} // namespace

int caught_handle::on_open(sqlite3* opened, char**, const void*)
{
    if (catching != nullptr)
        catching->handle_ = opened;
    return SQLITE_OK;
}

caught_handle::caught_handle()
{
    catching = this;
    sqlite3_auto_extension(reinterpret_cast<entry_point>(&on_open));
}
caught_handle::~caught_handle()
{
    release();
}

void caught_handle::release() noexcept
{
    sqlite3_cancel_auto_extension(reinterpret_cast<entry_point>(&on_open));
    catching = nullptr;
}

watched_database::watched_database() : ginnel::database{"sqlite::memory:"}
{
    release();
    if (handle() == nullptr)
        throw std::logic_error{"no SQLite database was opened"};
    sqlite3_trace_v2(handle(), SQLITE_TRACE_STMT, &on_trace, this);
}

int watched_database::on_trace(unsigned, void* self, void*, void* text)
{
    const std::string_view sql{static_cast<const char*>(text)};
    for (const auto* control : {"begin", "commit", "rollback", "savepoint", "release", "--"})
        if (sqlite3_strnicmp(sql.data(), control, static_cast<int>(std::string_view{control}.size())) == 0)
            return 0;
    static_cast<watched_database*>(self)->traced_.emplace_back(sql);
    return 0;
}

std::vector<std::string> watched_database::rows(const std::string& sql) const
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(handle())};
    std::vector<std::string> out;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        std::string& row = out.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            if (i > 0)
                row += '|';
            if (const auto* cell = sqlite3_column_text(statement, i))
                row += reinterpret_cast<const char*>(cell);
        }
    }
    if (sqlite3_finalize(statement) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(handle())};
    return out;
}

int watched_database::changes() const
{
    return sqlite3_total_changes(handle());
}

} // namespace seeds
