// expect: for std::chrono::system_clock::time_point use std::chrono::sys_seconds or sys_time<microseconds>
#include <ginnel/ginnel.hpp>
#include <ginnel/value/chrono.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

struct Thing {
    std::int64_t id{};
#ifdef MISTAKE
    std::chrono::system_clock::time_point at{};
#else
    std::chrono::sys_seconds at{};
#endif
};
int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.query<Thing>().all();
}
