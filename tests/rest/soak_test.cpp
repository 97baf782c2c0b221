#include "soak.hpp"

#include <gtest/gtest.h>

namespace {

TEST(soak, loses_nothing_that_was_acknowledged_and_answers_no_5xx)
{
    soak(std::chrono::seconds{6}, std::chrono::milliseconds{5});
}

} // namespace
