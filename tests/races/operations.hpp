#pragma once

#include "races/caller.hpp"
#include "races/shared.hpp"

#include <cstdint>
#include <random>

namespace races {

/// What a call needs to know of its caller.
struct turn {
    caller& who;
    std::uint64_t number;
    std::mt19937_64& random;
    shared& s;
    std::int64_t tokens = 0; ///< given out; each is this caller's and new

    std::int64_t up_to(std::int64_t n)
    {
        return 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
    }
    std::int64_t token()
    {
        return static_cast<std::int64_t>(number) + static_cast<std::int64_t>(most_callers) * ++tokens;
    }
};

struct operation {
    const char* name;
    std::uint64_t weight;
    void (*run)(
        turn&); ///< notes in `shared` what the end state must be, and fails where the call itself shows a wrong one
};
/// One of all calls that race, at random.
const operation& choose(std::mt19937_64& random);

} // namespace races
