#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/model_entry.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/query.hpp>
#include <ginnel/typed/read_hooks.hpp>
#include <ginnel/typed/write_hooks.hpp>

#include <cstddef>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// Says of one column what its field does not.
class column_description {
public:
    explicit column_description(schema::column& c) noexcept : column_{&c} {}

    /// The name in the table, where it is not the field's.
    column_description& named(std::string_view column_name);
    /// Of the primary key: whether the database makes its value when none is given. Integer keys are generated unless
    /// this says false.
    column_description& generated(bool yes = true);
    /// The database gives the column its value where the field holds none (null, 0, an empty text): an insert leaves it
    /// out, and what the database wrote comes back into the object, by the same statement. The table must have a
    /// default or a trigger.
    column_description& database_default();
    /// The same, and tables that `create_tables` makes have this default: `.database_default("new")`.
    template <typename V>
    column_description& database_default(const V& initial)
    {
        return set_initial(detail::to_value(initial));
    }
    column_description& unique();
    column_description& indexed();
    /// The name in JSON.
    column_description& serialize_as(std::string_view name);
    /// Never in JSON.
    column_description& hidden();

private:
    column_description& set_initial(value initial);

    schema::column* column_;
};

/// Says of one computed value what its name does not.
class computed_description {
public:
    explicit computed_description(schema::computed& c) noexcept : computed_{&c} {}

    /// The name in JSON.
    computed_description& serialize_as(std::string_view name);
    /// Never in JSON.
    computed_description& hidden();

private:
    schema::computed* computed_;
};

namespace detail {

/// A program's closure over a row, whose answer goes into JSON.
template <typename T, typename F>
class closure_value final : public schema::computed_value {
public:
    explicit closure_value(F f) : f_(std::move(f)) {}
    void append_json(std::string& out, const void* object) const override
    {
        const auto made = f_(*static_cast<const T*>(object));
        detail::append_json(out, json_node_of<std::remove_cv_t<decltype(made)>>(), &made);
    }

private:
    F f_;
};

/// A program's closure over the relation's query, as the engine calls it.
template <typename Target, typename Slot, typename F>
class closure_hook final : public schema::query_hook {
public:
    explicit closure_hook(F f) : f_(std::move(f)) {}
    void apply(engine::query& q, bool) const override
    {
        query<Target, Slot> lent{query_core{q}};
        f_(lent);
    }

private:
    F f_;
};

} // namespace detail

/// Says of one relation what convention does not settle. `T` declares it, `Slot` is the member's type.
/// Keys are members: of which model each must be, is said with it, and checked when the models are booted.
template <typename T, typename Slot>
class relation_description {
    using traits = detail::relation_traits<Slot>;
    static constexpr bool pivot = detail::is_many_to_many<Slot>;
    static constexpr bool through = detail::is_through<Slot>;
    static constexpr bool polymorphic = detail::is_polymorphic<Slot>;

public:
    explicit relation_description(detail::relation_notes& notes) noexcept : notes_{&notes} {}

    /// The key that is referred to: of this model, or under belongs_to of the target.
    template <typename F, typename C>
    relation_description& local_key(F C::*key)
    {
        return set<std::conditional_t<traits::kind == schema::relation_kind::belongs_to, typename traits::target, T>>(
            detail::key_role::local, key);
    }
    /// The key that refers: of the target; under belongs_to of this model; under through relations of the first through
    /// model.
    template <typename F, typename C>
    relation_description& foreign_key(F C::*key)
    {
        static_assert(!pivot,
                      "ginnel: the keys of a many_to_many lie in its pivot table: write pivot_foreign_key(\"column\")");
        if constexpr (pivot)
            return *this;
        else if constexpr (through)
            return set<void>(detail::key_role::foreign, key);
        else
            return set<
                std::conditional_t<traits::kind == schema::relation_kind::belongs_to, T, typename traits::target>>(
                detail::key_role::foreign, key);
    }
    /// The through model's key that the target refers to, or that refers to the target.
    template <typename F, typename C>
    relation_description& through_local_key(F C::*key)
    {
        return of_through(detail::key_role::through_local, key);
    }
    /// The target's key that refers to the through model.
    template <typename F, typename C>
    relation_description& through_foreign_key(F C::*key)
    {
        return of_through(detail::key_role::through_foreign, key);
    }
    /// The through model's key that refers to the target, where the through model links both sides.
    template <typename F, typename C>
    relation_description& key_through(F C::*key)
    {
        return of_through(detail::key_role::key_through, key);
    }
    /// The target's key that the pivot refers to.
    template <typename F, typename C>
    relation_description& related_key(F C::*key)
    {
        static_assert(pivot || through, "ginnel: only many_to_many and through relations have a related key");
        return set<typename traits::target>(detail::key_role::related, key);
    }
    /// Relations to pass instead of keys: one of this model, then one of the model that it leads to, and so on.
    template <typename... Steps>
    relation_description& via(Steps... relations)
    {
        static_assert(through, "ginnel: only has_many_through and has_one_through pass other relations");
        static_assert((detail::is_relation<typename detail::member_type<Steps>::type> && ...),
                      "ginnel: via takes relations: write .via(&T::users, &User::posts)");
        if constexpr (through && (detail::is_relation<typename detail::member_type<Steps>::type> && ...))
            notes_->via({detail::id_of(relations)...});
        return *this;
    }

