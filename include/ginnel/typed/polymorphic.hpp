#pragma once

#include <ginnel/detail/reflect.hpp>
#include <ginnel/detail/slot_state.hpp>
#include <ginnel/detail/to_many.hpp>
#include <ginnel/detail/to_one.hpp>
#include <ginnel/fwd.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

// Polymorphic relation members: rows of several models hold, or are held by, one pair of columns: a key and the name of
// the model it is of (`commentable_id` and `commentable_type`). The name is the model's own, unless its `describe` says
// `morph_value`.

namespace ginnel {

/// The one row, of one of several models, whose key and type this row holds: `morph_to<Post, Video> commentable` of a
/// `Comment` goes by the columns `commentable_id` and `commentable_type`. Holds a share of the row, as belongs_to does.
template <typename... Types>
class morph_to {
public:
    morph_to() noexcept {}
    morph_to(const morph_to& other) noexcept : row_(other.row_), type_(other.type_), state_(other.state_) {}
    morph_to(morph_to&& other) noexcept : row_(std::move(other.row_)), type_(other.type_), state_(other.state_) {}
    morph_to& operator=(const morph_to& other) noexcept
    {
        row_ = other.row_;
        type_ = other.type_;
        state_ = other.state_;
        return *this;
    }
    morph_to& operator=(morph_to&& other) noexcept
    {
        row_ = std::move(other.row_);
        type_ = other.type_;
        state_ = other.state_;
        return *this;
    }
    [[gnu::noinline]] ~morph_to() {}

    /// Whether the related row was loaded (none may have been found).
    bool loaded() const noexcept { return state_.loaded(); }
    /// Whether it was loaded under a condition, so that a row may exist although there is none here.
    bool partial() const noexcept { return state_.partial(); }

    // Reading a relation that was not loaded throws error (E_RELATION_NOT_LOADED), which names the preload to write.

    /// Whether there is a row, of whatever type.
    explicit operator bool() const
    {
        need_loaded();
        return row_ != nullptr;
    }
    /// Whether there is a row of this type.
    template <typename T>
    bool holds() const
    {
        return get<T>() != nullptr;
    }
    /// The row, or null if there is none or it is of another type.
    template <typename T>
    const T* get() const
    {
        constexpr bool known = (std::is_same_v<T, Types> || ...);
        static_assert(known, "ginnel: this polymorphic relation leads to no rows of this model: name one of its types");
        if constexpr (known) {
            need_loaded();
            return type_ == number_of<T>() ? static_cast<const T*>(row_.get()) : nullptr;
        } else {
            return nullptr;
        }
    }
    /// Calls `f` with the row, of whichever type it is (an overload set or a generic lambda; all must return one type).
    /// Throws error (E_RELATION_EMPTY) if there is none.
    template <typename F>
    decltype(auto) visit(F&& f) const
    {
        if (!*this) [[unlikely]]
            detail::throw_empty(state_, "to-one", "a polymorphic row");
        return visit_from<Types...>(f);
    }

    /// Puts a row in by hand; the relation then counts as loaded. Nothing is written to a database.
    template <typename T>
    void set_related(std::shared_ptr<const T> row)
    {
        type_ = number_of<T>();
        row_ = std::move(row);
        state_.mark_loaded();
    }
    template <typename T>
    requires(std::is_same_v<T, Types> || ...) void set_related(T row)
    {
        set_related(std::shared_ptr<const T>(std::make_shared<T>(std::move(row))));
    }

private:
    friend struct detail::slot_access;

    void need_loaded() const
    {
        if (!state_.loaded()) [[unlikely]]
            detail::throw_not_loaded(state_, "to-one", "a polymorphic row");
    }
    template <typename T, typename... More, typename F>
    decltype(auto) visit_from(F& f) const
    {
        if constexpr (sizeof...(More) != 0)
            if (type_ != number_of<T>())
                return visit_from<More...>(f);
        return f(*static_cast<const T*>(row_.get()));
    }
    template <typename T>
    static constexpr std::uint8_t number_of() noexcept
    {
        std::uint8_t n = 0;
        (void)((std::is_same_v<T, Types> || (++n, false)) || ...);
        return n;
    }

    // Not a variant, whose header would cost each file that includes this one more than the rest of it.
    std::shared_ptr<const void> row_;
    std::uint8_t type_ = 0; ///< which of the types the row is of
    detail::slot_state state_;
};

/// The one row of `T` that holds this row's key and type.
template <typename T>
class morph_one : public detail::to_one<T> {
public:
    morph_one() noexcept {}
};

/// The rows of `T` that hold this row's key and type: `morph_many<Comment> comments` of a `Post` goes by the columns of
/// the `morph_to` in `Comment` that lists `Post`.
template <typename T>
class morph_many : public detail::to_many<T> {
public:
    morph_many() noexcept {}
};

/// The rows of `T` that a pivot table links with rows of several models: `morph_to_many<Tag> tags` of a `Post`, with
/// `.morph_name("taggable")` in its `describe`, goes by the table `taggables` (`taggable_id`, `taggable_type`,
/// `tag_id`).
template <typename T>
class morph_to_many : public detail::to_many<T> {
public:
    morph_to_many() noexcept {}
};

/// The other side of a morph_to_many: `morphed_by_many<Post> posts` of a `Tag`.
template <typename T>
class morphed_by_many : public detail::to_many<T> {
public:
    morphed_by_many() noexcept {}
};

} // namespace ginnel
