#pragma once

#include <ginnel/detail/link_core.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/typed/links.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// Saving related rows that links tie to the parent; a part of related_rows. Relations without links have none of it.
template <typename Slot, bool Links = detail::has_links<Slot>>
class linked_saves {
protected:
    explicit linked_saves(const detail::link_core&) {}
    void create() const = delete;
    void create_many() const = delete;
};

/// Each call is one transaction. A link that exists is skipped, unless `{.duplicates = true}`.
template <typename Slot>
class linked_saves<Slot, true> {
    using target = typename detail::relation_traits<Slot>::target;
    using pivot = typename detail::relation_traits<Slot>::pivot;
    template <typename P>
    struct options_type {
        using type = pivot_save_options<P>;
    };

public:
    /// save_options, or pivot_save_options where the pivot is a struct.
    using saving = typename std::conditional_t<std::is_void_v<pivot>, std::type_identity<ginnel::save_options>,
                                               options_type<pivot>>::type;

    /// Saves a row, and links it with the parent: one that is not in the database is inserted and gets its key, another
    /// is updated. Throws error (not_found, E_ROW_NOT_FOUND) where it is gone. Statements: one for the row, a select
    /// and at most one insert for the link.
    void save(target& row, const saving& options = {}) const
    {
        void* const object = &row;
        write(&object, 1, options, false);
    }
    /// As save, for the rows of a range. Statements: one insert per 100 rows that are new, one update for each other, a
    /// select and at most one insert for the links (one per 100 where any has attributes).
    template <typename Range>
    void save_many(Range& rows, const saving& options = {}) const
    {
        std::vector<void*> objects;
        for (target& row : rows)
            objects.push_back(&row);
        write(objects.data(), objects.size(), options, false);
    }
    /// Inserts a row, links it with attributes, and returns it with its key: `create(row, {.attributes = {{"level",
    /// 3}}})`. Three statements.
    target create(target row, const saving& options) const
    {
        void* const object = &row;
        write(&object, 1, options, true);
        return row;
    }
    /// As create, for any number of rows: one statement per 100 rows, and two for the links (one more per 100 where any
    /// has attributes).
    std::vector<target> create_many(std::vector<target> rows, const saving& options) const
    {
        std::vector<void*> objects;
        for (target& row : rows)
            objects.push_back(&row);
        write(objects.data(), objects.size(), options, true);
        return rows;
    }

protected:
    explicit linked_saves(detail::link_core core) : core_(std::move(core)) {}

private:
    void write(void* const* objects, std::size_t count, const saving& options, bool creates) const
    {
        std::vector<link> links;
        if constexpr (std::is_void_v<pivot>) {
            for (const auto& attributes : options.each)
                links.push_back(of(attributes));
            if (links.empty())
                links.assign(count, of(options.attributes));
        } else {
            for (const pivot& values : options.each)
                links.push_back(pivot_link<pivot>(value{}, values).as_link);
            if (links.empty())
                links.assign(count, options.pivot ? pivot_link<pivot>(value{}, *options.pivot).as_link : link(value{}));
        }
        core_.save(objects, count, links, options.duplicates, creates);
    }
    static link of(const std::vector<attribute>& attributes)
    {
        link made(value{});
        for (const attribute& a : attributes)
            made.attributes.emplace_back(a.name, a.content);
        return made;
    }

    detail::link_core core_;
};

} // namespace ginnel
