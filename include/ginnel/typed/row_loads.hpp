#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/relation_walk.hpp>
#include <ginnel/detail/rows_of.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/query.hpp>

#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// Relations of one model, to be loaded together: see `relations`.
template <typename... Members>
struct relation_list {
    std::tuple<Members...> members;
};
/// Several relations of one model for one call: `db.load(users, ginnel::relations(&User::posts, &User::skills))`.
template <typename... Members>
relation_list<Members...> relations(Members... members)
{
    return {{members...}};
}

/// What is to be loaded into rows that exist, as the closure of `db.load(rows, [](auto& l) { ... })` says it. Lives for
/// the call.
template <typename T>
class loader {
public:
    explicit loader(query<T>& what) noexcept : what_{&what} {}
    loader(const loader&) = delete;
    loader& operator=(const loader&) = delete;

    /// As query::preload and query::preload_once.
    template <typename F, typename C, typename... More>
    loader& preload(F C::*relation, const More&... more)
    {
        what_->preload(relation, more...);
        return *this;
    }
    template <typename F, typename C, typename... More>
    loader& preload_once(F C::*relation, const More&... more)
    {
        what_->preload_once(relation, more...);
        return *this;
    }

private:
    query<T>* what_;
};

namespace detail {

/// The query's aggregates, into rows that exist. One statement.
void load_aggregates(const query_core& q, const std::vector<void*>& objects);

} // namespace detail

/// Loading into rows that exist: a part of `executor`, whose calls these are.
///
/// Rows are one row, a std::optional, a range of rows (a std::vector, a to-many relation of another row:
/// `db.load(user.posts, &Post::user)`), or a range of pointers to rows. No rows cost no statement. Each call loads what
/// it is told in one statement per relation, whatever the number of rows; the statements of several relations are ready
/// at once. A failure leaves the rows as they were. Throws error (usage, E_MISSING_MODEL_ATTRIBUTE) where a row was
/// read without the key that a relation starts from.
class row_loads {
public:
    /// Loads relations, replacing what was loaded: a relation or a path, then at most one closure, as `query::preload`
    /// takes them.
    template <typename Rows, typename F, typename C, typename... More>
    void load(Rows& rows, F C::*relation, const More&... more)
    {
        load_path(detail::gaps::replace, rows, relation, more...);
    }
    /// Several relations in one call: `ginnel::relations(...)`, or a closure: `[](auto& l) {
    /// l.preload(...).preload(...); }`.
    template <typename Rows, typename What>
    void load(Rows& rows, const What& what)
    {
        load_several(detail::gaps::replace, rows, what);
    }
    /// Fills gaps only: rows that have loaded a relation keep it, at each step of a path, so that what lies behind a
    /// relation that was loaded is loaded too where it is missing. A relation loaded under a condition counts as
    /// loaded. Rows that to-one members share are filled where they are, for all who hold them. At most one statement
    /// per relation.
    template <typename Rows, typename F, typename C, typename... More>
    void load_missing(Rows& rows, F C::*relation, const More&... more)
    {
        load_path(detail::gaps::fill, rows, relation, more...);
    }
    template <typename Rows, typename What>
    void load_missing(Rows& rows, const What& what)
    {
        load_several(detail::gaps::fill, rows, what);
    }
    /// Loads a relation, with all that the call says of what lies behind it, into the rows that have not loaded it; the
    /// others stay as they are, whatever they lack further on.
    template <typename Rows, typename F, typename C, typename... More>
    void load_once(Rows& rows, F C::*relation, const More&... more)
    {
        load_path(detail::gaps::once, rows, relation, more...);
    }
    template <typename Rows, typename What>
    void load_once(Rows& rows, const What& what)
    {
        load_several(detail::gaps::once, rows, what);
    }

