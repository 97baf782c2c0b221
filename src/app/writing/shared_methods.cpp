#include "app/writing/shared_methods.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ginnel::app {

namespace {

/// Other names that LoopBack has for its methods; whoever switches one off means the method.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> aliases{
    {{"upsert", "patchOrCreate"},
     {"updateOrCreate", "patchOrCreate"},
     {"patchOrCreateWithWhere", "upsertWithWhere"},
     {"update", "updateAll"},
     {"destroyById", "deleteById"},
     {"removeById", "deleteById"},
     {"destroyAll", "deleteAll"},
     {"remove", "deleteAll"},
     {"prototype.updateAttributes", "prototype.patchAttributes"}}};

/// Whether the pieces between a pattern's stars stand in the name, one behind the other. As in LoopBack nothing ties
/// them to its ends: "find*" is in "prototype.__findById__patients", too.
bool is_in(std::string_view pattern, std::string_view name) noexcept
{
    std::size_t from = 0;
    for (;;) {
        const auto star = pattern.find('*');
        const auto piece = pattern.substr(0, star);
        const auto at = name.find(piece, from);
        if (at == std::string_view::npos)
            return false;
        if (star == std::string_view::npos)
            return true;
        from = at + piece.size();
        pattern.remove_prefix(star + 1);
    }
}

} // namespace

bool shared_methods::shares(std::string_view method) const
{
    if (said_.empty())
        return true;
    if (const auto at = said_.find(method); at != said_.end())
        return at->second;
    const auto switches_off = [&](const auto& said) {
        const std::string& name = said.first;
        if (said.second)
            return false;
        return name.find('*') != std::string::npos
                   ? is_in(name, method)
                   : std::any_of(aliases.begin(), aliases.end(),
                                 [&](const auto& a) { return a.first == name && a.second == method; });
    };
    return std::none_of(said_.begin(), said_.end(), switches_off);
}

bool shared_methods::shares(std::string_view method, std::string_view relation) const
{
    if (said_.empty())
        return true;
    if (method == "sync" && !(shares("link", relation) && shares("unlink", relation)))
        return false;
    return shares("prototype.__" + std::string{method} + "__" + std::string{relation});
}

} // namespace ginnel::app
