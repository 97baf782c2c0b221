#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/find_or_create.hpp>
#include <ginnel/schema/schema_report.hpp>
#include <ginnel/typed/model.hpp>
#include <ginnel/typed/query.hpp>
#include <ginnel/typed/related_rows.hpp>
#include <ginnel/typed/relation_object.hpp>
#include <ginnel/typed/row_writes.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {

void find(engine::session& s, const schema::model& m, const value& key, void* slot, const schema::slot_ops& ops);
void insert(engine::session& s, const schema::model& m, void* const* objects, std::size_t count);
void create_tables(engine::session& s, model_entry* const* entries, std::size_t count);
schema_report check_schema(engine::session& s, model_entry* const* entries, std::size_t count);

} // namespace detail

/// What a database and a transaction have in common: all calls about models. A database takes a connection for each
/// call; a transaction has one of its own.
///
/// Each call first boots the models it needs, once in a program, and then throws error (schema; E_MODELS for several)
/// with every mistake in them and in what their relations reach. Errors of the database arrive as `error` with its
/// kind.
class executor : public row_writes, public find_or_create {
public:
    executor(const executor&) = delete;
    executor& operator=(const executor&) = delete;

    // ---- models

    /// Creates the tables of these models that are missing, with foreign keys, the pivot tables of their relations, and
    /// the indexes that relations need. In one transaction; tables that exist are left as they are.
    template <typename... Models>
    void create_tables()
    {
        detail::model_entry* const entries[] = {&detail::entry_of<Models>()..., nullptr};
        detail::create_tables(*session_, entries, sizeof...(Models));
    }
    /// Boots these models, so that mistakes in them show here and not at their first use, and compares them with the
    /// tables of the database: what is missing or does not fit, with the SQL that mends it; and their rows with each
    /// other: keys of rows that are not there. Changes nothing. Two statements, and one per key that a relation compares,
    /// which reads the table that holds it. Throws error (unsupported, E_NO_CATALOG) where the driver cannot read
    /// the database's catalog.
    template <typename... Models>
    schema_report check()
    {
        detail::model_entry* const entries[] = {&detail::entry_of<Models>()..., nullptr};
        return detail::check_schema(*session_, entries, sizeof...(Models));
    }

    // ---- reading

    /// A query of a model; see ginnel::query. Sends nothing. Must not outlive this object.
    template <typename T>
    ginnel::query<T> query()
    {
        return ginnel::query<T>{detail::query_core{session_, detail::schema_of<T>()}};
    }
    /// The row with this primary key, if there is one. One statement.
    template <typename T, typename Key>
    std::optional<T> find(const Key& key)
    {
        std::optional<T> row;
        detail::find(*session_, detail::schema_of<T>(), detail::to_value(key), &row, detail::row_slot_ops<T>);
        return row;
    }
    /// As find; throws error (not_found, E_ROW_NOT_FOUND) if there is none.
    template <typename T, typename Key>
    T find_or_fail(const Key& key)
    {
        std::optional<T> row = find<T>(key);
        if (!row) [[unlikely]]
            detail::throw_row_not_found(detail::schema_of<T>(), detail::to_value(key));
        return *std::move(row);
    }
    /// The rows with these primary keys, in the order of the keys: as query::find_many.
    template <typename T, typename Keys>
    std::vector<T> find_many(const Keys& keys)
    {
        return query<T>().find_many(keys);
    }
    template <typename T, typename Key>
    std::vector<T> find_many(std::initializer_list<Key> keys)
    {
        return query<T>().find_many(keys);
    }
    /// As find_many; throws error (not_found, E_ROW_NOT_FOUND) that names the keys which find no row.
    template <typename T, typename Keys>
    std::vector<T> find_many_or_fail(const Keys& keys)
    {
        return query<T>().find_many_or_fail(keys);
    }
    template <typename T, typename Key>
    std::vector<T> find_many_or_fail(std::initializer_list<Key> keys)
    {
        return query<T>().find_many_or_fail(keys);
    }
    /// The first row whose column has this value, or compares with it so: `db.first_where(&User::email, "x")`. One
    /// statement. Values as in query::where.
    template <typename F, typename C, typename V>
    std::optional<C> first_where(F C::*column, const V& v)
    {
        return query<C>().where(column, v).first();
    }
    template <typename F, typename C, typename V>
    std::optional<C> first_where(F C::*column, comparison_operator op, const V& v)
    {
        return query<C>().where(column, op, v).first();
    }
    /// As first_where; throws error (not_found, E_ROW_NOT_FOUND) if there is none.
    template <typename F, typename C, typename V>
    C first_where_or_fail(F C::*column, const V& v)
    {
        return query<C>().where(column, v).first_or_fail();
    }
    template <typename F, typename C, typename V>
    C first_where_or_fail(F C::*column, comparison_operator op, const V& v)
    {
        return query<C>().where(column, op, v).first_or_fail();
    }
    // ---- writing

    /// Inserts a row and returns it with its generated key. One statement.
    template <typename T>
    T create(T row)
    {
        void* const object = &row;
        detail::insert(*session_, detail::schema_of<T>(), &object, 1);
        return row;
    }
    /// Inserts rows and returns them with their generated keys, in order. One statement per 100 rows, in one
    /// transaction; on SQLite one more that reads what the database gave over 100 rows by `database_default`.
    template <typename T>
    std::vector<T> create_many(std::vector<T> rows)
    {
        insert(rows);
        return rows;
    }
    /// Inserts the rows of a range; their generated keys come back into them. As create_many, without a copy.
    template <typename Range>
    void insert(Range& rows)
    {
        using T = std::remove_reference_t<decltype(*rows.begin())>;
        static_assert(
            !std::is_const_v<T>,
            "ginnel: insert writes generated keys into the rows: give a range that can be changed, or use create_many");
        if constexpr (!std::is_const_v<T>) {
            std::vector<void*> objects;
            for (T& row : rows)
                objects.push_back(&row);
            detail::insert(*session_, detail::schema_of<T>(), objects.data(), objects.size());
        }
    }

    /// This database or transaction, with writes that run no hooks of their models: `db.quietly().create(user)`. Include
    /// <ginnel/typed/quiet_writer.hpp> where not all of Ginnel is included.
    quiet_writer quietly();

    // ---- relations

    /// The related rows of one row, to query and to write. Sends nothing.
    template <typename T, typename F, typename C>
    auto related(const T& row, F C::*relation)
    {
        if constexpr (detail::own_relation<T, C, F>())
            return related_rows<const T, F>{
                detail::related_core{*session_, detail::schema_of<T>(), detail::id_of(relation), &row}};
    }
    /// The same of a row that can be changed, which associate and dissociate write into; of a morph_to these two alone.
    template <typename T, typename F, typename C>
    auto related(T& row, F C::*relation)
    {
        if constexpr (detail::is_morph_to<F> && std::is_same_v<T, C>)
            return morph_parent<T, F>{*session_, detail::id_of(relation), row};
        else if constexpr (detail::own_relation<T, C, F>())
            return related_rows<T, F>{
                detail::related_core{*session_, detail::schema_of<T>(), detail::id_of(relation), &row}.keep(&row)};
    }
    /// A relation as an object: its names, its keys, its queries.
    template <typename F, typename C>
    auto relation(F C::*relation)
    {
        if constexpr (detail::own_relation<C, C, F>())
            return relation_object<C, F>{session_, detail::id_of(relation)};
    }

protected:
    explicit executor(engine::session* s) noexcept : row_writes(s), find_or_create(s) {}
    ~executor() = default;
};

} // namespace ginnel
