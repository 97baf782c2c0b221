#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/query.hpp>
#include <ginnel/typed/related_rows.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// What a relation is, by names. Keys are given as properties (`local_key`) and as columns (`local_key_column`); a key
/// that the kind does not have is empty. Views live as long as the program.
class relation_info {
public:
    explicit relation_info(const ginnel::schema::relation& r) noexcept : relation_{&r} {}

    std::string_view name() const noexcept;
    /// As Lucid names kinds: "hasManyThrough", "belongsTo" ...
    std::string_view type() const noexcept;
    /// Names of the models that declares it, that it leads to, and that it passes first.
    std::string_view model() const noexcept;
    std::string_view related_model() const noexcept;
    std::string_view through_model() const noexcept;
    /// The name in JSON.
    std::string_view serialize_as() const noexcept;

    std::string_view local_key() const noexcept;
    std::string_view foreign_key() const noexcept;
    std::string_view through_local_key() const noexcept;
    std::string_view through_foreign_key() const noexcept;
    std::string_view related_key() const noexcept;
    std::string_view local_key_column() const noexcept;
    std::string_view foreign_key_column() const noexcept;
    std::string_view through_local_key_column() const noexcept;
    std::string_view through_foreign_key_column() const noexcept;
    std::string_view related_key_column() const noexcept;
    /// many_to_many: the link table and its keys' columns.
    std::string_view pivot_table() const noexcept;
    std::string_view pivot_foreign_key() const noexcept;
    std::string_view pivot_related_foreign_key() const noexcept;

    /// The columns of the tables passed that each query of the relation selects, by their names in extras.
    std::vector<std::string> link_columns() const;

    const ginnel::schema::relation& schema() const noexcept { return *relation_; }

private:
    const ginnel::schema::relation* relation_;
};

/// What a model is, by names.
class model_info {
public:
    explicit model_info(const schema::model& m) noexcept : model_{&m} {}

    std::string_view name() const noexcept;
    std::string_view table() const noexcept;
    std::string_view primary_key() const noexcept;
    /// Properties, in order.
    std::vector<std::string_view> columns() const;
    std::vector<std::string_view> relations() const;
    /// Throws error (E_UNDEFINED_RELATIONSHIP) with the nearest names.
    relation_info relation(std::string_view name) const;

private:
    const schema::model* model_;
};

/// The model of T, booted: `ginnel::model_of<Country>().relation("posts").type()`. Needs no database. Throws error
/// (schema) with every mistake in the models that T reaches.
template <typename T>
model_info model_of()
{
    return model_info{detail::schema_of<T>()};
}

namespace detail {

const schema::relation& relation_of(const schema::model& m, member_id member);
bool is_booted(const model_entry& e) noexcept;
/// Puts each of `related` under those of `parents` that its key belongs to; `put(parent, ordinal)` does it.
class distribution {
public:
    virtual void put(std::size_t parent, std::size_t ordinal) = 0;

protected:
    ~distribution() = default;
};
void distribute(const schema::relation& r, const std::vector<const void*>& parents,
                const std::vector<const void*>& related, distribution& to);

} // namespace detail

/// A relation with its types: `db.relation(&Country::posts)`. All of `relation_info`, its queries, and the setting of
/// related rows by hand. Boots its models at the first call that needs them.
template <typename T, typename Slot>
class relation_object {
    using traits = detail::relation_traits<Slot>;
    using target = typename traits::target;

public:
    relation_object(engine::session* s, detail::member_id member) noexcept : session_{s}, member_{member} {}

    /// Whether the model is booted; calls that need it boot it.
    bool booted() const noexcept { return detail::is_booted(detail::entry_of<T>()); }
    void boot() const { (void)detail::schema_of<T>(); }

    relation_info info() const { return relation_info{schema()}; }
    std::string_view name() const { return info().name(); }
    std::string_view type() const { return info().type(); }
    std::string_view serialize_as() const { return info().serialize_as(); }
    std::string_view local_key() const { return info().local_key(); }
    std::string_view foreign_key() const { return info().foreign_key(); }
    std::string_view through_local_key() const { return info().through_local_key(); }
    std::string_view through_foreign_key() const { return info().through_foreign_key(); }
    std::string_view local_key_column() const { return info().local_key_column(); }
    std::string_view foreign_key_column() const { return info().foreign_key_column(); }
    std::string_view through_local_key_column() const { return info().through_local_key_column(); }
    std::string_view through_foreign_key_column() const { return info().through_foreign_key_column(); }
    model_info model() const { return model_of<T>(); }
    model_info related_model() const { return model_of<target>(); }
    std::string_view through_model() const { return info().through_model(); }

