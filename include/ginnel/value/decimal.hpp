#pragma once

#include <ginnel/value/column_traits.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel {

/// An exact decimal number: sign, digits and scale, as given; 12.50 keeps its zero. Made to carry amounts between a
/// program and its database without loss; it compares and does no arithmetic.
///
/// Holds up to 65 digits, up to 38 of them after the point: the widest that all drivers store.
class decimal {
public:
    static constexpr std::size_t max_digits = 65;
    static constexpr std::size_t max_scale = 38;

    /// 0
    decimal() : text_{"0"} {}
    decimal(std::int64_t v) : text_{std::to_string(v)} {}
    /// Throws `error` (E_VALUE_RANGE) where `parse` gives nothing.
    explicit decimal(std::string_view text);

    /// Reads [+-]digits[.digits][e[+-]digits]; nothing if the text is of another form, longer than a decimal
    /// holds, or has an exponent beyond 1000.
    static std::optional<decimal> parse(std::string_view text);
    /// The shortest decimal that reads back as this double (0.1 is 0.1); nothing if there is none within the limits.
    static std::optional<decimal> from_real(double v);

    /// Digits after the point.
    std::size_t scale() const noexcept;
    bool is_negative() const noexcept { return text_.starts_with('-'); }
    /// Its digits with its scale: no plus, no exponent, no leading zeros, no negative zero.
    const std::string& to_string() const noexcept { return text_; }
    /// The nearest double.
    double to_real() const noexcept;

    /// By value: 1.0 equals 1.00, though their texts differ.
    friend std::weak_ordering operator<=>(const decimal& a, const decimal& b) noexcept;
    friend bool operator==(const decimal& a, const decimal& b) noexcept { return (a <=> b) == 0; }

private:
    std::string text_;
};

/// A text as `decimal::parse` takes it, an integer, or a real by its shortest text.
template <>
struct column_traits<decimal> {
    static constexpr column_type type = column_type::decimal;
    static constexpr bool nullable = false;
    static bool load(const cell& c, decimal& out);
    static value store(const decimal& v);
};

} // namespace ginnel
