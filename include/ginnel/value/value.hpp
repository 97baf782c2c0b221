#pragma once

#include <ginnel/value/cell.hpp>

#include <concepts>
#include <string>
#include <utility>

namespace ginnel {

/// A database value that owns its bytes: what is bound to a parameter, held by a record or found in extras.
///
/// Dates, uuids, decimals and JSON stand here in their stored form, which `column_traits` makes; a value knows no more
/// than the database does.
class value {
public:
    value() noexcept = default;
    /// A text is no bool and a bool is no integer: conversions are exact.
    template <std::same_as<bool> B>
    value(B v) noexcept : type_{kind::boolean}, integer_{v ? 1 : 0}
    {
    }
    template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char>) value(I v)
    noexcept : type_{kind::integer}, integer_{static_cast<std::int64_t>(v)}
    {
        static_assert(sizeof(I) < sizeof(std::int64_t) || std::signed_integral<I>,
                      "an unsigned 64-bit integer does not fit a database integer: convert it to std::int64_t first");
    }
    template <std::floating_point R>
    value(R v) noexcept : type_{kind::real}, real_{static_cast<double>(v)}
    {
    }
    value(std::string v) noexcept : type_{kind::text}, bytes_{std::move(v)} {}
    value(std::string_view v) : type_{kind::text}, bytes_{v} {}
    value(const char* v) : type_{kind::text}, bytes_{v} {}
    /// A copy of what the driver shows.
    explicit value(const cell& c);

    /// A blob of these bytes.
    static value blob(std::string bytes) noexcept;

    kind type() const noexcept { return type_; }
    bool is_null() const noexcept { return type_ == kind::null; }

    /// The value as a driver's cell; its text points into this value.
    cell view() const noexcept;

    /// Reads of the wrong kind throw `error` (E_VALUE_TYPE), which names both kinds.
    bool boolean() const;
    std::int64_t integer() const;
    /// A real, or an integer as a real.
    double real() const;
    /// The bytes of a text.
    const std::string& text() const&;
    /// The bytes of a blob.
    const std::string& bytes() const&;

    /// Same kind, same content. No conversion: 1 is not 1.0, and null equals null here (it does not in SQL).
    friend bool operator==(const value& a, const value& b) noexcept;

private:
    kind type_ = kind::null;
    union {
        std::int64_t integer_ = 0;
        double real_;
    };
    std::string bytes_;
};

/// For messages: null, true, 12, 0.5, 'text', x'0a' (long texts shortened to about 60 bytes, control characters
/// escaped).
std::string to_display(const cell& c);
std::string to_display(const value& v);

} // namespace ginnel
