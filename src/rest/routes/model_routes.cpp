#include "rest/routes/model_routes.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/requests/query_value.hpp"
#include "rest/requests/words.hpp"
#include "rest/routes/model_call.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ginnel::rest {

namespace {

/// A route: a verb, a path and what it answers.
struct route {
    std::string_view verb;
    std::string_view path;   ///< "": the model's own; ":id" stands for any segment
    std::string_view method; ///< LoopBack's name, by which a model file switches it off
    answer (*answers)(const model_call&);
    std::string_view parameter = {}; ///< the one that it takes in its query; empty: none
};

// As in LoopBack a name comes before an id: /count is never the row with the key "count".
constexpr std::array routes{
    route{"GET", "", "find", find, "filter"},
    route{"POST", "", "create", create},
    route{"PATCH", "", "patchOrCreate", patch_or_create},
    route{"PUT", "", "replaceOrCreate", put},
    route{"GET", "findOne", "findOne", find_one, "filter"},
    route{"GET", "count", "count", count, "where"},
    route{"POST", "update", "updateAll", update_all, "where"},
    route{"POST", "upsertWithWhere", "upsertWithWhere", upsert_with_where, "where"},
    route{"POST", "replaceOrCreate", "replaceOrCreate", replace_or_create},
    route{"HEAD", ":id", "exists", head},
    route{"GET", ":id", "findById", find_by_id, "filter"},
    route{"PATCH", ":id", "prototype.patchAttributes", patch_attributes},
    route{"PUT", ":id", "replaceById", put_by_id},
    route{"DELETE", ":id", "deleteById", delete_by_id},
    route{"GET", ":id/exists", "exists", exists},
    route{"POST", ":id/replace", "replaceById", replace_by_id},
};

/// Node's server answers HEAD where it answers GET, without the body.
bool is_verb(const route& r, std::string_view verb) noexcept
{
    return r.verb == verb || (verb == "HEAD" && r.verb == "GET");
}

bool is_path(const route& r, std::span<const std::string> path) noexcept
{
    auto rest = r.path;
    for (const auto& segment : path) {
        const auto part = rest.substr(0, rest.find('/'));
        if (part.empty() || (part != ":id" && !same_but_for_case(part, segment)))
            return false;
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
    return rest.empty();
}

/// LoopBack passes over what it does not know, and clients add parameters of their own, against caches say. A filter
/// that is misspelt, or sent where none is taken, is another matter: without it more rows would be read or written than
/// was meant.
void check_parameters(const route& r, const target& said)
{
    static constexpr std::array<std::string_view, 2> known{"filter", "where"};
    for (const auto& [name, given] : said.parameters) {
        if (name == "access_token" || (!r.parameter.empty() && names_parameter(name, r.parameter)))
            continue;
        if (nearest(std::string_view{name}.substr(0, name.find('[')), known, 1).empty())
            continue;
        throw refusal{400, "there is no parameter " + shown(name) + " here" +
                               (r.parameter.empty()
                                    ? std::string{}
                                    : ": write " + std::string{r.parameter} + "={...}, percent-encoded JSON")};
    }
}

} // namespace

std::optional<answer> model_routes::operator()(const model_request& asked) const
{
    const auto& rules = application_.rules(*asked.to.model);
    for (const auto& r : routes) {
        if (!is_verb(r, asked.sent.method) || !is_path(r, asked.path) || !rules.methods.shares(r.method))
            continue;
        check_parameters(r, asked.said);
        return r.answers({application_, bounds_, asked, r.path.starts_with(":id") ? &asked.path.front() : nullptr});
    }
    return {};
}

} // namespace ginnel::rest