    /// Makes the links of many parents equal to the lists: `sync_many({{asha.id, {1, 2}}, {ben.id, {3}}})`. Returns
    /// what changed of each parent, in the order given. Throws error (usage, E_PARENT_TWICE). One transaction;
    /// statements, whatever the number of parents: a lock where the database has row locks, a select (a second one, and
    /// a delete, where rows link a pair twice), a delete per 100 parents that lose links, an insert per 100 new links,
    /// and an update per distinct set of new attributes and 100 parents.
    std::vector<changes> sync_many(const std::vector<links_of_parent<typename link_writes<Slot>::link_list>>& parents,
                                   sync_options o = {}) const
    {
        if constexpr (detail::needs_links<Slot>()) {
            std::vector<detail::parent_and_links> given;
            for (const auto& one : parents)
                given.push_back({one.parent, one.links});
            return detail::sync_many(*session_, schema(), given, o);
        } else {
            return {};
        }
    }

    /// Puts related rows into a row by hand; writes nothing. A list may stand for them: `set_related(country, {post})`.
    template <typename Rows = std::conditional_t<ginnel::schema::to_many(traits::kind), std::vector<target>, target>>
    void set_related(T& row, Rows&& related) const
    {
        slot(row).set_related(std::forward<Rows>(related));
    }
    void push_related(T& row, target related) const { slot(row).push_related(std::move(related)); }
    /// Puts each related row under the parents that its key belongs to. Rows behind a through or pivot table say so by
    /// `through_*` or `pivot_*` in their extras, as a query of the relation fills them. Parents without any get an
    /// empty list.
    void set_related_for_many(std::vector<T>& parents, const std::vector<target>& related) const
    {
        static_assert(ginnel::schema::to_many(traits::kind),
                      "ginnel: set_related_for_many is for relations to many rows");
        if constexpr (ginnel::schema::to_many(traits::kind)) {
            std::vector<const void*> from, to;
            for (T& row : parents) {
                from.push_back(&row);
                slot(row).set_related(std::vector<target>{});
            }
            for (const target& row : related)
                to.push_back(&row);
            distribution into{*this, parents, related};
            detail::distribute(schema(), from, to, into);
        }
    }

    /// The related rows of one row: `db.related(row, &T::relation)`.
    related_rows<const T, Slot> client(const T& row) const
    {
        return related_rows<const T, Slot>{detail::related_core{*session_, detail::schema_of<T>(), member_, &row}};
    }

    /// The query that loads the relation for many rows at once; the closure may restrict it. `load` runs it: one
    /// statement.
    class eager {
    public:
        eager(detail::query_core parents, detail::query_core related, std::vector<void*> rows)
            : parents_{std::move(parents)}, query_{std::move(related)}, rows_(std::move(rows))
        {
        }
        /// For conditions; only `load` runs it. Running it itself throws error (usage, E_QUERY_NOT_RUN).
        relation_query<Slot>& query() noexcept { return query_; }
        template <typename F>
        eager& with(F&& closure)
        {
            (void)detail::takes_by_reference<std::remove_reference_t<F>, relation_query<Slot>>();
            closure(query_);
            return *this;
        }
        void load()
        {
            parents_.preload(query_.core());
            detail::load_into(parents_, rows_);
        }

    private:
        detail::query_core parents_;
        relation_query<Slot> query_;
        std::vector<void*> rows_;
    };
    eager eager_query(std::vector<T>& rows) const
    {
        std::vector<void*> objects;
        for (T& row : rows)
            objects.push_back(&row);
        return eager{detail::query_core{session_, detail::schema_of<T>()},
                     detail::query_core{session_, schema(), false}, std::move(objects)};
    }
    /// The query as it stands inside others (where_has, with_count); running it throws error (usage, E_QUERY_NOT_RUN).
    relation_query<Slot> sub_query() const
    {
        return relation_query<Slot>{detail::query_core{session_, schema(), true}};
    }

private:
    struct distribution final : detail::distribution {
        distribution(const relation_object& r, std::vector<T>& p, const std::vector<target>& t)
            : of{r}, parents{p}, related{t}
        {
        }
        void put(std::size_t parent, std::size_t ordinal) override
        {
            of.slot(parents[parent]).push_related(related[ordinal]);
        }
        const relation_object& of;
        std::vector<T>& parents;
        const std::vector<target>& related;
    };

    Slot& slot(T& row) const { return *reinterpret_cast<Slot*>(reinterpret_cast<char*>(&row) + member_.offset); }
    const ginnel::schema::relation& schema() const { return detail::relation_of(detail::schema_of<T>(), member_); }

    engine::session* session_;
    detail::member_id member_;
};

} // namespace ginnel
