#pragma once

#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/relation_query.hpp>
#include <ginnel/typed/relations.hpp>

#include <cstdint>

namespace ginnel {

/// What a query asks of polymorphic relations, whose rows are of several models: a part of `ginnel::query`, whose calls
/// these are. Each names the model it speaks of: `where_has_morph<Post>(&Comment::commentable, closure)`.
template <typename T, typename Slot>
class morph_questions {
    using query = ginnel::query<T, Slot>;

public:
    /// Loads the relation for all rows found, the rows of `Target` under what follows (a closure over their query, or
    /// further relations of theirs), those of other types as `preload` does. One statement per type that a row names.
    template <typename Target, typename F, typename C, typename... More>
    query& preload_morph(F C::*relation, const More&... more)
    {
        if constexpr (detail::own_morph_type<T, C, F, Target>()) {
            ginnel::query<Target, belongs_to<Target>> rows{begin_type<Target>(relation, false)};
            if constexpr (sizeof...(More) > 0)
                go_on(rows, more...);
            self().core().preload(rows.core());
            self().core().preload_types(detail::id_of(relation));
        }
        return self();
    }
    /// The related row is one of `Target` [that meets the closure's conditions]. Adds no statement. Relations of
    /// `Target` may follow, as in `where_has`.
    template <typename Target, typename F, typename C, typename... More>
    query& where_has_morph(F C::*relation, const More&... more)
    {
        return has_of_type<Target>({false, false}, relation, more...);
    }
    template <typename Target, typename F, typename C, typename... More>
    query& or_where_has_morph(F C::*relation, const More&... more)
    {
        return has_of_type<Target>({true, false}, relation, more...);
    }
    /// There is no related row of `Target` [that meets the closure's conditions]; rows related to another type meet
    /// this.
    template <typename Target, typename F, typename C, typename... More>
    query& where_doesnt_have_morph(F C::*relation, const More&... more)
    {
        return has_of_type<Target>({false, true}, relation, more...);
    }
    template <typename Target, typename F, typename C, typename... More>
    query& or_where_doesnt_have_morph(F C::*relation, const More&... more)
    {
        return has_of_type<Target>({true, true}, relation, more...);
    }

protected:
    morph_questions() = default;
    ~morph_questions() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }

    template <typename Target, typename F, typename C>
    detail::query_core begin_type(F C::*relation, bool sub_query)
    {
        return self().core().begin_type(detail::id_of(relation), detail::entry_of<Target>(), sub_query);
    }
    template <typename Rows, typename First, typename... More>
    static void go_on(Rows& rows, const First& first, const More&... more)
    {
        if constexpr (std::is_member_object_pointer_v<First>)
            rows.preload(first, more...);
        else
            detail::call_closure<More...>(first, rows);
    }
    template <typename Target, typename F, typename C, typename... More>
    query& has_of_type(detail::joint how, F C::*relation, const More&... more)
    {
        if constexpr (detail::own_morph_type<T, C, F, Target>()) {
            ginnel::query<Target, belongs_to<Target>> rows{begin_type<Target>(relation, true)};
            if constexpr (sizeof...(More) > 0)
                detail::go_on(rows, more...);
            self().core().where_has(how, rows.core());
        }
        return self();
    }
};

} // namespace ginnel
