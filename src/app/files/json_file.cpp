#include "app/files/json_file.hpp"

#include <boost/json/parser.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace ginnel::app {

namespace {

constexpr std::size_t longest = 1024 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// "line 3, column 7" of a byte.
std::string place_of(std::string_view text, std::size_t byte)
{
    const auto before = text.substr(0, byte);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n');
    const auto column = start == std::string_view::npos ? before.size() + 1 : before.size() - start;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

} // namespace

std::optional<boost::json::object> read_json_object(const std::filesystem::path& file, const std::string& shown,
                                                    mistakes& wrong)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        wrong.add(shown, {}, "there is no such file: name one that is there");
        return {};
    }
    if (std::filesystem::is_directory(file, ignored)) {
        wrong.add(shown, {}, "this is a folder: name a file");
        return {};
    }
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        wrong.add(shown, {}, "the file cannot be read: give this process the right to read it");
        return {};
    }
    std::string text(longest + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return parse_json_object(text, shown, wrong);
}

std::optional<boost::json::object> parse_json_object(std::string_view text, const std::string& shown, mistakes& wrong)
{
    if (text.size() > longest) {
        wrong.add(shown, {}, "the file is longer than 1 MiB, which no model file should be");
        return {};
    }
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    boost::json::parser parser;
    boost::json::error_code problem;
    const auto taken = parser.write_some(text, problem);
    const auto rest = text.substr(taken);
    const auto more = rest.find_first_not_of(" \t\r\n");
    if (problem || more != std::string_view::npos) {
        const auto at = problem ? taken : taken + more;
        const auto what = problem ? problem.message() : std::string{"there is more after the end of the object"};
        wrong.add(
            shown, {},
            "this is no valid JSON at " + place_of(text, at) + " (" + what +
                "): put it right there, or just before; JSON knows no comments and no comma after the last member");
        return {};
    }
    auto parsed = parser.release();
    if (!parsed.is_object()) {
        wrong.add(shown, {}, "the file holds no JSON object: write { ... }");
        return {};
    }
    return std::move(parsed.get_object());
}

} // namespace ginnel::app
