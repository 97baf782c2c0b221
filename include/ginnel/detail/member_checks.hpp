#pragma once

#include <ginnel/detail/convert.hpp>
#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/relation_traits.hpp>
#include <ginnel/typed/column_names.hpp>

#include <string_view>
#include <type_traits>

// Each check of a member that a program names: one sentence for one mistake, and nothing after it.

namespace ginnel::detail {

template <typename M>
struct member_type {
    using type = void;
    using owner = void;
};
template <typename F, typename C>
struct member_type<F C::*> {
    using type = F;
    using owner = C;
};

template <typename F, typename C>
struct member_type<outer_column<F, C>> {
    using type = F;
    using owner = C;
};
template <typename F, typename C>
struct member_type<joined_column<F, C>> {
    using type = F;
    using owner = C;
};
template <typename Column>
inline constexpr bool is_outer_column = false;
template <typename F, typename C>
inline constexpr bool is_outer_column<outer_column<F, C>> = true;
template <typename Column>
inline constexpr bool is_joined_column = false;
template <typename F, typename C>
inline constexpr bool is_joined_column<joined_column<F, C>> = true;

/// Whether a column is of a table whose row a left join may have not found.
template <typename T, typename Slot, typename Column>
inline constexpr bool
    comes_by_left_join = (is_joined_column<Column> ||
                          !std::is_same_v<typename member_type<Column>::owner,
                                          T>)&&joined_to<Slot>::template left<typename member_type<Column>::owner>;

/// Whether a query of T (of the relation Slot) may name a column of C.
template <typename T, typename Slot, typename C>
consteval bool reaches()
{
    using traits = relation_traits<Slot>;
    if constexpr (std::is_same_v<C, T> || joined_to<Slot>::template has<C>)
        return true;
    else if constexpr (std::is_void_v<typename joined_to<Slot>::slot>)
        return false;
    else if constexpr (std::is_same_v<C, typename traits::pivot> || is_one_of<C, typename traits::through>)
        return true;
    else // a path given by relations, or a pivot that is a model: the passed models are known at run time
        return traits::kind == schema::relation_kind::many_to_many ||
                       traits::kind == schema::relation_kind::has_many_through ||
                       traits::kind == schema::relation_kind::has_one_through
                   ? traits::through::size == 0 && std::is_void_v<typename traits::pivot>
                   : false;
}

template <typename T, typename Slot, typename C, typename F>
consteval bool own_column()
{
    constexpr bool mine = reaches<T, Slot, C>();
    constexpr bool column = !is_relation<F>;
    static_assert(
        mine, "ginnel: this column is of another model: a query takes columns of its own model, and of models that its "
              "relation passes");
    static_assert(column || !mine,
                  "ginnel: this member is a relation, and a column is wanted here: conditions on related rows are "
                  "where_has(&T::relation, closure)");
    return mine && column;
}

template <typename T, typename C, typename F>
consteval bool own_relation()
{
    constexpr bool relation = is_relation<F>;
    constexpr bool mine = std::is_same_v<C, T>;
    constexpr bool one_target = !is_morph_to<F>;
    static_assert(relation, "ginnel: this member is a column, and a relation is wanted here");
    static_assert(one_target || !mine,
                  "ginnel: this relation leads to rows of several models: say which, as in "
                  "where_has_morph<Post>(&Comment::commentable, closure); preload(&Comment::commentable) loads all");
    static_assert(
        mine || !relation,
        "ginnel: this relation is of another model: it must be one of the query's model, and each step of a path "
        "one of the model that the step before leads to");
    return relation && mine && one_target;
}

// Functions of a namespace and not of the class templates that ask: Clang 14 calls no consteval member of a class that
// is not complete.

template <typename Slot>
consteval bool needs_relation()
{
    constexpr bool root = std::is_void_v<typename joined_to<Slot>::slot>;
    static_assert(!root, "ginnel: only the query of a relation has this: write it in the closure of preload, or on "
                         "db.related(row, &T::relation).query()");
    return !root;
}

template <typename Slot>
inline constexpr bool is_many_to_many = false;
template <typename T, typename Pivot>
inline constexpr bool is_many_to_many<many_to_many<T, Pivot>> = true;
template <typename T>
inline constexpr bool is_many_to_many<morph_to_many<T>> = true;
template <typename T>
inline constexpr bool is_many_to_many<morphed_by_many<T>> = true;
template <typename Slot>
inline constexpr bool is_through = false;
template <typename T, typename... Through>
inline constexpr bool is_through<has_many_through<T, Through...>> = true;
template <typename T, typename... Through>
inline constexpr bool is_through<has_one_through<T, Through...>> = true;

template <typename Slot>
consteval bool needs_pivot()
{
    static_assert(is_many_to_many<Slot>, "ginnel: only many_to_many has a pivot table");
    return is_many_to_many<Slot>;
}
/// Whether rows of the relation are tied to the parent by links. Of has_many_through that may be, and shows when the
/// models boot.
template <typename Slot>
inline constexpr bool has_links = is_many_to_many<Slot>;
template <typename T, typename... Through>
inline constexpr bool has_links<has_many_through<T, Through...>> = sizeof...(Through) < 2;
template <typename Slot>
consteval bool needs_links()
{
    static_assert(has_links<Slot>,
                  "ginnel: only a many_to_many relation has links to attach and sync, and a has_many_through over one "
                  "model that holds the keys of both sides");
    return has_links<Slot>;
}
template <typename Slot>
consteval bool needs_creation()
{
    constexpr bool belongs = relation_traits<Slot>::kind == schema::relation_kind::belongs_to;
    constexpr bool through = is_through<Slot> && !has_links<Slot>;
    static_assert(!through, "ginnel: rows are not created through another model whose row is not named: name it, as in "
                            "db.related(country, &Country::posts).via(user).create(post)");
    static_assert(!belongs, "ginnel: the row that this one belongs to is not created by the relation: create it first, "
                            "and set this row's key");
    return !through && !belongs;
}

/// Whether `Target` is one of the types of the polymorphic member `F` of `T`.
template <typename T, typename C, typename F, typename Target>
consteval bool own_morph_type()
{
    constexpr bool mine = std::is_same_v<C, T>;
    constexpr bool morph = is_morph_to<F>;
    constexpr bool known = [] {
        if constexpr (morph)
            return is_one_of<Target, typename morph_types<F>::list>;
        else
            return true;
    }();
    static_assert(morph, "ginnel: this takes a polymorphic relation (morph_to); other relations have one model, and "
                         "their calls need no type");
    static_assert(mine || !morph, "ginnel: this relation is of another model: it must be one of the query's model");
    static_assert(known || !mine,
                  "ginnel: this polymorphic relation leads to no rows of this model: name one of its types");
    return mine && morph && known;
}

/// A column as a query's call takes it: a member, or a name.
template <typename T, typename Slot, typename Column>
consteval bool is_usable_column()
{
    using C = typename member_type<Column>::owner;
    if constexpr (is_outer_column<Column>) {
        constexpr bool column = !is_relation<typename member_type<Column>::type>;
        static_assert(column, "ginnel: this member is a relation, and a column is wanted here: conditions on related "
                              "rows are where_has(&T::relation, closure)");
        return column;
    } else if constexpr (!std::is_void_v<C>) {
        return own_column<T, Slot, C, typename member_type<Column>::type>();
    } else {
        constexpr bool name = std::is_convertible_v<Column, std::string_view>;
        static_assert(name, "ginnel: name a column as &T::column, or by its run-time name");
        return name;
    }
}

template <typename T, typename Slot, typename Column>
column_ref refer_to(const Column& column)
{
    if constexpr (!is_usable_column<T, Slot, Column>()) {
        return {};
    } else if constexpr (is_outer_column<Column>) {
        return {column_ref::by::outer_member, id_of(column.column), {}};
    } else if constexpr (is_joined_column<Column>) {
        return {column_ref::by::joined_member, id_of(column.column), column.join};
    } else if constexpr (std::is_member_object_pointer_v<Column>) {
        using C = typename member_type<Column>::owner;
        if constexpr (!std::is_same_v<C, T> && std::is_same_v<C, typename relation_traits<Slot>::pivot>)
            return {column_ref::by::pivot_field, {nullptr, member_offset(column)}, {}};
        else
            return {column_ref::by::member, id_of(column), {}};
    } else {
        return {column_ref::by::name, {}, std::string_view(column)};
    }
}

template <typename Column, typename V>
value condition_value(const V& v)
{
    if constexpr (!std::is_void_v<typename member_type<Column>::owner>)
        return to_value_of<typename member_type<Column>::type>(v);
    else
        return to_condition_value(v);
}

/// An element of a list; a missing one is null, which where_in takes for rows without a value.
template <typename Column, typename V>
value listed_value(const V& v)
{
    using F = typename without_optional<typename member_type<Column>::type>::type;
    if constexpr (is_optional<V> && !std::is_same_v<V, F>)
        return v ? condition_value<Column>(*v) : value{};
    else
        return condition_value<Column>(v);
}

template <typename T, typename F, typename List>
struct any_field;
template <typename T, typename F, typename... Fields>
struct any_field<T, F, type_list<Fields...>> {
    static constexpr bool value = (std::is_same_v<F, Fields> || ...);
};
/// Whether the model has a member of this type; a class that is no aggregate is believed to have it.
template <typename T, typename F>
consteval bool has_field_of()
{
    if constexpr (reads_fields<T>())
        return any_field<T, F, typename reflection<T>::types>::value;
    else
        return true;
}

/// Whether a call goes on with another relation of a path.
template <typename... More>
inline constexpr bool next_is_step = false;
template <typename First, typename... More>
inline constexpr bool next_is_step<First, More...> = std::is_member_object_pointer_v<First>;

/// Whether a closure would change a copy of the query, so that what it says is lost. Asked with an rvalue, which
/// `auto&` does not bind, so that the bodies of right closures are not looked at.
template <typename Closure, typename Query>
inline constexpr bool takes_a_copy = requires(Closure& closure, Query&& q)
{
    closure(static_cast<Query&&>(q));
};
template <typename Closure, typename Query>
consteval bool takes_by_reference()
{
    static_assert(!takes_a_copy<Closure, Query>, "ginnel: take the query by reference: [](auto& q) { ... }");
    return !takes_a_copy<Closure, Query>;
}

/// Calls the closure at the end of a call; `More` is what stands after it, which must be nothing.
template <typename... More, typename Closure, typename Query>
void call_closure(const Closure& closure, Query& q)
{
    constexpr bool callable = requires
    {
        closure(q);
    };
    static_assert(sizeof...(More) == 0, "ginnel: a closure ends the call: relations of a path come first");
    static_assert(
        callable || sizeof...(More) != 0,
        "ginnel: this takes relations and then at most one closure over the query: [](auto& q) { q.where(...); }");
    if constexpr (callable && sizeof...(More) == 0) {
        if constexpr (takes_by_reference<const Closure, Query>())
            closure(q);
    }
}

template <typename Query, typename First, typename... More>
void go_on(Query& q, const First& first, const More&... more)
{
    if constexpr (std::is_member_object_pointer_v<First>)
        q.where_has(first, more...);
    else
        call_closure<More...>(first, q);
}

template <typename... More>
consteval bool gives_alias()
{
    return (is_text<More> || ...);
}
template <typename Query>
std::string_view closure_and_alias(Query&)
{
    return {};
}
template <typename Query, typename First, typename... More>
std::string_view closure_and_alias(Query& q, const First& first, const More&... more)
{
    if constexpr (is_text<First>) {
        static_assert(sizeof...(More) == 0, "ginnel: an alias ends the call");
        return first;
    } else {
        call_closure<>(first, q);
        return closure_and_alias(q, more...);
    }
}

} // namespace ginnel::detail
