#pragma once

#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>

#include <string_view>

namespace ginnel {

/// What a query says of its model's scopes: a part of `ginnel::query`, whose calls these are. Scopes are declared in
/// `describe`: `post.scope("published", closure)`, `post.default_scope(...)`, `post.soft_delete(&Post::deleted_at)`.
template <typename T, typename Slot>
class model_scopes {
    using query = ginnel::query<T, Slot>;

public:
    /// Adds the conditions (and orders) that the model declares under this name; they are wrapped. Throws error (usage,
    /// E_UNKNOWN_SCOPE) with the nearest names.
    query& scope(std::string_view name)
    {
        self().core().add_scope(name);
        return self();
    }
    /// Leaves out a default scope. Throws error (usage, E_UNKNOWN_SCOPE) if the query has none of this name.
    query& without_scope(std::string_view name)
    {
        self().core().without_scope(name, false);
        return self();
    }
    /// Shows rows that were softly deleted too. Throws error (usage, E_NO_SOFT_DELETE) if the model has no such rows.
    query& with_trashed()
    {
        self().core().without_trashed_scope(false);
        return self();
    }
    /// Shows softly deleted rows alone. Throws as with_trashed.
    query& only_trashed()
    {
        self().core().only_trashed();
        return self();
    }
    /// Of a relation that passes other models: shows what lies behind their softly deleted rows too.
    query& with_trashed_passed()
    {
        self().core().without_trashed_scope(true);
        return self();
    }
    /// Calls `f(query&)`: for conditions that a program keeps as functions of its own.
    template <typename F>
    query& apply(F&& f)
    {
        f(self());
        return self();
    }

protected:
    model_scopes() = default;
    ~model_scopes() = default;

private:
    query& self() noexcept { return static_cast<query&>(*this); }
};

} // namespace ginnel
