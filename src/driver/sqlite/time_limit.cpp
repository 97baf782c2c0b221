#include "driver/sqlite/time_limit.hpp"

#include <sqlite3.h>

namespace ginnel::driver::sqlite {

namespace {

// So many of SQLite's own instructions take about a tenth of a millisecond, and a look at the clock a hundredth of that.
constexpr int instructions_between_looks = 10'000;

} // namespace

void time_limit::serve(sqlite3* db) noexcept
{
    if (longest_.count() > 0)
        sqlite3_progress_handler(db, instructions_between_looks, &time_limit::look, this);
}

int time_limit::look(void* self) noexcept
{
    return static_cast<const time_limit*>(self)->passed() ? 1 : 0;
}

} // namespace ginnel::driver::sqlite