    // ---- to-one relations behind which there are several rows

    /// The row with the greatest value of this column (a time, a number); of equal ones the one with the greatest key.
    /// The relation is has_one, morph_one or has_one_through; `on_query` says among which rows it picks.
    template <typename F, typename C>
    relation_description& latest_by(F C::*column)
    {
        return pick(column, true);
    }
    /// The row with the least value of this column; of equal ones the one with the least key. After another pick this
    /// column decides between equals.
    template <typename F, typename C>
    relation_description& oldest_by(F C::*column)
    {
        return pick(column, false);
    }

    // ---- polymorphic relations

    /// The word before the endings of the two columns: `commentable` of `commentable_id` and `commentable_type`. Under
    /// morph_to the relation's own name, under morph_one and morph_many that of the target's morph_to, unless said.
    /// Pivot tables are called its plural.
    relation_description& morph_name(std::string_view word)
    {
        static_assert(polymorphic, "ginnel: only polymorphic relations (morph_to, morph_many and their like) go by a "
                                   "word and a type column");
        if constexpr (polymorphic)
            notes_->morph_name(word);
        return *this;
    }
    /// The column that names the type: of this model under morph_to, of the target under morph_one and morph_many.
    template <typename F, typename C>
    relation_description& morph_key(F C::*column)
    {
        constexpr bool has_member = polymorphic && !pivot;
        static_assert(has_member, "ginnel: only morph_to, morph_one and morph_many have a member that names the type");
        if constexpr (has_member)
            return set<std::conditional_t<detail::is_morph_to<Slot>, T, typename traits::target>>(
                detail::key_role::morph, column);
        else
            return *this;
    }
    /// The same path as another relation of this model: its keys, its through or pivot tables, whatever says them, here
    /// or by convention. So that one relation is loaded twice under different conditions:
    /// `user.relation(&User::drafts).like(&User::posts)`, and then `preload(&User::drafts, closure)` beside
    /// `preload(&User::posts)`. What the other declares of its rows (on_query, serialize_as, timestamps) it keeps for
    /// itself.
    template <typename F, typename C>
    relation_description& like(F C::*relation)
    {
        constexpr bool same = std::is_same_v<C, T> && std::is_same_v<F, Slot>;
        static_assert(same, "ginnel: a relation is like another of its model and its own type: the same kind, the same "
                            "target, the same through models");
        if constexpr (same)
            notes_->like(detail::id_of(relation));
        return *this;
    }

    // ---- many_to_many: names of the pivot table and its columns
    relation_description& pivot_table(std::string_view name)
    {
        if constexpr (detail::needs_pivot<Slot>())
            notes_->pivot_table(name);
        return *this;
    }
    relation_description& pivot_foreign_key(std::string_view column)
    {
        if constexpr (detail::needs_pivot<Slot>())
            notes_->pivot_foreign_key(column);
        return *this;
    }
    relation_description& pivot_related_foreign_key(std::string_view column)
    {
        if constexpr (detail::needs_pivot<Slot>())
            notes_->pivot_related_foreign_key(column);
        return *this;
    }
    /// A column of the pivot table beside its keys: always selected into extras (`pivot_<name>`), and made by
    /// create_tables.
    template <typename F>
    relation_description& pivot_column(std::string_view name)
    {
        if constexpr (detail::needs_pivot<Slot>() && detail::is_column_field<F>())
            notes_->pivot_column(name, column_traits<F>::type);
        return *this;
    }
    /// Two columns that say when a link was made and when it was last changed.
    relation_description& pivot_timestamps(std::string_view created_at = "created_at",
                                           std::string_view updated_at = "updated_at")
    {
        if constexpr (detail::needs_pivot<Slot>())
            notes_->pivot_timestamps(created_at, updated_at);
        return *this;
    }

