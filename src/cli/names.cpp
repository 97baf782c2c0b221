#include "cli/names.hpp"

#include "app/declarations/mistakes.hpp"
#include "app/failure_text.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <array>

namespace ginnel::cli {

namespace {

constexpr std::size_t longest = 64;

bool is_letter(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '$';
}

bool may_follow(char c) noexcept
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

} // namespace

std::string wrong_name(std::string_view what, std::string_view name)
{
    // What every object of JavaScript has already.
    static constexpr std::array<std::string_view, 3> of_javascript{"__proto__", "constructor", "prototype"};
    const auto cannot =
        app::in_quotes(app::printable(name.substr(0, longest))) + " cannot be " + std::string{what} + ": ";
    if (std::find(of_javascript.begin(), of_javascript.end(), name) != of_javascript.end())
        return cannot + "it means something else to JavaScript, which LoopBack and clients are written in";
    if (name.size() > longest)
        return cannot + "write at most " + std::to_string(longest) + " characters";
    if (name.empty() || !is_letter(name.front()) || !std::all_of(name.begin(), name.end(), may_follow))
        return cannot + "write letters (a to z), digits, _ and -, with a letter first";
    return {};
}

void check_name(std::string_view what, std::string_view name)
{
    if (const auto wrong = wrong_name(what, name); !wrong.empty())
        throw error{error_kind::usage, "E_NAME", wrong};
}

} // namespace ginnel::cli
