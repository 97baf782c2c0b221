#include "app/files/misspelt.hpp"

#include "app/declarations/mistakes.hpp"
#include "value/nearest.hpp"

namespace ginnel::app {

std::string misspelt(std::string_view name, std::span<const std::string_view> known)
{
    const auto near = nearest(name, known, 1);
    return near.empty() ? std::string{} : "there is no such member; write " + in_quotes(near.front());
}

} // namespace ginnel::app