    /// The relation's name in JSON; empty: never in JSON.
    relation_description& serialize_as(std::string_view name)
    {
        notes_->serialize_as(name);
        return *this;
    }
    /// What becomes of the rows that refer when the row that they refer to is deleted: of the related rows under
    /// has_one, has_many, morph_one and morph_many, of this model's row under belongs_to, of the links under
    /// many_to_many: `user.relation(&User::posts).on_delete(ginnel::on_delete::cascade)`. The foreign keys of tables
    /// that `create_tables` makes say it to the database; where the key is polymorphic none can, and remove does it in
    /// its own transaction (row_writes::remove). A through relation over links takes `detach` alone. A soft deletion
    /// deletes nothing, so no rule applies to it. A rule that the relation cannot have is told when the models boot
    /// (E_ON_DELETE).
    relation_description& on_delete(ginnel::on_delete rule)
    {
        constexpr bool several = detail::is_morph_to<Slot>;
        static_assert(!several,
                      "ginnel: each model that a morph_to leads to says by itself what becomes of the rows that "
                      "refer: write on_delete on its morph_one or morph_many");
        if constexpr (!several)
            notes_->delete_rule(rule);
        return *this;
    }
    /// Runs on each query of the relation: `[](auto& posts) { posts.where(&Post::is_published, true); }`. The query is
    /// lent for the call; `posts.is_sub_query()` says whether it stands inside another (where_has, with_count). Called
    /// from any thread that queries; must not change.
    template <typename F>
    relation_description& on_query(F closure)
    {
        (void)detail::takes_by_reference<const F, query<typename traits::target, Slot>>();
        notes_->on_query(std::make_shared<detail::closure_hook<typename traits::target, Slot, F>>(std::move(closure)));
        return *this;
    }

private:
    template <typename F, typename C>
    relation_description& pick(F C::*column, bool descending)
    {
        constexpr bool one = !schema::to_many(traits::kind) && traits::kind != schema::relation_kind::belongs_to &&
                             !detail::is_morph_to<Slot>;
        constexpr bool of_target = std::is_same_v<C, typename traits::target>;
        static_assert(one, "ginnel: one of many rows is picked by has_one, morph_one and has_one_through");
        static_assert(of_target || !one,
                      "ginnel: the row is picked by a column of the model that the relation leads to");
        if constexpr (one && of_target)
            notes_->pick(detail::id_of(column), descending);
        return *this;
    }
    template <typename F, typename C>
    relation_description& of_through(detail::key_role role, F C::*key)
    {
        static_assert(through, "ginnel: only has_many_through and has_one_through pass a model that has keys");
        if constexpr (through)
            return set<void>(role, key);
        else
            return *this;
    }

    template <typename Holder, typename F, typename C>
    relation_description& set(detail::key_role role, F C::*key)
    {
        constexpr bool fits = std::is_void_v<Holder> || std::is_same_v<Holder, C>;
        constexpr bool column = !detail::is_relation<F>;
        static_assert(
            fits,
            "ginnel: this key is of another model than the relation needs here: local keys lie on the side that is "
            "referred to, foreign keys on the side that refers");
        static_assert(column, "ginnel: a key is a column, and this member is a relation");
        if constexpr (fits && column)
            notes_->key(role, detail::id_of(key));
        return *this;
    }

    detail::relation_notes* notes_;
};

/// What `describe` is given: says of a model what its struct does not. Lives for the call.
///
///     static void describe(ginnel::model<User>& user) {
///         user.table("accounts");
///         user.column(&User::email).unique();
///         user.relation(&User::skills).pivot_column<std::string>("level");
///     }
template <typename T>
class model : public write_hook_declarations<T> {
public:
    explicit model(detail::model_builder& builder) noexcept : write_hook_declarations<T>{builder}, builder_{&builder} {}
    model(const model&) = delete;
    model& operator=(const model&) = delete;

