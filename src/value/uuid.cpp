#include <ginnel/value/uuid.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <random>

namespace ginnel {

namespace {

constexpr bool dash_before(std::size_t byte) noexcept
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

constexpr int hex_digit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// From the system each time and not from a generator of our own: after a fork, parent and child would draw alike.
std::array<std::uint8_t, 16> random_bytes()
{
    thread_local std::random_device source;
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t at = 0; at < bytes.size(); at += 4) {
        const std::uint32_t word = source();
        std::memcpy(bytes.data() + at, &word, 4);
    }
    return bytes;
}

void stamp(std::array<std::uint8_t, 16>& bytes, int version)
{
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | (version << 4));
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
}

/// 48 bits of milliseconds and 12 of a counter, greater than every one before. More than 4096 within a millisecond
/// borrow from the next one, as RFC 9562 allows; so does a clock that is set back.
std::uint64_t next_tick()
{
    static std::atomic<std::uint64_t> last{0};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto clock = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count())
                       << 12;
    std::uint64_t before = last.load(std::memory_order_relaxed);
    std::uint64_t tick = 0;
    do {
        tick = std::max(clock, before + 1);
    } while (!last.compare_exchange_weak(before, tick, std::memory_order_relaxed));
    return tick;
}

} // namespace

std::optional<uuid> uuid::parse(std::string_view text) noexcept
{
    if (text.size() != 36)
        return std::nullopt;
    std::array<std::uint8_t, 16> bytes{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (dash_before(i) && text[at++] != '-')
            return std::nullopt;
        const int high = hex_digit(text[at++]);
        const int low = hex_digit(text[at++]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return uuid{bytes};
}

uuid uuid::random()
{
    std::array<std::uint8_t, 16> bytes = random_bytes();
    stamp(bytes, 4);
    return uuid{bytes};
}

uuid uuid::time_ordered()
{
    std::array<std::uint8_t, 16> bytes = random_bytes();
    const std::uint64_t tick = next_tick();
    for (std::size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<std::uint8_t>(tick >> (52 - 8 * i));
    bytes[6] = static_cast<std::uint8_t>((tick >> 8) & 0x0f);
    bytes[7] = static_cast<std::uint8_t>(tick);
    stamp(bytes, 7);
    return uuid{bytes};
}

std::string uuid::to_string() const
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        if (dash_before(i))
            text += '-';
        text += digits[bytes_[i] >> 4];
        text += digits[bytes_[i] & 15];
    }
    return text;
}

bool column_traits<uuid>::load(const cell& c, uuid& out) noexcept
{
    if (c.type != kind::text)
        return false;
    const std::optional<uuid> read = uuid::parse(c.text);
    if (read)
        out = *read;
    return read.has_value();
}

value column_traits<uuid>::store(const uuid& v)
{
    return value{v.to_string()};
}

} // namespace ginnel

std::size_t std::hash<ginnel::uuid>::operator()(const ginnel::uuid& u) const noexcept
{
    std::uint64_t halves[2];
    std::memcpy(halves, u.bytes().data(), sizeof halves);
    // Not every UUID is random in both halves: a multiplication spreads the first one over all bits.
    const std::uint64_t mixed = (halves[0] * 0x9e3779b97f4a7c15U) ^ halves[1];
    return static_cast<std::size_t>(mixed ^ (mixed >> 32));
}
