#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/link_writes.hpp>
#include <ginnel/typed/linked_saves.hpp>
#include <ginnel/typed/links.hpp>
#include <ginnel/typed/query.hpp>
#include <ginnel/typed/related_writes.hpp>
#include <ginnel/typed/rows_via.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {

/// The relation of one parent row, without types: compiled code.
class related_core {
public:
    related_core(engine::session& s, const schema::model& m, member_id relation, const void* parent);

    query_core related_query() const;
    /// Inserts rows of the target and ties them to the parent.
    void create(void* const* objects, std::size_t count) const;
    attached attach(const asked_links& list, attach_options o) const;
    changes sync(const asked_links& list, sync_options o) const;
    link_core links() const;

    engine::session& session() const noexcept { return *session_; }
    const schema::relation& relation() const noexcept { return *relation_; }
    /// The parent's key. Throws error (usage, E_UNSAVED_PARENT).
    const value& saved_key() const
    {
        need_saved();
        return key_;
    }
    /// The row itself, for calls that write into it; null where it cannot be changed.
    void* row() const noexcept { return row_; }
    related_core& keep(void* row) noexcept
    {
        row_ = row;
        return *this;
    }

private:
    void need_saved() const;

    engine::session* session_;
    const schema::relation* relation_;
    value key_;
    bool stored_; ///< what the row's state says; without one it is believed to be
    void* row_ = nullptr;
};

} // namespace detail

/// The related rows of one parent: `db.related(user, &User::posts)`. Keeps the parent's key, not the parent.
/// A row that can be changed is kept by address, for associate and dissociate, and must outlive this then.
/// Writing throws error (usage, E_UNSAVED_PARENT) where the parent was not saved: its generated key is 0, or its key
/// a nil uuid; (usage, E_NULL_KEY) where the relation starts from a column that is no primary key, and that is null.
template <typename T, typename Slot>
class related_rows : public related_writes<related_rows<T, Slot>, T, Slot>,
                     public link_writes<Slot>,
                     public linked_saves<Slot> {
    using traits = detail::relation_traits<Slot>;
    using target = typename traits::target;
    /// Whose save it is: links go with a row that links tie, and the parent's key into one that one hop ties.
    using saves =
        std::conditional_t<detail::has_links<Slot>, linked_saves<Slot>, related_writes<related_rows<T, Slot>, T, Slot>>;

public:
    using saves::save;
    using saves::save_many;

    /// What attach and sync take: `links`, or `pivot_links` where the pivot is a struct.
    using link_list = typename link_writes<Slot>::link_list;

    explicit related_rows(detail::related_core core)
        : link_writes<Slot>(core.links()), linked_saves<Slot>(core.links()), core_(std::move(core))
    {
    }

    /// The query of the parent's related rows. A parent without a key has none, and no statement is sent.
    relation_query<Slot> query() const { return relation_query<Slot>{core_.related_query()}; }

    /// Inserts a row that belongs to the parent, and returns it with its key. Under many_to_many the link is made too,
    /// in one transaction. Statements: one; under many_to_many two more.
    using linked_saves<Slot>::create;
    target create(target row) const
    {
        if constexpr (detail::needs_creation<Slot>()) {
            void* const object = &row;
            core_.create(&object, 1);
        }
        return row;
    }
    /// As create, for any number of rows: one statement per 100 rows.
    using linked_saves<Slot>::create_many;
    std::vector<target> create_many(std::vector<target> rows) const
    {
        if constexpr (detail::needs_creation<Slot>()) {
            std::vector<void*> objects;
            for (target& row : rows)
                objects.push_back(&row);
            core_.create(objects.data(), objects.size());
        }
        return rows;
    }
    /// The same relation with the row between named, whose key the far rows hold: `via(user).create(row)`. Sends
    /// nothing. Throws error as rows_via says.
    template <typename Middle>
    auto via(const Middle& row) const
    {
        if constexpr (detail::needs_middle<Slot, Middle>())
            return rows_via<Slot>{detail::via_core{core_, detail::schema_of<Middle>(), &row}};
    }
    /// Links rows that exist with the parent; pairs that are linked already are skipped (or with `{.duplicates = true}`
    /// linked again). In one transaction; statements: a select, and an insert (one per 100 new links where any has
    /// attributes).
    ginnel::attached attach(const link_list& list, attach_options o = {}) const
    {
        if constexpr (detail::needs_links<Slot>())
            return core_.attach(list.asked(), o);
        else
            return {};
    }
    template <typename Key>
    requires(!std::is_convertible_v<const Key&, link_list>) ginnel::attached attach(const Key&, attach_options = {})
    const
    {
        static_assert(detail::always_false<Key>, "ginnel: attach takes a list of keys: write attach({3})");
        return {};
    }
    /// Makes the parent's links equal to the list: adds, removes, and updates those whose given attributes differ. What
    /// is equal is not written. In one transaction; statements: a select, at most one delete, an insert (one per 100
    /// new links where any has attributes), and an update per distinct set of new attributes; one select and one delete
    /// more where rows link a pair twice.
    changes sync(const link_list& list, sync_options o = {}) const
    {
        if constexpr (detail::needs_links<Slot>())
            return core_.sync(list.asked(), o);
        else
            return {};
    }
    template <typename Key>
    requires(!std::is_convertible_v<const Key&, link_list>) changes sync(const Key&, sync_options = {})
    const
    {
        static_assert(detail::always_false<Key>, "ginnel: sync takes a list of keys: write sync({3})");
        return {};
    }

private:
    friend class related_writes<related_rows<T, Slot>, T, Slot>;

    detail::related_core core_;
};

} // namespace ginnel
