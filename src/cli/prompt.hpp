#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::cli {

/// Questions on a terminal, or to whatever the streams are. Throws error (usage, E_NO_ANSWER) where the answers end too
/// early.
class prompt {
public:
    prompt(std::istream& in, std::ostream& out) noexcept : in_{in}, out_{out} {}

    /// A line without the spaces around it; an empty one is `otherwise`.
    std::string text(std::string_view question, const std::string& otherwise = {});
    /// The same, asked again until there is one.
    std::string needed(std::string_view question, const std::string& otherwise = {});
    /// The same, asked again until `wrong` has nothing to say against the answer.
    std::string checked(std::string_view question, const std::string& otherwise,
                        const std::function<std::string(const std::string&)>& wrong);
    bool yes(std::string_view question, bool otherwise);
    /// One of these, by its number or name; asked again until it is one.
    std::string choice(std::string_view question, const std::vector<std::string>& of,
                       const std::string& otherwise = {});
    void say(std::string_view sentence);

private:
    std::istream& in_;
    std::ostream& out_;
};

} // namespace ginnel::cli
