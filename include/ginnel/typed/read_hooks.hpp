#pragma once

#include <ginnel/detail/erased_call.hpp>
#include <ginnel/detail/member_checks.hpp>
#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/schema/read_hooks.hpp>

#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel::detail {

/// The closures of `describe` about reading, without their types. Called in the order in which they were declared.
class declared_read_hooks final : public schema::read_hooks {
public:
    using of_query = erased_call<engine::query&>;
    using of_rows = erased_call<std::span<void* const>>;

    bool before() const noexcept override;
    void before(engine::query& q, bool one) const override;
    void after(std::span<void* const> rows, bool one) const override;

    std::vector<of_query> before_find, before_fetch;
    std::vector<of_rows> after_load, after_find, after_fetch;
};

/// A closure over the query that is to be run.
template <typename T, typename F>
declared_read_hooks::of_query query_hook_of(F closure)
{
    constexpr bool callable = requires(const F& f, query<T>& q)
    {
        f(q);
    };
    static_assert(callable, "ginnel: this hook takes the query: [](auto& q) { q.where(...); }");
    if constexpr (callable) {
        if constexpr (takes_by_reference<const F, query<T>>())
            return declared_read_hooks::of_query{std::in_place, [f = std::move(closure)](engine::query& q) {
                                                     query<T> lent{query_core{q}};
                                                     f(lent);
                                                 }};
    }
    return {};
}

/// A closure over each row.
template <typename T, typename F>
declared_read_hooks::of_rows row_hook_of(F closure)
{
    constexpr bool callable = std::is_invocable_v<const F&, T&>;
    static_assert(callable, "ginnel: this hook takes a row of the model by reference: [](T& row) { ... }");
    if constexpr (callable)
        return declared_read_hooks::of_rows{std::in_place, [f = std::move(closure)](std::span<void* const> rows) {
                                                for (void* row : rows)
                                                    f(*static_cast<T*>(row));
                                            }};
    else
        return {};
}

/// A closure over all rows of a query.
template <typename T, typename F>
declared_read_hooks::of_rows rows_hook_of(F closure)
{
    constexpr bool callable = std::is_invocable_v<const F&, std::span<T* const>>;
    static_assert(callable, "ginnel: this hook takes the rows that were read: [](std::span<T* const> rows) { ... }");
    if constexpr (callable)
        return declared_read_hooks::of_rows{std::in_place, [f = std::move(closure)](std::span<void* const> rows) {
                                                std::vector<T*> typed;
                                                typed.reserve(rows.size());
                                                for (void* row : rows)
                                                    typed.push_back(static_cast<T*>(row));
                                                f(std::span<T* const>{typed});
                                            }};
    else
        return {};
}

} // namespace ginnel::detail
