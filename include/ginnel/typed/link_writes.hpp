#pragma once

#include <ginnel/detail/link_core.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/typed/links.hpp>
#include <ginnel/typed/pivot_query.hpp>

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// What a program does to the links of one parent beside attach and sync; a part of related_rows.
///
/// Each call is one transaction, with the parent's row locked where the database has row locks (a statement more). What
/// the relation declares of its links (where_pivot of a value, the type of a polymorphic pivot) restricts the links
/// that are seen, and new ones get it. Throws error (usage, E_UNSAVED_PARENT); (unsupported, E_MISSING_MIDDLE) of a
/// has_many_through whose target holds the key of the model passed.
template <typename Slot>
class link_writes {
    using pivot = typename detail::relation_traits<Slot>::pivot;
    template <typename P>
    struct links_type {
        using type = pivot_links<P>;
    };

public:
    using link_list =
        typename std::conditional_t<std::is_void_v<pivot>, std::type_identity<ginnel::links>, links_type<pivot>>::type;

    /// Removes the links to these keys and returns how many there were. An empty list removes none. One statement.
    std::int64_t detach(const related_keys& keys) const
    {
        if constexpr (detail::needs_links<Slot>())
            return core_.detach(keys.list());
        else
            return 0;
    }
    template <typename Key>
    requires(!std::is_convertible_v<const Key&, related_keys>) std::int64_t detach(const Key&)
    const
    {
        static_assert(detail::always_false<Key>, "ginnel: detach takes a list of keys: write detach({3})");
        return 0;
    }
    /// Removes all links of the parent and returns how many there were. One statement.
    std::int64_t detach() const
    {
        if constexpr (detail::needs_links<Slot>())
            return core_.detach_all();
        else
            return 0;
    }
    /// Removes those of these links that exist and makes the others; returns which were attached and which detached.
    /// Statements: a select, at most one delete and one insert (one per 100 new links where any has attributes).
    changes toggle(const link_list& list) const
    {
        if constexpr (detail::needs_links<Slot>())
            return core_.toggle(list.list());
        else
            return {};
    }
    template <typename Key>
    requires(!std::is_convertible_v<const Key&, link_list>) changes toggle(const Key&)
    const
    {
        static_assert(detail::always_false<Key>, "ginnel: toggle takes a list of keys: write toggle({3})");
        return {};
    }
    /// As sync, but links that are not named stay.
    changes sync_without_detaching(const link_list& list) const
    {
        if constexpr (detail::needs_links<Slot>())
            return core_.sync_without_detaching(list.list());
        else
            return {};
    }
    /// Gives links that exist new attributes, and returns the keys of those that changed: what is equal already is not
    /// written, and what is not linked stays so. The attributes of a typed pivot are all of its struct's columns.
    /// Statements: a select, and an update per distinct set of changes.
    std::vector<value> update_pivot(const link_list& list) const
    {
        if constexpr (detail::needs_links<Slot>())
            return core_.update(list.list());
        else
            return {};
    }
    /// The same attributes for all of these keys: `update_pivot({1, 2}, {{"level", 3}})`.
    std::vector<value> update_pivot(const related_keys& keys, const std::vector<attribute>& attributes) const
    {
        if constexpr (detail::needs_links<Slot>()) {
            std::vector<link> list;
            for (const value& key : keys.list()) {
                list.push_back(link(key));
                for (const attribute& a : attributes)
                    list.back().attributes.emplace_back(a.name, a.content);
            }
            return core_.update(list);
        } else {
            return {};
        }
    }
    /// The query of the parent's links themselves, to change or remove them by conditions.
    ginnel::pivot_query pivot_query() const
    {
        if constexpr (detail::needs_links<Slot>())
            return ginnel::pivot_query(core_);
    }

protected:
    explicit link_writes(detail::link_core core) : core_(std::move(core)) {}

private:
    detail::link_core core_;
};

} // namespace ginnel
