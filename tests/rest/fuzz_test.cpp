#include "fuzzers.hpp"

#include <gtest/gtest.h>

namespace {

TEST(fuzz, requests)
{
    fuzz_requests(2500, 20240601);
}
TEST(fuzz, folders)
{
    fuzz_folders(120, 20240602);
}
TEST(fuzz, connections)
{
    fuzz_connections(700, 20240603);
}

} // namespace
