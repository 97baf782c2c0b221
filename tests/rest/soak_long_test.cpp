#include "soak.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace {

// SOAK_SECONDS says for how long. Clients rest between their requests, so that it can run beside other tests.
TEST(soak_long, loses_nothing_that_was_acknowledged_answers_no_5xx_and_does_not_grow)
{
    const char* said = std::getenv("SOAK_SECONDS");
    const long seconds = said ? std::strtol(said, nullptr, 10) : 600;
    soak(std::chrono::seconds{seconds > 0 ? seconds : 600}, std::chrono::milliseconds{50});
}

} // namespace
