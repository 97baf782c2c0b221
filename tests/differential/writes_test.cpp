#include "differential/write_campaign.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

namespace {

std::optional<std::uint64_t> from_environment(const char* name)
{
    const char* text = std::getenv(name);
    return text ? std::optional<std::uint64_t>{std::stoull(text)} : std::nullopt;
}

// Random writes of random worlds: after each all tables are as the evaluator left its rows, what came back is what it
// says, and the next question is answered as it does. GINNEL_DIFF_WORLD=n writes world n alone, GINNEL_DIFF_WORLDS=n
// that many, GINNEL_DIFF_CASES=n a hundredth of it.
TEST(differential, engine_writes_as_the_evaluator_does)
{
    constexpr std::uint64_t worlds = 300;
    if (from_environment("GINNEL_DIFF_SEED"))
        GTEST_SKIP() << "one question was asked for";
    const auto one = from_environment("GINNEL_DIFF_WORLD");
    auto fewer = from_environment("GINNEL_DIFF_WORLDS");
    if (const auto cases = from_environment("GINNEL_DIFF_CASES"); cases && !fewer)
        fewer = *cases / 100;
    const auto kept = static_cast<std::size_t>(from_environment("GINNEL_DIFF_REPORTS").value_or(3));
    const auto found = diff::run_writes(one.value_or(0), one ? 1 : fewer.value_or(worlds), kept);
    std::cout << found.writes << " writes, each followed by a question (" << found.questions << "):\n"
              << found.covered.shown() << "thinnest: " << found.covered.thinnest() << '\n';
    for (const auto& r : found.reports)
        ADD_FAILURE() << r;
    EXPECT_EQ(found.failures, 0U) << "of " << found.writes << " writes";
    if (!one && !fewer) {
        EXPECT_EQ(found.covered.thin(1), "") << "cells of the matrix without a write";
    }
}

} // namespace
