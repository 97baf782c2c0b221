#include <ginnel/error.hpp>
#include <ginnel/schema/model.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/relation_object.hpp>

#include <algorithm>
#include <map>
#include <string>

namespace ginnel::detail {

namespace {

value get(const schema::column& c, const void* object)
{
    return c.field->store(static_cast<const char*>(object) + c.offset);
}

/// The name in extras of the column by which a row behind other tables says whose it is.
const std::string& key_alias(const schema::relation& r)
{
    const auto found = std::find(r.link_columns.begin(), r.link_columns.end(), r.path.front().to_key);
    if (found == r.link_columns.end() || r.target->extras_offset == schema::model::none)
        throw error{error_kind::usage, "E_NO_EXTRAS",
                    "rows of " + r.target->name + " say whose they are under " + r.source->name + '.' + r.name +
                        " by their extras only: give " + r.target->name + " a member ginnel::extras extras{}"}
            .in_model(r.source->name)
            .in_relation(r.name)
            .spoiling(spoils::nothing);
    return r.link_aliases[static_cast<std::size_t>(found - r.link_columns.begin())];
}

} // namespace

void distribute(const schema::relation& r, const std::vector<const void*>& parents,
                const std::vector<const void*>& related, distribution& to)
{
    std::multimap<std::string, std::size_t> owners; // by the key as text, which tells kinds apart
    for (std::size_t i = 0; i < parents.size(); ++i)
        if (const value key = get(r.local_key(), parents[i]); !key.is_null())
            owners.emplace(to_display(key), i);
    const std::string* alias = r.path.size() > 1 ? &key_alias(r) : nullptr;
    for (std::size_t i = 0; i < related.size(); ++i) {
        const value key =
            alias == nullptr
                ? get(*r.path.front().to_key, related[i])
                : reinterpret_cast<const extras*>(static_cast<const char*>(related[i]) + r.target->extras_offset)
                      ->get(*alias);
        if (key.is_null())
            continue;
        const auto [first, last] = owners.equal_range(to_display(key));
        for (auto owner = first; owner != last; ++owner)
            to.put(owner->second, i);
    }
}

} // namespace ginnel::detail
