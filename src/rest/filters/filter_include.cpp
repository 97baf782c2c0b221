#include "app/application.hpp"
#include "app/json_view.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/filters/filter_names.hpp"
#include "rest/filters/filter_numbers.hpp"
#include "rest/filters/filter_reader.hpp"
#include "rest/requests/limit_key.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>

// The part of filter_reader that reads includes.

namespace ginnel::rest {

namespace {

namespace json = boost::json;

using app::view;

const app::embedded_relation* embedded_named(const subject& m, std::string_view name) noexcept
{
    const auto* all = m.application ? &m.application->embedded() : m.within_rows;
    return all ? app::find_embedded(*all, m.model, name) : nullptr;
}

/// Whether it says of the rows no more than what to include in them.
bool only_includes(const app::filter& s)
{
    return s.where.empty() && s.orders.empty() && !s.limit && !s.skip && !s.fields && !s.through && s.embedded.empty();
}
bool only_includes(const app::include& i)
{
    return only_includes(i.scope);
}
bool says_nothing(const app::filter& s)
{
    return only_includes(s) && s.includes.empty();
}

} // namespace

void filter_reader::include(const subject& m, const json::value& said, const std::string& at, std::size_t depth,
                            app::filter& into)
{
    if (said.is_string()) {
        if (!said.get_string().empty()) // LoopBack: none
            include_named(m, view(said.get_string()), nullptr, nullptr, at, depth, into);
    } else if (said.is_array()) {
        for (const auto& one : said.get_array()) {
            if (one.is_array())
                throw refusal{400, at + ": a list in a list names no relation: write [\"a\", \"b\"]"};
            include(m, one, at, depth, into);
        }
    } else if (said.is_object()) {
        include_object(m, said.get_object(), at, depth, into);
    }
    // Null, a number or true includes nothing, as in LoopBack.
}

void filter_reader::include_object(const subject& m, const json::object& said, const std::string& at, std::size_t depth,
                                   app::filter& into)
{
    const auto* name = said.if_contains("relation");
    if (!name || !name->is_string()) {
        for (const auto& member : said)
            include_below(m, view(member.key()), member.value(), at, depth, into);
        return;
    }
    for (const auto& member : said)
        if (member.key() != "relation" && member.key() != "scope" && member.key() != "count") {
            static constexpr std::array<std::string_view, 3> known{"relation", "scope", "count"};
            throw refusal{400, at + ": beside \"relation\" stand \"scope\" and \"count\" alone" +
                                   did_you_mean(view(member.key()), known)};
        }
    if (const auto* within = embedded_named(m, view(name->get_string())))
        return include_embedded(m, *within, said.if_contains("scope"), nullptr, at, depth, into);
    const auto& r = relation_named(m.model, view(name->get_string()), at);
    const auto here = at + "." + r.name;
    const auto* count = said.if_contains("count");
    if (!count || !truth_in(*count, here + ".count"))
        return include_one(m, r, said.if_contains("scope"), nullptr, at, depth, into);
    if (!r.alternatives.empty())
        throw refusal{400, here + ": it leads to rows of several models, which are not counted"};
    // Beside the rows themselves, if these are included too.
    app::filter alone;
    include_one(m, r, said.if_contains("scope"), nullptr, at, depth, alone);
    if (m.application && !m.application->is_included(r))
        return;
    auto& added = alone.includes.front();
    const auto& s = added.scope;
    if (!s.orders.empty() || s.limit || s.skip || s.fields || !s.includes.empty() || s.through)
        throw refusal{400, here + ": what is counted are the rows that \"where\" leaves: remove the rest of its scope"};
    for (const auto& other : into.includes)
        if (other.relation == &r && other.count)
            throw refusal{400, at + ": \"" + r.name + "\" is counted twice: name it once"};
    added.count = true;
    into.includes.push_back(std::move(added));
}

/// {"patients": "address"}: a relation, and what to include in its rows.
void filter_reader::include_below(const subject& m, std::string_view name, const json::value& below,
                                  const std::string& at, std::size_t depth, app::filter& into)
{
    include_named(m, name, nullptr, &below, at, depth, into);
}

void filter_reader::count_include(const std::string& at, std::size_t depth)
{
    if (depth + 1 > bounds_.include_depth)
        throw refusal{400,
                      at + ": includes are nested more than " + std::to_string(bounds_.include_depth) + " deep" +
                          limit_key("includeDepth"),
                      "QUERY_OBJECT_TOO_DEEP"};
    if (++includes_ > bounds_.includes)
        throw refusal{400, at + ": a request may include at most " + std::to_string(bounds_.includes) + " relations" +
                               limit_key("includes")};
}

void filter_reader::include_named(const subject& m, std::string_view name, const json::value* scope,
                                  const json::value* below, const std::string& at, std::size_t depth, app::filter& into)
{
    if (const auto* within = embedded_named(m, name))
        return include_embedded(m, *within, scope, below, at, depth, into);
    include_one(m, relation_named(m.model, name, at), scope, below, at, depth, into);
}

/// Rows within the row itself, or those whose keys stand there.
void filter_reader::include_embedded(const subject& m, const app::embedded_relation& r, const json::value* scope,
                                     const json::value* below, const std::string& at, std::size_t depth,
                                     app::filter& into)
{
    count_include(at, depth);
    if (!r.said.included)
        return;
    app::embedded_include i{&r, {}};
    if (scope && !scope->is_null())
        i.scope = filter(m.of(*r.target), *scope, at + "." + r.name + ".scope", depth + 1);
    if (below)
        include(m.of(*r.target), *below, at + "." + r.name, depth + 1, i.scope);
    for (const auto& known : into.embedded)
        if (known.what == &r) {
            if (says_nothing(known.scope) && says_nothing(i.scope))
                return; // as a relation that is named again
            throw refusal{400, at + ": \"" + r.name + "\" is included twice: name it once"};
        }
    into.embedded.push_back(std::move(i));
}

void filter_reader::include_one(const subject& m, const schema::relation& r, const json::value* scope,
                                const json::value* below, const std::string& at, std::size_t depth, app::filter& into)
{
    count_include(at, depth);
    // What a relation to several models says is asked of each of them, by its own names.
    for (const auto& one : r.alternatives)
        include_rows(m, one, scope, below, at, depth, into);
    if (r.alternatives.empty())
        include_rows(m, r, scope, below, at, depth, into);
}

void filter_reader::include_rows(const subject& m, const schema::relation& r, const json::value* scope,
                                 const json::value* below, const std::string& at, std::size_t depth, app::filter& into)
{
    if (m.application && !m.application->is_included(r)) // LoopBack: passed over
        return;
    app::include i{&r, {}};
    if (scope && !scope->is_null())
        i.scope = filter(m.of(*r.target, &r), *scope, at + "." + r.name + ".scope", depth + 1);
    // A relation is named below whose model is the target's; its place tells more than the whole path would.
    if (below)
        include(m.of(*r.target, &r), *below, at + "." + r.name, depth + 1, i.scope);
    const auto before = std::find_if(into.includes.begin(), into.includes.end(),
                                     [&](const auto& other) { return other.relation == &r && !other.count; });
    if (before == into.includes.end()) {
        into.includes.push_back(std::move(i));
        return;
    }
    // Named again, it is one include, as long as the two do not differ in which rows they want.
    const bool alike = only_includes(*before) && only_includes(i);
    for (auto& added : i.scope.includes) {
        const auto& known = before->scope.includes;
        if (!alike || std::any_of(known.begin(), known.end(), [&](const auto& k) {
                return k.relation == added.relation && k.count == added.count;
            }))
            throw refusal{400, at + ": \"" + r.name + "\" is included twice: name it once"};
        before->scope.includes.push_back(std::move(added));
    }
    if (!alike)
        throw refusal{400, at + ": \"" + r.name + "\" is included twice: name it once"};
}

} // namespace ginnel::rest
