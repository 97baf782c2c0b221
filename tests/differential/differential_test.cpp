#include "differential/campaign.hpp"

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

// Random models, data and questions: each answer of the engine equals that of nested loops over the rows in memory.
// GINNEL_DIFF_SEED=n asks case n alone; GINNEL_DIFF_CASES=n asks that many, and then the matrix may have thin cells;
// GINNEL_DIFF_REPORTS=n prints that many failures.
TEST(differential, engine_answers_as_the_evaluator_does)
{
    constexpr std::uint64_t cases = 60'000;
    const auto seed = from_environment("GINNEL_DIFF_SEED");
    const auto fewer = from_environment("GINNEL_DIFF_CASES");
    const auto kept = static_cast<std::size_t>(from_environment("GINNEL_DIFF_REPORTS").value_or(3));
    const auto found = diff::run_cases(seed.value_or(0), seed ? 1 : fewer.value_or(cases), kept);
    std::cout << "cases 0 to " << found.cases << " by seed:\n" << found.covered.shown()
              << "thinnest: " << found.covered.thinnest() << '\n';
    for (const auto& r : found.reports)
        ADD_FAILURE() << r;
    EXPECT_EQ(found.failures, 0U) << "of " << found.cases << " cases";
    if (!seed && !fewer) {
        EXPECT_EQ(found.covered.thin(50), "") << "cells of the matrix with fewer than 50 cases";
    }
}

// One statement takes the keys of all parents, however many: each way in which a preload ties its rows to them.
TEST(differential, preloads_for_more_than_70000_parents_are_as_the_evaluator_says)
{
    using diff::variant;
    if (from_environment("GINNEL_DIFF_SEED") || from_environment("GINNEL_DIFF_CASES"))
        GTEST_SKIP() << "a run of fewer cases was asked for";
    const std::vector<variant> kinds{variant::has_many,        variant::many_to_many, variant::morph_to,
                                     variant::has_one_of_many, variant::deep_through, variant::via_morph};
    const auto found = diff::run_many_keys(kinds, 70'500);
    for (const auto& r : found.reports)
        ADD_FAILURE() << r;
    EXPECT_GE(found.cases, kinds.size());
}

} // namespace
