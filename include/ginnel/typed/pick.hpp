#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/fwd.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {

/// What a pick says, without its types.
struct pick_core {
    struct below {
        std::size_t relation; ///< its offset
        std::shared_ptr<const pick_core> what;
    };
    bool restricted = false;       ///< whether `only` was said, of whatever
    std::vector<std::size_t> only; ///< offsets of columns and relations
    std::vector<std::string> only_computed;
    std::vector<std::size_t> omitted;
    std::vector<std::string> omitted_computed;
    std::vector<below> with;
    bool extras = false, pivot = false;
};

} // namespace detail

/// What of a row goes into JSON, at every level:
///
///     ginnel::to_json(users, ginnel::pick<User>()
///                                .only(&User::id, &User::name, "full_name")
///                                .with(&User::posts, ginnel::pick<Post>().omit(&Post::body)));
///
/// A pick that says nothing takes all columns, all computed values and all relations that are loaded. Computed values
/// are named as they were declared; an unknown one throws error (usage, E_UNKNOWN_COLUMN) where the pick is used. What
/// is hidden by `describe` stays hidden. Relations that were not loaded are left out, picked or not. A pick is a value
/// that any number of calls may use.
template <typename T>
class pick {
public:
    pick() : core_(std::make_shared<detail::pick_core>()) {}

    /// These columns, computed values and relations, beside the relations of `with`, and no others.
    template <typename... Members>
    pick only(const Members&... members) const
    {
        pick made = copy();
        made.core_->restricted = true;
        (add(made.core_->only, made.core_->only_computed, members), ...);
        return made;
    }
    /// All but these columns, computed values and relations.
    template <typename... Members>
    pick omit(const Members&... members) const
    {
        pick made = copy();
        (add(made.core_->omitted, made.core_->omitted_computed, members), ...);
        return made;
    }
    /// A relation, and what of its rows. Other relations are not touched by it, unless `only` leaves them out.
    template <typename F, typename C, typename Target>
    pick with(F C::*relation, const pick<Target>& below) const
    {
        pick made = copy();
        if constexpr (detail::own_relation<T, C, F>()) {
            constexpr bool fits = std::is_same_v<typename detail::relation_traits<F>::target, Target>;
            static_assert(fits, "ginnel: this pick is of another model than the relation leads to");
            if constexpr (fits)
                made.core_->with.push_back({detail::member_offset(relation), below.core()});
        }
        return made;
    }
    /// Adds the columns that the query added to the row: "meta":{"posts_count":3}.
    pick with_extras() const
    {
        pick made = copy();
        made.core_->extras = true;
        return made;
    }
    /// Adds what the pivot or through table says of the row and the parent under which it stands:
    /// "pivot":{"level":"high"}. From the typed pivot of a many_to_many, else from the row's extras.
    pick with_pivot() const
    {
        pick made = copy();
        made.core_->pivot = true;
        return made;
    }

    /// For the library itself.
    const std::shared_ptr<detail::pick_core>& core() const noexcept { return core_; }

private:
    pick copy() const
    {
        pick made;
        *made.core_ = *core_;
        return made;
    }
    template <typename Member>
    static void add(std::vector<std::size_t>& members, std::vector<std::string>& computed, const Member& member)
    {
        using C = typename detail::member_type<Member>::owner;
        constexpr bool mine = std::is_same_v<C, T>;
        constexpr bool name = std::is_convertible_v<const Member&, std::string_view>;
        static_assert(mine || name, "ginnel: a pick takes columns and relations of its own model, as &T::column, and "
                                    "computed values by their names");
        if constexpr (mine)
            members.push_back(detail::member_offset(member));
        else if constexpr (name)
            computed.emplace_back(std::string_view(member));
    }

    std::shared_ptr<detail::pick_core> core_;
};

} // namespace ginnel
