#include <ginnel/schema/registry.hpp>

#include <cstddef>
#include <vector>

namespace ginnel::schema {

namespace {

bool upper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}
bool digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
/// Bytes of other alphabets count as small letters: they are kept and split nothing.
bool small(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
char lowered(char c) noexcept
{
    return upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
char raised(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The words of a name in any style, in small letters: "HTTPServer" is http, server; "area51Map" is area51, map.
std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words;
    bool open = false; // whether the last word goes on
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!upper(c) && !digit(c) && !small(c)) {
            open = false;
            continue;
        }
        const char before = i > 0 ? name[i - 1] : '\0';
        const char after = i + 1 < name.size() ? name[i + 1] : '\0';
        // A capital begins a word after a small letter or digit; the last one of a run begins the word that follows it.
        if (upper(c) && (small(before) || digit(before) || (upper(before) && small(after))))
            open = false;
        if (!open)
            words.emplace_back();
        open = true;
        words.back() += lowered(c);
    }
    return words;
}

} // namespace

std::string snake_case(std::string_view name)
{
    std::string text;
    for (const std::string& word : words_of(name)) {
        if (!text.empty())
            text += '_';
        text += word;
    }
    return text;
}

std::string camel_case(std::string_view name)
{
    std::string text;
    for (const std::string& word : words_of(name)) {
        const std::size_t start = text.size();
        text += word;
        if (start > 0)
            text[start] = raised(text[start]);
    }
    return text;
}

std::string table_name_for(std::string_view model_name)
{
    return plural(snake_case(model_name));
}

} // namespace ginnel::schema
