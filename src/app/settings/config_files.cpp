#include "app/settings/config_files.hpp"

#include "app/files/json_file.hpp"
#include "app/json_view.hpp"

#include <array>
#include <cstdlib>
#include <system_error>

namespace ginnel::app {

namespace {

namespace json = boost::json;

bool is_file(const std::filesystem::path& p)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(p, ignored);
}

std::string below(const std::string& member, std::string_view name)
{
    return member.empty() ? std::string{name} : member + "." + std::string{name};
}

void lay_over(json::object& under, const json::object& over)
{
    for (const auto& member : over) {
        auto* known = under.if_contains(member.key());
        if (known && known->is_object() && member.value().is_object())
            lay_over(known->get_object(), member.value().get_object());
        else
            under.insert_or_assign(member.key(), member.value());
    }
}

bool is_name(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// The text with the environment's values in it.
std::string filled(std::string_view text, std::string_view file, const std::string& member, mistakes& wrong)
{
    std::string out;
    for (;;) {
        const auto begin = text.find("${");
        out += text.substr(0, begin);
        if (begin == std::string_view::npos)
            return out;
        auto end = begin + 2;
        while (end < text.size() && is_name(text[end]))
            ++end;
        if (end == begin + 2 || end == text.size() || text[end] != '}') {
            out += "${";
            text.remove_prefix(begin + 2);
            continue;
        }
        const std::string name{text.substr(begin + 2, end - begin - 2)};
        if (const char* found = std::getenv(name.c_str()))
            out += found;
        else
            wrong.add(file, member, "the environment has no " + name + ": set it, or write the value itself");
        text.remove_prefix(end + 1);
    }
}

} // namespace

std::string environment_name()
{
    const char* said = std::getenv("NODE_ENV");
    return said && *said ? said : "development";
}

json::object read_config(const std::filesystem::path& folder, const std::string& stem, mistakes& wrong,
                         const std::optional<std::string>& staged)
{
    json::object out;
    const auto main = stem + ".json";
    const bool has_main = staged || is_file(folder / main);
    if (staged)
        out = parse_json_object(*staged, main, wrong).value_or(json::object{});
    else if (has_main)
        out = read_json_object(folder / main, main, wrong).value_or(json::object{});
    // The environment's name becomes a part of a path: it names a file here and nowhere else.
    const auto environment = environment_name();
    for (const auto& variant : std::array<std::string, 2>{"local", environment}) {
        const auto name = stem + "." + variant + ".json";
        if (variant.find('/') != std::string::npos || !is_file(folder / name))
            continue;
        if (!has_main)
            wrong.add(name, {}, "it changes " + main + ", which is not there: write that file");
        else if (const auto over = read_json_object(folder / name, name, wrong))
            lay_over(out, *over);
    }
    return out;
}

void fill_from_environment(json::value& in, std::string_view file, const std::string& member, mistakes& wrong)
{
    if (in.is_string())
        in = filled(view(in.get_string()), file, member, wrong);
    else if (in.is_object())
        for (auto& m : in.get_object())
            fill_from_environment(m.value(), file, below(member, view(m.key())), wrong);
    else if (in.is_array())
        for (auto& element : in.get_array())
            fill_from_environment(element, file, member, wrong);
}

} // namespace ginnel::app