    /// The table's name, where it is not the plural of the model's.
    model& table(std::string_view name)
    {
        builder_->table(name);
        return *this;
    }
    /// How columns are named after their fields: `ginnel::naming::camel`, `snake`, `as_is` (the convention), or a
    /// function from one name to the other. Columns that are `named` keep that name. Properties, and so the keys that
    /// relations look for, are the fields' names: `country_id`, or in a struct that writes its fields so, `countryId`.
    model& naming(naming_function rule)
    {
        builder_->naming(std::move(rule));
        return *this;
    }
    /// The same of the names in JSON, of columns, relations and computed values; `serialize_as` wins.
    model& json_naming(naming_function rule)
    {
        builder_->json_naming(std::move(rule));
        return *this;
    }
    /// Lists columns and relations of a class that is no aggregate: `model.columns<&T::id, &T::name>()`. Names are the
    /// members'. An aggregate's are known already.
    template <auto... Members>
    model& columns()
    {
        constexpr bool needed = !detail::reads_fields<T>();
        static_assert(needed, "ginnel: the fields of this struct are its columns already: columns<...>() is for "
                              "classes that are no aggregates");
        if constexpr (needed)
            (add<Members>(), ...);
        return *this;
    }
    /// The names of members cannot be known from arguments.
    template <typename... Members>
    model& columns(Members...)
    {
        static_assert(detail::always_false<Members...>,
                      "ginnel: write the members as template arguments: model.columns<&T::a, &T::b>()");
        return *this;
    }
    /// The primary key, where it is not the field `id`.
    template <typename F, typename C>
    model& primary_key(F C::*key)
    {
        if constexpr (own_column<F, C>())
            builder_->primary_key(detail::member_offset(key));
        return *this;
    }
    /// How type columns of polymorphic relations name this model, where it is not by its name.
    model& morph_value(std::string_view value)
    {
        builder_->morph_value(value);
        return *this;
    }
    /// Rows are deleted softly: this column, an optional, then says when. Queries of the model do not see such rows,
    /// nor what lies behind them, unless they ask (`with_trashed`, `with_trashed_passed`).
    template <typename F, typename C>
    model& soft_delete(F C::*deleted_at)
    {
        if constexpr (own_column<F, C>())
            builder_->soft_delete(detail::member_offset(deleted_at));
        return *this;
    }
    /// When a row was created and when it was last written: set by each call that creates or updates rows, from the
    /// clock of the program, and back in the rows. A time of creation that a new row has already stays.
    template <typename F, typename C, typename G, typename D>
    model& timestamps(F C::*created_at, G D::*updated_at)
    {
        if constexpr (own_column<F, C>() && own_column<G, D>()) {
            constexpr bool times = is_time<F>() && is_time<G>();
            static_assert(times, "ginnel: a timestamp is a std::chrono::sys_time, or a std::optional of one");
            builder_->timestamps(detail::member_offset(created_at), detail::member_offset(updated_at));
        }
        return *this;
    }
    /// Optimistic locking: this integer counts how often a row was written. A row is updated only where the database
    /// still has the version that was read; else the call throws error (conflict, E_STALE_ROW).
    template <typename F, typename C>
    model& version(F C::*counter)
    {
        if constexpr (own_column<F, C>()) {
            constexpr bool counts = std::is_integral_v<F> && !std::is_same_v<F, bool>;
            static_assert(counts, "ginnel: a version is an integer, std::int64_t version{}");
            builder_->version(detail::member_offset(counter));
        }
        return *this;
    }
    /// Rows keep what the database gave, so that `save` writes only the columns that differ from it, and nothing where
    /// none does. The model needs a member `ginnel::row_state`. Costs each row that is read a copy of its columns,
    /// which copies of the row share.
    model& track_changes()
    {
        constexpr bool remembers = detail::has_field_of<T, row_state>();
        static_assert(remembers, "ginnel: rows that track changes need a place for what was read: give this model a "
                                 "member ginnel::row_state state{}");
        if constexpr (remembers)
            builder_->track_changes();
        return *this;
    }
    /// Conditions (and orders) under a name, which queries add by `scope("published")`. The closure takes the query:
    /// `[](auto& posts) { posts.where(&Post::is_published, true); }`; called from any thread that queries.
    template <typename F>
    model& scope(std::string_view name, F closure)
    {
        add_scope(name, std::move(closure), false);
        return *this;
    }
    /// As scope, in each query of the model's rows, related ones included, that does not leave it out
    /// (`without_scope`). Models that a relation passes add none.
    template <typename F>
    model& default_scope(std::string_view name, F closure)
    {
        add_scope(name, std::move(closure), true);
        return *this;
    }
    /// More about a column.
    template <typename F, typename C>
    column_description column(F C::*member)
    {
        (void)own_column<F, C>();
        return column_description{builder_->column(detail::member_offset(member))};
    }
    /// A value that is made of each row when it is written as JSON, after the columns and in the order of these calls:
    /// `user.computed("full_name", [](const User& u) { return u.first + " " + u.last; })`. It is no column: SQL knows
    /// nothing of it. The closure returns what an embedded value may hold; it is called from any thread and must not
    /// change. The description is valid until the next call.
    template <typename F>
    computed_description computed(std::string_view name, F closure)
    {
        constexpr bool callable = std::is_invocable_v<const F&, const T&>;
        static_assert(callable, "ginnel: a computed value is made by a closure that takes the row: [](const T& row) { "
                                "return ...; }");
        if constexpr (callable) {
            using V = std::decay_t<std::invoke_result_t<const F&, const T&>>;
            constexpr bool fits = !std::is_void_v<V> && !std::is_pointer_v<V> && detail::is_json<V>();
            static_assert(fits, "ginnel: this computed value has no form in JSON: return what a column holds, a struct "
                                "of such, or std::vector or std::optional of these (std::string for texts)");
            if constexpr (fits)
                return computed_description{
                    builder_->computed(name, std::make_shared<detail::closure_value<T, F>>(std::move(closure)))};
        }
        return computed_description{builder_->computed(name, nullptr)};
    }
    /// More about a relation.
    template <typename F, typename C>
    relation_description<T, F> relation(F C::*member)
    {
        static_assert(std::is_same_v<C, T>, "ginnel: this relation is of another model than the one described");
        static_assert(detail::is_relation<F>, "ginnel: this member is a column, and a relation is wanted here");
        return relation_description<T, F>{builder_->relation(detail::member_offset(member))};
    }