    // As query::with_count and the like, of rows that exist: the number goes into the relation
    // (`row.relation.count()`), or what has a name into the rows' extras. One statement each, which finds the rows by
    // their primary keys; of a row that is gone from the database counts are 0, and other values null.

    template <typename Rows, typename F, typename C, typename... More>
    void load_count(Rows& rows, F C::*relation, const More&... more)
    {
        load_values(rows, [&](auto& q) { q.with_count(relation, more...); });
    }
    template <typename Rows, typename F, typename C, typename... More>
    void load_exists(Rows& rows, F C::*relation, const More&... more)
    {
        load_values(rows, [&](auto& q) { q.with_exists(relation, more...); });
    }
    template <typename Rows, typename F, typename C, typename... More>
    void load_count_distinct(Rows& rows, F C::*relation, const More&... more)
    {
        load_values(rows, [&](auto& q) { q.with_count_distinct(relation, more...); });
    }
    template <typename Rows, typename F, typename C, typename... More>
    void load_sum(Rows& rows, F C::*relation, const More&... more)
    {
        load_values(rows, [&](auto& q) { q.with_sum(relation, more...); });
    }
    template <typename Rows, typename F, typename C, typename... More>
    void load_avg(Rows& rows, F C::*relation, const More&... more)
    {
        load_values(rows, [&](auto& q) { q.with_avg(relation, more...); });
    }
    template <typename Rows, typename F, typename C, typename... More>
    void load_min(Rows& rows, F C::*relation, const More&... more)
    {
        load_values(rows, [&](auto& q) { q.with_min(relation, more...); });
    }
    template <typename Rows, typename F, typename C, typename... More>
    void load_max(Rows& rows, F C::*relation, const More&... more)
    {
        load_values(rows, [&](auto& q) { q.with_max(relation, more...); });
    }

protected:
    explicit row_loads(engine::session* s) noexcept : session_(s) {}
    ~row_loads() = default;

    engine::session* session_;

private:
    template <typename T>
    query<T> question() const
    {
        return query<T>{detail::query_core{session_, detail::schema_of<T>()}};
    }
    template <typename Rows>
    static std::vector<void*> objects_of(Rows& rows)
    {
        std::vector<void*> objects;
        detail::rows_of<Rows>::collect(rows, objects);
        return objects;
    }
    template <typename Rows, typename... What>
    void load_path(detail::gaps which, Rows& rows, const What&... what)
    {
        if constexpr (detail::can_be_filled<Rows>()) {
            auto q = question<typename detail::rows_of<Rows>::type>();
            q.preload(what...);
            detail::load_into(q.core(), objects_of(rows), which);
        }
    }
    template <typename Rows, typename What>
    void load_several(detail::gaps which, Rows& rows, const What& what)
    {
        if constexpr (detail::can_be_filled<Rows>()) {
            using T = typename detail::rows_of<Rows>::type;
            auto q = question<T>();
            loader<T> l{q};
            say(l, what);
            detail::load_into(q.core(), objects_of(rows), which);
        }
    }
    template <typename Loader, typename... Members>
    static void say(Loader& l, const relation_list<Members...>& what)
    {
        std::apply([&](const auto&... member) { (l.preload(member), ...); }, what.members);
    }
    template <typename Loader, typename Closure>
    static void say(Loader& l, const Closure& closure)
    {
        constexpr bool callable = requires
        {
            closure(l);
        };
        static_assert(callable,
                      "ginnel: load takes a relation or a path, ginnel::relations(...), or a closure over what is "
                      "loaded: [](auto& l) { l.preload(&T::relation); }");
        if constexpr (callable)
            closure(l);
    }
    template <typename Rows, typename Ask>
    void load_values(Rows& rows, const Ask& ask)
    {
        if constexpr (detail::can_be_filled<Rows>()) {
            auto q = question<typename detail::rows_of<Rows>::type>();
            ask(q);
            detail::load_aggregates(q.core(), objects_of(rows));
        }
    }
};

} // namespace ginnel
