#pragma once

#include "app/settings/settings.hpp"

#include <string>
#include <string_view>

namespace ginnel::app {

/// Why no request could come to this path ("/api", "Physicians", "v1/Physicians"); empty if one can.
std::string wrong_path(std::string_view path);

/// The page of the server's own that stands at this path, or around it, as "the explorer's page /explorer"; empty if
/// none does. `path` is whole: "/api/Physicians".
std::string own_page_at(const settings& s, std::string_view path);

/// Tells what is wrong with the paths of the settings themselves.
void check_own_paths(const settings& s, const folder& f, mistakes& wrong);

} // namespace ginnel::app
