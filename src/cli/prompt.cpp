#include "cli/prompt.hpp"

#include "app/declarations/naming.hpp"
#include "app/failure_text.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <istream>
#include <ostream>

namespace ginnel::cli {

std::string prompt::text(std::string_view question, const std::string& otherwise)
{
    out_ << "? " << question << (otherwise.empty() ? "" : " (" + app::printable(otherwise) + ")") << ' ' << std::flush;
    std::string line;
    if (!std::getline(in_, line))
        throw error{error_kind::usage, "E_NO_ANSWER",
                    "\"" + std::string{question} + "\" has no answer: give it on a line, or as an option (see --help)"};
    const auto from = line.find_first_not_of(" \t\r");
    if (from == std::string::npos)
        return otherwise;
    return line.substr(from, line.find_last_not_of(" \t\r") - from + 1);
}

std::string prompt::needed(std::string_view question, const std::string& otherwise)
{
    for (;;) {
        auto said = text(question, otherwise);
        if (!said.empty())
            return said;
        say("This needs an answer (Ctrl-C leaves, and nothing is written).");
    }
}

std::string prompt::checked(std::string_view question, const std::string& otherwise,
                            const std::function<std::string(const std::string&)>& wrong)
{
    for (;;) {
        auto said = text(question, otherwise);
        const auto complaint = wrong(said);
        if (complaint.empty())
            return said;
        say(app::printable(complaint) + " (Ctrl-C leaves, and nothing is written)");
    }
}

bool prompt::yes(std::string_view question, bool otherwise)
{
    for (;;) {
        const auto said = app::lower(text(std::string{question} + (otherwise ? " (Y/n)" : " (y/N)")));
        if (said.empty())
            return otherwise;
        if (said == "y" || said == "yes")
            return true;
        if (said == "n" || said == "no")
            return false;
        say("Write y or n.");
    }
}

std::string prompt::choice(std::string_view question, const std::vector<std::string>& of, const std::string& otherwise)
{
    for (std::size_t i = 0; i < of.size(); ++i)
        out_ << "  " << i + 1 << ") " << app::printable(of[i]) << '\n';
    for (;;) {
        const auto said = needed(question, otherwise);
        for (std::size_t i = 0; i < of.size(); ++i)
            if (said == of[i] || said == std::to_string(i + 1))
                return of[i];
        const std::vector<std::string_view> names{of.begin(), of.end()};
        say("There is no " + app::printable(said) + did_you_mean(said, names) + ": write its number or name.");
    }
}

void prompt::say(std::string_view sentence)
{
    out_ << sentence << '\n';
}

} // namespace ginnel::cli
