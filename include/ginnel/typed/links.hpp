#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/reflect.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// A value of a link's own column: `{"proficiency", "master"}`.
struct attribute {
    template <typename V>
    attribute(std::string_view column, const V& v) : name(column), content(detail::to_value(v))
    {
    }
    std::string name;
    value content;
};

/// A link to make: the related row's key, and what the pivot's own columns are to hold.
struct link {
    template <typename Key>
    link(const Key& id, std::initializer_list<attribute> values = {}) : key(detail::to_value(id))
    {
        for (const attribute& a : values)
            attributes.emplace_back(a.name, a.content);
    }
    value key;
    std::vector<std::pair<std::string, value>> attributes;
    /// Whether the attributes are all fields of a pivot's struct. Those of its keys are then left out, since a link's
    /// keys come from the parent and the target.
    bool from_pivot = false;
};

namespace detail {

/// Links as attach and sync hand them on: a view of a list of them, or of keys alone.
struct asked_links {
    std::span<const link> links;
    std::span<const std::int64_t> keys;
};

/// Keys that every integer column could hold as they are.
template <typename T>
inline constexpr bool is_plain_key = std::is_same_v<T, int> || std::is_same_v<T, long> || std::is_same_v<T, long long>;

} // namespace detail

/// The links that attach and sync take: ids `{1, 2}`, ids with attributes `{{1, {{"level", 3}}}, {2}}`, or a range of
/// ids or of `link`.
class links {
public:
    links(std::initializer_list<link> list) : list_(list) {}
    template <typename Range>
    requires requires(const Range& r)
    {
        r.begin();
        r.end();
    }
    links(const Range& range)
    {
        if constexpr (detail::is_plain_key<std::decay_t<decltype(*range.begin())>>) {
            keys_.assign(range.begin(), range.end());
        } else {
            if constexpr (requires { list_.reserve(range.size()); })
                list_.reserve(range.size());
            for (const auto& one : range)
                list_.push_back(link(one));
        }
    }
    std::vector<link> list() const
    {
        std::vector<link> all = list_;
        for (const std::int64_t key : keys_)
            all.push_back(link(key));
        return all;
    }
    detail::asked_links asked() const noexcept { return {list_, keys_}; }

private:
    std::vector<link> list_; // one of the two is empty
    std::vector<std::int64_t> keys_;
};

/// A link of a relation with a typed pivot: `{3, {.proficiency = "master"}}`; an id alone leaves the pivot's columns to
/// the database. Keys that the struct holds are not read: neither those of the link nor one that the database
/// generates.
template <typename Pivot>
struct pivot_link {
    template <typename Key>
    pivot_link(const Key& id) : as_link(id)
    {
    }
    template <typename Key>
    pivot_link(const Key& id, const Pivot& values) : as_link(id)
    {
        as_link.from_pivot = true;
        detail::reflection<Pivot>::visit(values, [this](std::size_t, std::string_view name, const auto& field) {
            as_link.attributes.emplace_back(std::string(name), detail::to_value(field));
        });
    }
    link as_link;
};

/// As `links`, for a relation with a typed pivot.
template <typename Pivot>
class pivot_links {
public:
    pivot_links(std::initializer_list<pivot_link<Pivot>> list)
    {
        for (const pivot_link<Pivot>& one : list)
            list_.push_back(one.as_link);
    }
    template <typename Range>
    requires requires(const Range& r)
    {
        r.begin();
        r.end();
    }
    pivot_links(const Range& range)
    {
        for (const auto& one : range)
            list_.push_back(pivot_link<Pivot>(one).as_link);
    }
    const std::vector<link>& list() const noexcept { return list_; }
    detail::asked_links asked() const noexcept { return {list_, {}}; }

private:
    std::vector<link> list_;
};

/// Keys of related rows, as detach takes them: `{1, 2}`, or a range of keys.
class related_keys {
    struct one {
        template <typename Key>
        one(const Key& key) : content(detail::to_value(key))
        {
        }
        value content;
    };

public:
    related_keys(std::initializer_list<one> list)
    {
        for (const one& key : list)
            keys_.push_back(key.content);
    }
    template <typename Range>
    requires requires(const Range& r)
    {
        r.begin();
        r.end();
    }
    related_keys(const Range& range)
    {
        for (const auto& key : range)
            keys_.push_back(detail::to_value(key));
    }
    const std::vector<value>& list() const noexcept { return keys_; }

private:
    std::vector<value> keys_;
};

/// A parent's key, and what its links are to be.
template <typename List>
struct links_of_parent {
    template <typename Key>
    links_of_parent(const Key& key, const List& list) : parent(detail::to_value(key)), links(list.list())
    {
    }
    value parent;
    std::vector<link> links;
};

/// How related rows are linked when they are saved or created.
struct save_options {
    bool duplicates = false;                    ///< link again what is linked already (default: skip it)
    std::vector<attribute> attributes{};        ///< of each new link
    std::vector<std::vector<attribute>> each{}; ///< instead: of the link of each row, in the order of the rows
};
/// The same where the pivot is a struct.
template <typename Pivot>
struct pivot_save_options {
    bool duplicates = false;      ///< link again what is linked already (default: skip it)
    std::optional<Pivot> pivot{}; ///< of each new link
    std::vector<Pivot> each{};    ///< instead: of the link of each row, in the order of the rows
};

struct attach_options {
    bool duplicates = false; ///< make links that exist already a second time
};
/// Keys of related rows.
struct attached {
    std::vector<value> attached, skipped; ///< newly linked; linked before
};
struct sync_options {
    bool detach = true; ///< remove links that are not named
};
/// What sync did, by keys of related rows. Links whose attributes are equal already are in none of them.
struct changes {
    std::vector<value> attached, detached, updated;
};

} // namespace ginnel
