#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace diff {

/// The same numbers on every machine and library (splitmix64), since a seed must mean the same case everywhere.
class random {
public:
    /// Mixed first, or neighbouring seeds would walk along the same numbers.
    explicit random(std::uint64_t seed) noexcept : state_{mixed(seed + 0x1234567ULL)} {}

    std::uint64_t next() noexcept { return mixed(state_ += 0x9e3779b97f4a7c15ULL); }
    /// 0 .. n - 1
    std::size_t below(std::size_t n) noexcept { return n == 0 ? 0 : static_cast<std::size_t>(next() % n); }
    std::int64_t between(std::int64_t low, std::int64_t high) noexcept
    {
        return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool percent(unsigned chance) noexcept { return below(100) < chance; }

    template <typename T>
    const T& pick(const std::vector<T>& list) noexcept
    {
        return list[below(list.size())];
    }

private:
    static std::uint64_t mixed(std::uint64_t z) noexcept
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

} // namespace diff
