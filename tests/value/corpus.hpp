#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// The kept inputs of the parsers, and mutations of them.
namespace corpus {

struct entry {
    std::string name;
    std::string text;
};

/// The files of tests/value/corpus/<folder>, each without the newline at its end.
inline std::vector<entry> read(const std::string& folder)
{
    std::vector<entry> entries;
    for (const auto& file :
         std::filesystem::directory_iterator{std::string{GINNEL_ROOT "/tests/value/corpus/"} + folder}) {
        std::ifstream in{file.path(), std::ios::binary};
        std::string text{std::istreambuf_iterator<char>{in}, {}};
        if (!text.empty() && text.back() == '\n')
            text.pop_back();
        entries.push_back({file.path().filename().string(), std::move(text)});
    }
    if (entries.empty())
        throw std::runtime_error{"an empty corpus proves nothing: " + folder};
    return entries;
}

/// One to four small damages: a byte changed, dropped or doubled, a piece copied elsewhere, the end cut off.
inline std::string mutate(std::string text, std::string_view alphabet, std::mt19937& random)
{
    const auto below = [&random](std::size_t n) {
        return std::uniform_int_distribution<std::size_t>{0, n - 1}(random);
    };
    for (std::size_t left = 1 + below(4); left > 0; --left) {
        const std::size_t at = below(text.size() + 1);
        switch (below(6)) {
        case 0:
            text.insert(at, 1, alphabet[below(alphabet.size())]);
            break;
        case 1:
            if (at < text.size())
                text[at] = alphabet[below(alphabet.size())];
            break;
        case 2:
            if (at < text.size())
                text[at] = static_cast<char>(below(256));
            break;
        case 3:
            text.erase(at, 1 + below(3));
            break;
        case 4:
            text.insert(at, text.substr(below(text.size() + 1), 1 + below(8)));
            break;
        default:
            text.resize(at);
            break;
        }
    }
    return text;
}

} // namespace corpus
