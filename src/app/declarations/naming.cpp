#include "app/declarations/naming.hpp"

#include <ginnel/schema/registry.hpp>

namespace ginnel::app {

namespace {

bool is_upper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}
char to_lower(char c) noexcept
{
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
char to_upper(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

std::string lower(std::string_view text)
{
    std::string out{text};
    for (auto& c : out)
        c = to_lower(c);
    return out;
}

std::string dashed(std::string_view path)
{
    std::string out;
    char before = '/';
    for (const char c : path) {
        if (is_upper(c) && before != '/' && before != '-' && before != '_' && !is_upper(before))
            out += '-';
        out += c == '_' ? '-' : to_lower(c);
        before = c;
    }
    return out;
}

std::string lower_camel(std::string_view name)
{
    std::string out;
    bool first_part = true, begins = true;
    for (const char c : name) {
        if (c == '_') {
            first_part = false;
            begins = true;
            continue;
        }
        if (begins)
            out += first_part ? to_lower(c) : to_upper(c);
        else
            out += first_part ? c : to_lower(c);
        begins = false;
    }
    return out;
}

std::string plural_of(std::string_view model_name)
{
    std::size_t last_word = 0; // "PostCategory": where "Category" begins
    for (std::size_t i = 1; i < model_name.size(); ++i)
        if (is_upper(model_name[i]) && !is_upper(model_name[i - 1]))
            last_word = i;
    const auto word = model_name.substr(last_word);
    auto many = schema::plural(lower(word));
    if (!many.empty() && !word.empty() && is_upper(word.front()))
        many.front() = to_upper(many.front());
    return std::string{model_name.substr(0, last_word)} + many;
}

} // namespace ginnel::app
