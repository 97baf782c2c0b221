#include "models.hpp"

std::string ginnel::stored_as<data::words>::store(const data::words& w)
{
    std::string text;
    for (const std::string& word : w.list)
        text += word + ',';
    return text;
}

std::optional<data::words> ginnel::stored_as<data::words>::load(const std::string& text)
{
    data::words w;
    std::size_t begin = 0;
    for (std::size_t comma = text.find(','); comma != std::string::npos; comma = text.find(',', begin)) {
        w.list.push_back(text.substr(begin, comma - begin));
        begin = comma + 1;
    }
    return begin == text.size() ? std::optional{w} : std::nullopt;
}