    // ---- hooks of reading, after Lucid. Closures of one kind run in the order of these calls, from any thread that
    // reads, and must not change. Their exceptions end the call that reads, and nothing of it is left: rows that a load
    // was to fill stay as they were. They run between statements, while the call holds its connection: a hook that
    // reads more takes another one from the pool, and a database in memory has only one. count, exists, pluck,
    // aggregates and where_has run none.

    /// Before find and first: over the query, of the model alone (what else it may add: see ginnel::query).
    template <typename F>
    model& before_find(F closure)
    {
        return add_hook(&detail::declared_read_hooks::before_find, detail::query_hook_of<T>(std::move(closure)));
    }
    /// Before all, and before rows of the model are loaded as a relation: `[](auto& q) { q.where(&User::active, true);
    /// }`. A relation whose rows a hook restricts counts as partial.
    template <typename F>
    model& before_fetch(F closure)
    {
        return add_hook(&detail::declared_read_hooks::before_fetch, detail::query_hook_of<T>(std::move(closure)));
    }
    /// Each row that was read, in whatever way, once: `[](User& user) { ... }`. Its relations are loaded, and their
    /// rows have had their hooks.
    template <typename F>
    model& after_load(F closure)
    {
        return add_hook(&detail::declared_read_hooks::after_load, detail::row_hook_of<T>(std::move(closure)));
    }
    /// The row of find and first, if there is one.
    template <typename F>
    model& after_find(F closure)
    {
        return add_hook(&detail::declared_read_hooks::after_find, detail::row_hook_of<T>(std::move(closure)));
    }
    /// The rows of all, or of one relation of one load, if there are any: `[](std::span<User* const> users) { ... }`.
    template <typename F>
    model& after_fetch(F closure)
    {
        return add_hook(&detail::declared_read_hooks::after_fetch, detail::rows_hook_of<T>(std::move(closure)));
    }

private:
    template <typename F>
    void add_scope(std::string_view name, F closure, bool by_default)
    {
        (void)detail::takes_by_reference<const F, query<T>>();
        builder_->add_scope(name, std::make_shared<detail::closure_hook<T, void, F>>(std::move(closure)), by_default);
    }
    template <typename Hook>
    model& add_hook(std::vector<Hook> detail::declared_read_hooks::*list, Hook hook)
    {
        (builder_->read_hooks().*list).push_back(std::move(hook));
        return *this;
    }
    template <typename F, typename C>
    static consteval bool own_column()
    {
        constexpr bool mine = std::is_same_v<C, T>;
        constexpr bool column = !detail::is_relation<F>;
        static_assert(mine, "ginnel: this column is of another model than the one described");
        static_assert(column, "ginnel: this member is a relation, and a column is wanted here");
        return mine && column;
    }
    template <typename F>
    static consteval bool is_time()
    {
        if constexpr (column_value<F>)
            return column_traits<F>::type == column_type::timestamp;
        else
            return false;
    }
    template <auto Member>
    void add()
    {
        using F = typename detail::member_type<decltype(Member)>::type;
        detail::add_field<F>(*builder_, detail::member_name<Member>(), detail::member_offset(Member));
    }

    detail::model_builder* builder_;
};

} // namespace ginnel
