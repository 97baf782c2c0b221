#include "driver/sqlite/walk.hpp"

#include "driver/sqlite/connection.hpp"
#include "driver/sqlite/read_cells.hpp"

#include <utility>

namespace ginnel::driver::sqlite {

sqlite_walk::sqlite_walk(sqlite_connection& c, std::string_view text, std::span<const argument> arguments)
    : connection_{c}, statement_{&c.cache_.acquire(text)}, arguments_{arguments}
{
    try {
        if (c.guarded_)
            c.guard(*statement_);
        c.bind(*statement_, arguments);
        c.count(text, false);
    } catch (...) {
        c.cache_.release(*statement_);
        throw;
    }
    timed_ = c.watched();
    if (timed_)
        since_ = std::chrono::steady_clock::now();
}

sqlite_walk::~sqlite_walk()
{
    end(false);
}

const cell* sqlite_walk::fetch()
{
    if (!statement_)
        return nullptr;
    const int code = sqlite3_step(statement_->handle);
    if (code == SQLITE_ROW) [[likely]] {
        if (columns_ == 0) {
            columns_ = static_cast<std::size_t>(sqlite3_data_count(statement_->handle));
            cells_.resize(columns_);
        }
        ++rows_;
        if (read_cells(statement_->handle, cells_.data(), columns_, connection_.one_number_)) [[likely]]
            return cells_.data();
    }
    if (code == SQLITE_DONE) {
        end(false);
        return nullptr;
    }
    const error e = connection_.failure(code == SQLITE_ROW ? SQLITE_NOMEM : code, statement_->text);
    end(true);
    throw e;
}

void sqlite_walk::end(bool failed) noexcept
{
    if (!statement_)
        return;
    sqlite3_reset(statement_->handle);
    if (timed_)
        connection_.watcher()->ended(
            {statement_->text, arguments_, std::chrono::steady_clock::now() - since_, rows_, failed});
    connection_.cache_.release(*std::exchange(statement_, nullptr));
}

} // namespace ginnel::driver::sqlite
