#include "app/settings/url_paths.hpp"

#include "app/declarations/naming.hpp"

#include <algorithm>

namespace ginnel::app {

namespace {

/// Whether the path is this one or stands below it; case does not count.
bool is_within(const std::string& path, const std::string& above)
{
    return path == above || (path.starts_with(above) && path[above.size()] == '/');
}

void check(std::string_view path, std::string_view file, std::string_view member, mistakes& wrong)
{
    if (const auto told = wrong_path(path); !told.empty())
        wrong.add(file, member, told);
}

} // namespace

std::string wrong_path(std::string_view path)
{
    static constexpr std::string_view meaning_more = "?#%\\\"<> ";
    const auto is_wrong = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || meaning_more.find(c) != std::string_view::npos;
    };
    if (std::any_of(path.begin(), path.end(), is_wrong))
        return "no request could name this path: leave out blanks and ? # % \\ \" < >";
    for (std::string_view rest = path; !rest.empty();) {
        const auto end = rest.find('/');
        const auto segment = rest.substr(0, end);
        if (segment == "." || segment == "..")
            return "clients take \".\" and \"..\" out of a path before they ask for it: leave them out";
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return {};
}

std::string own_page_at(const settings& s, std::string_view path)
{
    const auto wanted = lower(path);
    // At "/" the explorer has pages of a few names alone, and all else is the API's.
    if (s.explorer && !s.explorer->empty() &&
        (is_within(wanted, lower(*s.explorer)) || is_within(lower(*s.explorer), wanted)))
        return "the explorer's page " + *s.explorer;
    if (s.health && (is_within(wanted, lower(*s.health)) || is_within(lower(*s.health), wanted)))
        return "the server's state " + *s.health;
    return {};
}

void check_own_paths(const settings& s, const folder& f, mistakes& wrong)
{
    const auto config = f.shown("config.json");
    check(s.rest_root, config, "restApiRoot", wrong);
    if (s.health)
        check(*s.health, config, "ginnel.health", wrong);
    const auto components = f.shown("component-config.json");
    const std::string mount = "loopback-component-explorer.mountPath";
    if (s.explorer)
        check(*s.explorer, components, mount, wrong);
    if (s.explorer && s.health && lower(*s.explorer) == lower(*s.health))
        wrong.add(config, "ginnel.health",
                  in_quotes(*s.health) + " is the explorer's page already: write another path");
    const auto root = lower(s.rest_root);
    if (root.empty())
        return;
    if (s.explorer && !s.explorer->empty() && is_within(root, lower(*s.explorer)))
        wrong.add(config, "restApiRoot",
                  "at " + *s.explorer + " stands the explorer's page: write another path, \"/api\"");
    else if (s.health && is_within(root, lower(*s.health)))
        wrong.add(config, "restApiRoot",
                  "at " + *s.health + " stands the server's state: write another path, \"/api\"");
}

} // namespace ginnel::app
