#include "value/base64.hpp"

#include <cstddef>
#include <cstdint>

namespace ginnel::detail {

namespace {

int digit(char c) noexcept
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

} // namespace

bool decode_base64(std::string& text) noexcept
{
    if (text.size() % 4 != 0)
        return false;
    std::size_t out = 0;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        const int padding = !last || text[i + 3] != '=' ? 0 : text[i + 2] != '=' ? 1 : 2;
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const int d = k >= 4U - static_cast<std::size_t>(padding) ? 0 : digit(text[i + k]);
            if (d < 0)
                return false;
            three = three << 6 | static_cast<std::uint32_t>(d);
        }
        if ((padding == 1 && (three & 0xFF) != 0) || (padding == 2 && (three & 0xFFFF) != 0))
            return false;
        // Never past what was read: three bytes for four digits.
        for (int byte = 0; byte < 3 - padding; ++byte)
            text[out++] = static_cast<char>(three >> (16 - 8 * byte) & 0xFF);
    }
    text.resize(out);
    return true;
}

} // namespace ginnel::detail
