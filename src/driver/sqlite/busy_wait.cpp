#include "driver/sqlite/busy_wait.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <thread>

namespace ginnel::driver::sqlite {

namespace {

using microseconds = std::chrono::microseconds;

// A write mostly takes less than a millisecond. One that takes longer than `patience` may take seconds, and looking for
// its end must cost little then: a look takes a few microseconds.
constexpr microseconds first_pause{50}, short_pause{250}, long_pause{1000}, patience{100'000};

microseconds pause_after(int tries, microseconds waited)
{
    if (waited > patience)
        return long_pause;
    return std::min(first_pause * (1 << std::min(tries, 10)), short_pause);
}

} // namespace

busy_wait::busy_wait(std::chrono::milliseconds longest) noexcept
    : longest_{std::clamp<std::chrono::milliseconds>(longest, std::chrono::milliseconds{0}, longest_busy_wait)}
{
}

void busy_wait::serve(sqlite3* db) noexcept
{
    sqlite3_busy_handler(db, &busy_wait::again, this);
}

int busy_wait::again(void* self, int tries) noexcept
{
    busy_wait& wait = *static_cast<busy_wait*>(self);
    const auto now = std::chrono::steady_clock::now();
    if (tries == 0)
        wait.since_ = now;
    const auto waited = std::chrono::duration_cast<microseconds>(now - wait.since_);
    if (waited >= wait.longest_)
        return 0;
    std::this_thread::sleep_for(std::min(pause_after(tries, waited), wait.longest_ - waited));
    return 1;
}

} // namespace ginnel::driver::sqlite
