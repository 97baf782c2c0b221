#pragma once

#include <ginnel/detail/erased_call.hpp>

#include <type_traits>
#include <utility>

namespace ginnel {

class record_query;

/// A closure over a part of a query by name: `[](auto& q) { q.where("name", "like", "A%"); }`. Or none.
class record_closure {
public:
    record_closure() = default;
    template <typename F>
    requires(std::is_invocable_v<F&, record_query&> && !std::is_same_v<std::decay_t<F>, record_closure>)
        record_closure(F closure)
    {
        // Asked with an rvalue, which `auto&` does not bind: a closure that takes it would change a copy.
        constexpr bool by_reference = !std::is_invocable_v<F&, record_query&&>;
        static_assert(by_reference, "ginnel: take the query by reference: [](auto& q) { ... }");
        if constexpr (by_reference)
            call_ = detail::erased_call<record_query&>{std::in_place, std::move(closure)};
    }

    explicit operator bool() const noexcept { return static_cast<bool>(call_); }
    void operator()(record_query& q) const { call_(q); }

private:
    detail::erased_call<record_query&> call_;
};

} // namespace ginnel
