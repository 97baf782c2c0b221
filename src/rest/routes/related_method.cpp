#include "rest/routes/related_method.hpp"

#include "rest/requests/words.hpp"

namespace ginnel::rest {

namespace {

/// The methods at one path, by their verbs; empty: none.
struct at_path {
    std::string_view get, post, put, remove;
};

std::string_view by_verb(const at_path& p, std::string_view verb) noexcept
{
    if (reads(verb))
        return p.get;
    return verb == "POST" ? p.post : verb == "PUT" ? p.put : verb == "DELETE" ? p.remove : std::string_view{};
}

} // namespace

std::string_view related_method(std::string_view verb, std::span<const std::string> path, bool many) noexcept
{
    if (path.empty())
        return by_verb(many ? at_path{"get", "create", {}, "delete"} : at_path{"get", "create", "update", "destroy"},
                       verb);
    if (path.front() == "rel")
        return by_verb(path.size() > 1 ? at_path{"exists", {}, "link", "unlink"} : at_path{{}, {}, "sync", {}}, verb);
    if (path.size() > 1)
        return {};
    if (path.front() == "count" && reads(verb))
        return "count";
    return by_verb({"findById", {}, "updateById", "destroyById"}, verb);
}

} // namespace ginnel::rest
