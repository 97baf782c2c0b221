#pragma once

#include <ginnel/detail/query_core.hpp>
#include <ginnel/detail/relation_walk.hpp>
#include <ginnel/fwd.hpp>

namespace ginnel {

/// Conditions that some, every or none of the related rows meet: a part of `ginnel::query`, whose calls these are. Each
/// takes a relation or a path and ends in a closure: `where_every(&User::posts, [](auto& posts) {
/// posts.where(&Post::is_published, true); })`. They add no statement.
template <typename T, typename Slot>
class quantified_conditions {
    using query = ginnel::query<T, Slot>;

public:
    /// A related row meets the closure's conditions, all of them: where_has under its other name.
    template <typename F, typename C, typename... More>
    query& where_some(F C::*relation, const More&... more)
    {
        return quantified({false, false}, detail::quantifier::some, relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& or_where_some(F C::*relation, const More&... more)
    {
        return quantified({true, false}, detail::quantifier::some, relation, more...);
    }
    /// Every related row meets the closure's conditions; true where there is no row. A row for which a comparison has
    /// no answer, because a column is null, does not meet it. Of a path all rows at its end are meant. What the
    /// relations declare (on_query) says which rows are asked of.
    template <typename F, typename C, typename... More>
    query& where_every(F C::*relation, const More&... more)
    {
        return quantified({false, false}, detail::quantifier::every, relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& or_where_every(F C::*relation, const More&... more)
    {
        return quantified({true, false}, detail::quantifier::every, relation, more...);
    }
    /// No related row meets the closure's conditions: where_doesnt_have under its other name.
    template <typename F, typename C, typename... More>
    query& where_none(F C::*relation, const More&... more)
    {
        return quantified({false, false}, detail::quantifier::none, relation, more...);
    }
    template <typename F, typename C, typename... More>
    query& or_where_none(F C::*relation, const More&... more)
    {
        return quantified({true, false}, detail::quantifier::none, relation, more...);
    }

protected:
    quantified_conditions() = default;
    ~quantified_conditions() = default;

private:
    template <typename F, typename C, typename... More>
    query& quantified(detail::joint how, detail::quantifier which, F C::*relation, const More&... more)
    {
        query& self = static_cast<query&>(*this);
        detail::walk<T>(
            self.core(), true,
            [&]<typename G>(detail::query_core::path& steps, const auto&... closure) {
                static_assert(sizeof...(closure) > 0,
                              "ginnel: where_some, where_every and where_none end in a closure that says what the rows "
                              "meet: [](auto& q) { q.where(...); }");
                if constexpr (sizeof...(closure) > 0) {
                    detail::say_of_last<G>(steps, closure...);
                    self.core().where_each(how, steps, which);
                }
            },
            relation, more...);
        return self;
    }
};

} // namespace ginnel
