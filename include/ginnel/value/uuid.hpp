#pragma once

#include <ginnel/value/column_traits.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ginnel {

/// A UUID (RFC 9562). Ordered by its bytes, as its text is.
class uuid {
public:
    /// The nil UUID, all zeros.
    constexpr uuid() noexcept = default;
    constexpr explicit uuid(const std::array<std::uint8_t, 16>& bytes) noexcept : bytes_{bytes} {}

    /// Reads the form of 36 characters, in upper or lower case; nothing if the text is of another form.
    static std::optional<uuid> parse(std::string_view text) noexcept;
    /// A random one (version 4), from the system's source of randomness. May be called from any thread.
    static uuid random();
    /// One that begins with the time in milliseconds (version 7): keys made one after the other lie side by side in an
    /// index. Within the process each is greater than all made before, from whichever thread.
    static uuid time_ordered();

    constexpr const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
    constexpr int version() const noexcept { return bytes_[6] >> 4; }
    constexpr bool is_nil() const noexcept { return *this == uuid{}; }
    /// 36 characters, lower case.
    std::string to_string() const;

    friend constexpr auto operator<=>(const uuid&, const uuid&) noexcept = default;

private:
    std::array<std::uint8_t, 16> bytes_{};
};

/// A text of 36 characters.
template <>
struct column_traits<uuid> {
    static constexpr column_type type = column_type::uuid;
    static constexpr bool nullable = false;
    static bool load(const cell& c, uuid& out) noexcept;
    static value store(const uuid& v);
};

} // namespace ginnel

template <>
struct std::hash<ginnel::uuid> {
    std::size_t operator()(const ginnel::uuid& u) const noexcept;
};
