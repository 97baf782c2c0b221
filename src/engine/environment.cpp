#include "engine/environment.hpp"

#include "engine/statement_store.hpp"

namespace ginnel::engine {

environment::environment(driver::capabilities a, const sql::dialect& d)
    : abilities{a},
      dialect{d},
      now{[] { return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()); }},
      statements{std::make_unique<statement_store>()}
{
}

environment::~environment() = default;

} // namespace ginnel::engine
