#include "fuzzers.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

// Other inputs at each run; FUZZ_SEED repeats one.

namespace {

std::uint32_t seed()
{
    static const std::uint32_t chosen = [] {
        const char* said = std::getenv("FUZZ_SEED");
        const auto s = said ? static_cast<std::uint32_t>(std::strtoul(said, nullptr, 10)) : std::random_device{}();
        std::cout << "FUZZ_SEED=" << s << std::endl;
        return s;
    }();
    return chosen;
}

TEST(fuzz_long, requests)
{
    fuzz_requests(25'000, seed());
}
TEST(fuzz_long, folders)
{
    fuzz_folders(800, seed());
}
TEST(fuzz_long, connections)
{
    fuzz_connections(15'000, seed());
}

} // namespace
