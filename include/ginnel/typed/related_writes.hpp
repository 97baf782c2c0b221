#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/assignment.hpp>
#include <ginnel/typed/find_or_create.hpp>

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {

class related_core;

void save_related(const related_core& under, const std::vector<void*>& rows);
std::int64_t replace_related(const related_core& under, const std::vector<void*>& rows);
void dissociate_related(const related_core& under, const std::vector<void*>& rows);
void find_or_write(const related_core& under, finding what, const std::vector<assigned>& search,
                   const std::vector<assigned>& further, void* row);
void find_or_write_many(const related_core& under, finding what, const std::vector<member_id>& by,
                        const std::vector<void*>& rows);
void associate(const related_core& of, const void* related);
void dissociate(const related_core& of);
void associate_morph(engine::session& s, const schema::model& m, member_id relation, void* row,
                     const schema::model& target, const void* related);
void dissociate_morph(engine::session& s, const schema::model& m, member_id relation, void* row);

/// Whether related rows hold the parent's key themselves.
template <typename Slot>
consteval bool holds_parents_key()
{
    constexpr schema::relation_kind kind = relation_traits<Slot>::kind;
    return kind == schema::relation_kind::has_one || kind == schema::relation_kind::has_many ||
           kind == schema::relation_kind::morph_one || kind == schema::relation_kind::morph_many;
}
template <typename Slot>
consteval bool needs_key_in_related()
{
    static_assert(holds_parents_key<Slot>(),
                  "ginnel: only the rows of has_one, has_many, morph_one and morph_many are "
                  "saved, found or replaced by this call: they hold the key of their parent");
    return holds_parents_key<Slot>();
}
template <typename Slot>
consteval bool needs_many_rows()
{
    constexpr bool many = schema::to_many(relation_traits<Slot>::kind);
    static_assert(many || !holds_parents_key<Slot>(),
                  "ginnel: this relation has one row: use the call for one row (save, replace(row))");
    return many && needs_key_in_related<Slot>();
}
template <typename Slot, bool Changeable>
consteval bool needs_own_key()
{
    constexpr bool belongs = relation_traits<Slot>::kind == schema::relation_kind::belongs_to;
    static_assert(
        belongs, "ginnel: only belongs_to and morph_to are associated: rows that hold the key of this one are saved by "
                 "db.related(row, &T::relation).save(other), and links are attached");
    static_assert(Changeable || !belongs,
                  "ginnel: associate and dissociate write the key into the row: give db.related a row that can be "
                  "changed");
    return belongs && Changeable;
}

} // namespace detail

/// Writing of related rows over one hop: a part of `related_rows`, whose calls these are.
///
/// Each throws error (usage, E_UNSAVED_PARENT) where the row that it starts from was not saved. A call of several
/// statements is one write transaction.
template <typename Derived, typename Row, typename Slot>
class related_writes {
    using target = typename detail::relation_traits<Slot>::target;

public:
    // ---- has_one, has_many, morph_one, morph_many

