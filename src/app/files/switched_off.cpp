#include "app/files/switched_off.hpp"

#include <cctype>
#include <optional>

namespace ginnel::app {

namespace {

bool is_of_name(char c) noexcept
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

/// The program with blanks for its comments. Texts are left as they are, with what in them looks like a comment.
std::string without_comments(std::string_view program)
{
    std::string out{program};
    char quote = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto pair = std::string_view{out}.substr(i, 2);
        if (quote != 0) {
            if (out[i] == '\\')
                ++i;
            else if (out[i] == quote || (out[i] == '\n' && quote != '`'))
                quote = 0;
        } else if (out[i] == '"' || out[i] == '\'' || out[i] == '`') {
            quote = out[i];
        } else if (pair == "//" || pair == "/*") {
            auto end = pair == "//" ? out.find('\n', i) : out.find("*/", i + 2);
            end = end == std::string::npos ? out.size() : pair == "//" ? end : end + 2;
            out.replace(i, end - i, end - i, ' ');
            i = end - 1;
        }
    }
    return out;
}

/// Reads what follows the name of a call.
class arguments {
public:
    explicit arguments(std::string_view rest) : rest_{rest} {}

    bool take(char c)
    {
        skip_blanks();
        if (rest_.empty() || rest_.front() != c)
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool take(std::string_view word)
    {
        skip_blanks();
        if (!rest_.starts_with(word) || (rest_.size() > word.size() && is_of_name(rest_[word.size()])))
            return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    std::optional<std::string> take_text()
    {
        skip_blanks();
        if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\''))
            return {};
        const auto end = rest_.find(rest_.front(), 1);
        const auto text = rest_.substr(1, end == std::string_view::npos ? 0 : end - 1);
        if (end == std::string_view::npos || text.find_first_of("\\\n") != std::string_view::npos)
            return {};
        rest_.remove_prefix(end + 1);
        return std::string{text};
    }

private:
    void skip_blanks()
    {
        while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0)
            rest_.remove_prefix(1);
    }

    std::string_view rest_;
};

/// The method that a call switches off; nothing where that is not said by texts.
std::optional<std::string> method_of(std::string_view called, arguments said)
{
    if (!said.take('('))
        return {};
    auto name = said.take_text();
    if (!name)
        return {};
    if (called.ends_with("ByName"))
        return said.take(')') ? name : std::nullopt;
    bool is_static = false;
    if (said.take(',')) {
        is_static = said.take(std::string_view{"true"});
        if (!is_static && !said.take(std::string_view{"false"}))
            return {};
    }
    if (!said.take(')'))
        return {};
    return is_static ? *name : "prototype." + *name;
}

/// "Note." or "Note.sharedClass.": of the model whose file it is, as far as can be told. "app.models.Note." is of
/// another.
bool is_of_model(std::string_view before) noexcept
{
    constexpr std::string_view own = ".sharedClass.";
    if (before.ends_with(own))
        before.remove_suffix(own.size() - 1);
    if (!before.ends_with('.'))
        return false;
    before.remove_suffix(1);
    auto name = before.size();
    while (name > 0 && is_of_name(before[name - 1]))
        --name;
    return name < before.size() && (name == 0 || before[name - 1] != '.');
}

} // namespace

switched_off read_switched_off(std::string_view program)
{
    const auto text = without_comments(program);
    const std::string_view all{text};
    switched_off out;
    for (auto at = all.find("disable"); at != std::string_view::npos; at = all.find("disable", at + 1)) {
        auto end = at;
        while (end < all.size() && is_of_name(all[end]))
            ++end;
        const auto called = all.substr(at, end - at);
        if (called != "disableRemoteMethodByName" && called != "disableRemoteMethod" &&
            called != "disableMethodByName" && called != "disableMethod")
            continue;
        auto method = is_of_model(all.substr(0, at)) ? method_of(called, arguments{all.substr(end)})
                                                     : std::optional<std::string>{};
        if (method)
            out.methods.push_back(std::move(*method));
        else
            out.other_calls = true;
    }
    return out;
}

} // namespace ginnel::app
