#include "mutator.hpp"

#include <cctype>
#include <fstream>
#include <set>
#include <stdexcept>
#include <utility>

namespace {

/// What is odd in most places where something else is expected.
const std::vector<std::string> odd{"null",
                                   "true",
                                   "-1",
                                   "0",
                                   "1e400",
                                   "9007199254740993",
                                   "9223372036854775808",
                                   "\"\"",
                                   "[]",
                                   "{}",
                                   "\"__proto__\"",
                                   "\"constructor\"",
                                   R"("\ud800")",
                                   R"("\u0000")",
                                   "\"\xff\"",
                                   "\"' or 1=1 --\"",
                                   "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]",
                                   "%",
                                   "\r\n",
                                   "\xe2\x80\xae"};

bool is_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

/// Where tokens stand: texts in quotes, words and numbers.
std::vector<std::pair<std::size_t, std::size_t>> tokens_in(std::string_view text)
{
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        if (text[i] == '"') {
            while (end < text.size() && text[end] != '"')
                end += text[end] == '\\' ? 2 : 1;
            end = std::min(end + 1, text.size());
        } else if (is_word(text[i])) {
            while (end < text.size() && is_word(text[end]))
                ++end;
        } else {
            ++i;
            continue;
        }
        out.emplace_back(i, end - i);
        i = end;
    }
    return out;
}

} // namespace

mutator::mutator(std::vector<std::string> corpus, std::uint32_t seed) : corpus_{std::move(corpus)}, random_{seed}
{
    std::set<std::string> known{odd.begin(), odd.end()};
    for (const auto& text : corpus_)
        for (const auto& [from, size] : tokens_in(text))
            known.insert(text.substr(from, size));
    tokens_.assign(known.begin(), known.end());
}

std::size_t mutator::pick(std::size_t below)
{
    return std::uniform_int_distribution<std::size_t>{0, below - 1}(random_);
}

std::string mutator::next(std::size_t most)
{
    auto text = corpus_[pick(corpus_.size())];
    for (auto changes = 1 + pick(most); changes > 0; --changes)
        if (pick(3) == 0)
            change_bytes(text);
        else
            change_token(text);
    return text;
}

void mutator::change_bytes(std::string& text)
{
    static const std::string bytes = "{}[]\":,%+&?#/\\ 019.eE-nulltrue\x01\x7f\xc3\xff$'=;\r\n\t";
    const auto at = pick(text.size() + 1);
    switch (pick(5)) {
    case 0:
        text.insert(at, 1, bytes[pick(bytes.size())]);
        break;
    case 1:
        text.erase(at, 1 + pick(4));
        break;
    case 2: {
        const auto& other = corpus_[pick(corpus_.size())];
        text.insert(at, other.substr(pick(other.size()), 1 + pick(12)));
        break;
    }
    case 3:
        text.insert(at, std::string(1 + pick(200), bytes[pick(bytes.size())]));
        break;
    default:
        if (at < text.size())
            text[at] = pick(2) == 0 ? bytes[pick(bytes.size())] : static_cast<char>(pick(256));
    }
}

void mutator::change_token(std::string& text)
{
    const auto tokens = tokens_in(text);
    if (tokens.empty())
        return;
    const auto [from, size] = tokens[pick(tokens.size())];
    switch (pick(4)) {
    case 0: { // twice, with what follows it
        const auto part = text.substr(from, size + pick(8));
        text.insert(from, part);
        break;
    }
    case 1:
        text.erase(from, size);
        break;
    default:
        text.replace(from, size, tokens_[pick(tokens_.size())]);
    }
}

std::vector<std::string> corpus_of(std::string_view file)
{
    std::ifstream in{std::string{GINNEL_ROOT "/tests/rest/corpus/"}.append(file)};
    std::vector<std::string> lines, parts(1);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
        if (line == "----")
            parts.emplace_back();
        else
            parts.back() += line + '\n';
    }
    if (lines.empty())
        throw std::runtime_error{"no corpus"};
    if (parts.size() > 1)
        return parts;
    std::erase(lines, std::string{});
    return lines;
}
