#include "rest/filter_reader.hpp"

#include "rest/filter_fields.hpp"
#include "rest/filter_names.hpp"
#include "rest/refusal.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 7> members{"where", "include", "order", "limit", "skip", "offset", "fields"};

std::string_view view(const json::string& s)
{
    return {s.data(), s.size()};
}
std::string_view view(json::string_view s)
{
    return {s.data(), s.size()};
}

std::optional<std::int64_t> count_of(const json::value& said, const std::string& at, std::int64_t least)
{
    if (said.is_null())
        return {};
    if (!said.is_int64() || said.get_int64() < least)
        throw refusal{400, at + ": write a whole number from " + std::to_string(least) + " on"};
    return said.get_int64();
}

} // namespace

subject filter_reader::at_depth(const schema::model& m, std::size_t depth) const
{
    const auto found = depth == 0 ? withheld_.end() : withheld_.find(&m);
    return {m, found == withheld_.end() ? nullptr : &found->second};
}

app::filter filter_reader::filter(const schema::model& m, const json::value& said, const std::string& at, std::size_t depth)
{
    if (!said.is_object())
        throw refusal{400, at + ": Value is not an object. Write {\"where\": ..., \"include\": ..., \"order\": ..., \"limit\": ..., \"skip\": ..., \"fields\": ...}"};
    app::filter f;
    const auto here_is = at_depth(m, depth);
    for (const auto& member : said.get_object()) {
        const auto name = view(member.key());
        const auto& v = member.value();
        const auto here = [&] { return at + "." + std::string{name}; };
        if (name == "where")
            f.where = v.is_null() ? app::condition{} : where(here_is, v, here(), 0);
        else if (name == "include")
            include(m, v, here(), depth, f);
        else if (name == "order")
            f.orders = read_order(here_is, v, here());
        else if (name == "limit")
            f.limit = count_of(v, here(), 0);
        else if (name == "skip" || name == "offset")
            f.skip = count_of(v, here(), 0);
        else if (name == "fields")
            f.fields = read_fields(here_is, v, here());
        else
            throw refusal{400, at + ": a filter has no member of this name" + did_you_mean(name, members)};
    }
    if (f.limit == 0) // LoopBack: no limit
        f.limit.reset();
    return f;
}

void filter_reader::include(const schema::model& m, const json::value& said, const std::string& at, std::size_t depth, app::filter& into)
{
    if (said.is_null())
        return;
    if (said.is_string())
        return include_one(m, view(said.get_string()), nullptr, at, depth, into);
    if (said.is_array()) {
        for (const auto& one : said.get_array()) {
            if (one.is_array())
                throw refusal{400, at + ": a list in a list names no relation: write [\"a\", \"b\"]"};
            include(m, one, at, depth, into);
        }
        return;
    }
    if (!said.is_object())
        throw refusal{400, at + ": write a relation's name, a list of them, or {\"relation\": name, \"scope\": filter}"};
    const auto& o = said.get_object();
    if (const auto* name = o.if_contains("relation"); name && name->is_string()) {
        for (const auto& member : o)
            if (member.key() != "relation" && member.key() != "scope") {
                static constexpr std::array<std::string_view, 2> known{"relation", "scope"};
                throw refusal{400, at + ": beside \"relation\" stands nothing but \"scope\"" + did_you_mean(view(member.key()), known)};
            }
        return include_one(m, view(name->get_string()), o.if_contains("scope"), at, depth, into);
    }
    for (const auto& member : o)
        include_below(m, view(member.key()), member.value(), at, depth, into);
}

/// {"patients": "address"}: a relation, and what to include in its rows.
void filter_reader::include_below(const schema::model& m, std::string_view name, const json::value& below, const std::string& at,
                                  std::size_t depth, app::filter& into)
{
    include_one(m, name, nullptr, at, depth, into);
    auto& added = into.includes.back();
    if (below.is_bool() && below.get_bool())
        return;
    // Here a relation is named whose model is the target's; its place tells more than the whole path would.
    include(*added.relation->target, below, at + "." + added.relation->name, depth + 1, added.scope);
}

void filter_reader::include_one(const schema::model& m, std::string_view name, const json::value* scope, const std::string& at,
                                std::size_t depth, app::filter& into)
{
    const auto& r = relation_named(m, name, at);
    if (depth + 1 > bounds_.include_depth)
        throw refusal{400, at + ": includes are nested more than " + std::to_string(bounds_.include_depth) + " deep", "QUERY_OBJECT_TOO_DEEP"};
    if (++includes_ > bounds_.includes)
        throw refusal{400, at + ": a request may include at most " + std::to_string(bounds_.includes) + " relations"};
    for (const auto& other : into.includes)
        if (other.relation == &r)
            throw refusal{400, at + ": \"" + r.name + "\" is included twice: name it once"};
    app::include i{&r, {}};
    if (scope && !scope->is_null())
        i.scope = filter(*r.target, *scope, at + "." + r.name + ".scope", depth + 1);
    into.includes.push_back(std::move(i));
}

} // namespace ginnel::rest
