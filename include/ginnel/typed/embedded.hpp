#pragma once

#include <ginnel/detail/json_form.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/value/column_traits.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

/// A value inside a row: a plain struct, or a list of such, as one column of JSON text.
///
///     struct Address { std::string street{}; std::string zip{}; };
///     struct User {
///         std::int64_t id{};
///         ginnel::embedded<Address> address{};                  // {"street":"High Street","zip":"12"}
///         ginnel::embedded<std::vector<Phone>> phones{};        // [{"number":"1"},{"number":"2"}]
///         std::optional<ginnel::embedded<Address>> billing{};   // or null
///     };
///
/// Fields are what columns hold, structs of such, and std::vector and std::optional of these; members are called as
/// the fields are. A stored text that does not fit throws error (data, E_COLUMN_TYPE), which says by path what is
/// wrong; members that are missing keep the struct's defaults, members that the struct does not have are refused, since
/// saving the row would lose them. Not thread-safe, as any other value.
template <typename T>
class embedded {
public:
    using value_type = T;

    embedded() = default;
    embedded(T value) : value_(std::move(value)) {}

    T& operator*() noexcept { return value_; }
    const T& operator*() const noexcept { return value_; }
    T* operator->() noexcept { return &value_; }
    const T* operator->() const noexcept { return &value_; }

    friend bool operator==(const embedded& a, const embedded& b)
        requires requires(const T& v) { v == v; }
    {
        return a.value_ == b.value_;
    }

private:
    T value_{};
};

namespace detail {

/// Columns of JSON text whose structure is known.
template <typename F>
struct json_column {
    static constexpr column_type type = column_type::json;
    static constexpr bool nullable = false;
    static bool load(const cell& c, F& out)
    {
        F made{};
        if (!load_json(c, {nullptr, json_form_of<F>()}, &made))
            return false;
        out = std::move(made);
        return true;
    }
    static value store(const F& v) { return store_json({nullptr, json_form_of<F>()}, &v); }
};

} // namespace detail

template <typename T>
struct column_traits<embedded<T>> : detail::json_column<embedded<T>> {
};

/// A list of what columns hold, as a column of JSON text: [1,2,3], ["a","b"]. Lists of structs are
/// `embedded<std::vector<T>>`. A list that is stored in another way has `stored_as` of its own.
template <column_value T>
requires detail::is_list<std::vector<T>> struct column_traits<std::vector<T>> : detail::json_column<std::vector<T>> {
};

} // namespace ginnel
