#pragma once

#include <boost/json/string_view.hpp>

#include <string_view>

namespace ginnel::app {

/// The library's view of a text as the standard's, for both a text and a name of a member.
inline std::string_view view(boost::json::string_view s) noexcept
{
    return {s.data(), s.size()};
}

} // namespace ginnel::app
