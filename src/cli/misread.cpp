#include "cli/misread.hpp"

#include "app/declarations/mistakes.hpp"
#include "app/failure_text.hpp"
#include "value/nearest.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace ginnel::cli {

namespace {

std::string quoted(std::string_view word)
{
    return app::in_quotes(app::printable(word.substr(0, 64)));
}

/// What is wrong with an option of this command; empty if nothing is.
std::string wrong_option(const CLI::App& command, std::string_view word)
{
    const auto name = word.substr(0, word.find('='));
    if (!name.starts_with("--") || name == "--" || command.get_option_no_throw(std::string{name}))
        return {};
    std::vector<std::string> names;
    for (const auto* option : command.get_options())
        for (const auto& known : option->get_lnames())
            names.push_back("--" + known);
    // Without the dashes, which all of them begin with.
    std::vector<std::string_view> bare;
    for (const auto& known : names)
        bare.push_back(std::string_view{known}.substr(2));
    const auto near = nearest(name.substr(2), bare, 1);
    return "there is no option " + quoted(name) + (near.empty() ? "" : "; write --" + near.front());
}

} // namespace

std::string misread(const CLI::App& program, int argc, const char* const* argv)
{
    if (argc < 2)
        return {};
    const std::string_view first{argv[1]};
    if (first.starts_with('-'))
        return wrong_option(program, first);
    const CLI::App* command = nullptr;
    std::vector<std::string> names;
    for (const auto* known : program.get_subcommands(std::function<bool(const CLI::App*)>{})) {
        names.push_back(known->get_name());
        if (known->get_name() == first)
            command = known;
    }
    if (!command) {
        const std::vector<std::string_view> known{names.begin(), names.end()};
        return "there is no command " + quoted(first) + did_you_mean(first, known);
    }
    for (int i = 2; i < argc; ++i)
        if (auto wrong = wrong_option(*command, argv[i]); !wrong.empty())
            return wrong;
    return {};
}

} // namespace ginnel::cli
