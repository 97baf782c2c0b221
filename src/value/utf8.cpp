#include "value/utf8_scan.hpp"

#include <ginnel/value/utf8.hpp>

#include <cstdint>
#include <cstring>

namespace ginnel {

namespace detail {

utf8_step next_utf8(std::string_view text, std::size_t at) noexcept
{
    const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte_at(at);
    if (first < 0x80)
        return {1, true};

    // The second byte's range depends on the first: that is what rules out overlong forms, surrogates and the far end.
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
        if (first == 0xe0)
            low = 0xa0;
        if (first == 0xed)
            high = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
        if (first == 0xf0)
            low = 0x90;
        if (first == 0xf4)
            high = 0x8f;
    } else {
        return {1, false};
    }

    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= text.size() || byte_at(at + i) < low || byte_at(at + i) > high)
            return {i, false};
        low = 0x80;
        high = 0xbf;
    }
    return {length, true};
}

std::size_t ascii_run(std::string_view text, std::size_t at) noexcept
{
    const std::size_t begin = at;
    while (text.size() - at >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if ((word & 0x8080808080808080U) != 0)
            break;
        at += 8;
    }
    return at - begin;
}

} // namespace detail

bool is_utf8(std::string_view bytes) noexcept
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        at += detail::ascii_run(bytes, at);
        if (at == bytes.size())
            break;
        const detail::utf8_step step = detail::next_utf8(bytes, at);
        if (!step.valid)
            return false;
        at += step.length;
    }
    return true;
}

} // namespace ginnel