    /// Ties a row to the parent: its key is set, in the object too; the row is inserted, or where it is saved updated,
    /// all columns of it, or with `track_changes` what differs. Saved is what its row_state says, and without one a row
    /// whose key is given. One statement; none where it is known that nothing differs.
    /// Throws error (not_found, E_ROW_NOT_FOUND) where a saved row is gone.
    void save(target& row) const
    {
        if constexpr (detail::needs_key_in_related<Slot>())
            detail::save_related(core(), {&row});
    }
    /// As save, for any number of rows. Statements: one insert per 100 rows that are new, one update per row that is
    /// saved.
    void save_many(std::vector<target>& rows) const
    {
        if constexpr (detail::needs_many_rows<Slot>())
            detail::save_related(core(), detail::objects_of(rows));
    }
    /// The parent's row that holds what is searched; where there is none, one is created with these values and the
    /// further ones. As database::first_or_create, among the parent's rows. The parent's row is locked meanwhile where
    /// the database has row locks, in a statement more.
    target first_or_create(assignments<target> search, assignments<target> further = {}) const
    {
        return found(detail::finding::first_or_create, search, further);
    }
    /// As first_or_create; nothing is written. One statement.
    target first_or_new(assignments<target> search, assignments<target> further = {}) const
    {
        return found(detail::finding::first_or_new, search, further);
    }
    /// As first_or_create, and a row that exists gets the further values, if they differ. Under has_one the search may
    /// be empty: `update_or_create({}, {{&Profile::bio, "x"}})`.
    target update_or_create(assignments<target> search, assignments<target> further) const
    {
        return found(detail::finding::update_or_create, search, further);
    }
    /// As database::fetch_or_create_many, among the parent's rows.
    template <typename Columns>
    std::vector<target> fetch_or_create_many(const Columns& by, std::vector<target> rows) const
    {
        find_many(detail::finding::first_or_create, by, rows);
        return rows;
    }
    /// As database::update_or_create_many, among the parent's rows.
    template <typename Columns>
    std::vector<target> update_or_create_many(const Columns& by, std::vector<target> rows) const
    {
        find_many(detail::finding::update_or_create, by, rows);
        return rows;
    }
    /// Makes this the one row of a to-one relation: the row that was loses the parent's key, or where that column takes
    /// no null is deleted. Returns how many rows went. Of a saved row only the key is written, where it differs.
    /// Statements: a select, and at most three more; one more to lock the parent where the database has row locks.
    std::int64_t replace(target& row) const
    {
        if constexpr (detail::needs_key_in_related<Slot>()) {
            constexpr bool one = !schema::to_many(detail::relation_traits<Slot>::kind);
            static_assert(one, "ginnel: this relation has many rows: replace takes the list of all (std::vector)");
            if constexpr (one)
                return detail::replace_related(core(), {&row});
        }
        return 0;
    }
    /// Makes these the rows of a to-many relation: as replace of one row. No rows: all go. Statements: a select, at
    /// most one for the rows that go and one for those that come (one each where the model has hooks, a version or
    /// times), one insert per 100 new rows; one more to lock the parent where the database has row locks. Throws error
    /// (conflict, E_STALE_ROW) where one that comes has another version than its object.
    std::int64_t replace(std::vector<target>& rows) const
    {
        if constexpr (detail::needs_many_rows<Slot>())
            return detail::replace_related(core(), detail::objects_of(rows));
        else
            return 0;
    }
    /// Takes the parent's key out of these rows; they stay. Rows of other parents are left alone. One statement. Throws
    /// error (not_null, E_KEY_NOT_NULLABLE) where the column takes no null.
    void dissociate(std::vector<target>& rows) const
    {
        if constexpr (detail::needs_key_in_related<Slot>())
            detail::dissociate_related(core(), detail::objects_of(rows));
    }
    /// The same for one row.
    void dissociate(target& row) const
    {
        if constexpr (detail::needs_key_in_related<Slot>())
            detail::dissociate_related(core(), {&row});
    }

    // ---- belongs_to

    /// Makes the row belong to another: writes that one's key into the row's column, in the table and in the object
    /// that db.related was given; a relation that was loaded stays as it was. One statement. Throws error (usage,
    /// E_UNSAVED_PARENT) where either row was not saved.
    void associate(const target& row) const
    {
        if constexpr (detail::needs_own_key<Slot, !std::is_const_v<Row>>())
            detail::associate(core(), &row);
    }
    /// The row belongs to no other any more: its key becomes null. One statement. Throws error (not_null,
    /// E_KEY_NOT_NULLABLE).
    void dissociate() const
    {
        if constexpr (detail::needs_own_key<Slot, !std::is_const_v<Row>>())
            detail::dissociate(core());
    }

private:
    const detail::related_core& core() const noexcept { return static_cast<const Derived&>(*this).core_; }
    target found(detail::finding what, assignments<target> search, assignments<target> further) const
    {
        target row{};
        if constexpr (detail::needs_key_in_related<Slot>())
            detail::find_or_write(core(), what, detail::list_of<target>(search), detail::list_of<target>(further),
                                  &row);
        return row;
    }
    template <typename Columns>
    void find_many(detail::finding what, const Columns& by, std::vector<target>& rows) const
    {
        if constexpr (detail::needs_many_rows<Slot>())
            detail::find_or_write_many(core(), what, detail::members_of<target>(by), detail::objects_of(rows));
    }
};

/// Writing of a row's morph_to: `db.related(comment, &Comment::commentable)`. Must not outlive the row.
template <typename T, typename Slot>
class morph_parent {
public:
    morph_parent(engine::session& s, detail::member_id relation, T& row) noexcept
        : session_{&s}, relation_{relation}, row_{&row}
    {
    }
    /// Makes the row belong to another, of any of the relation's types: as related_rows::associate; the type is written
    /// with the key.
    template <typename Target>
    void associate(const Target& row) const
    {
        if constexpr (detail::own_morph_type<T, T, Slot, Target>())
            detail::associate_morph(*session_, detail::schema_of<T>(), relation_, row_, detail::schema_of<Target>(),
                                    &row);
    }
    /// The row belongs to no other any more: key and type become null. One statement.
    void dissociate() const { detail::dissociate_morph(*session_, detail::schema_of<T>(), relation_, row_); }

private:
    engine::session* session_;
    detail::member_id relation_;
    T* row_;
};

} // namespace ginnel
