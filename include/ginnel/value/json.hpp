#pragma once

#include <ginnel/value/column_traits.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ginnel {

/// JSON text that is known to be valid: strict RFC 8259 in UTF-8, nested at most `max_depth` deep. It is not parsed
/// into a tree and not rewritten; use the JSON library of your choice on `text()`.
class json {
public:
    static constexpr std::size_t max_depth = 200;

    /// null
    json() : text_{"null"} {}
    /// Throws `error` (E_JSON_INVALID), which says what is wrong and at which byte.
    explicit json(std::string text);

    /// Nothing if the text is not valid.
    static std::optional<json> parse(std::string text);
    /// Whether `json{text}` would be taken.
    static bool valid(std::string_view text) noexcept;

    const std::string& text() const& noexcept { return text_; }
    std::string text() && noexcept { return std::move(text_); }

    /// The same bytes; [1] and [ 1 ] differ.
    friend bool operator==(const json&, const json&) noexcept = default;

private:
    std::string text_;
};

/// A text of valid JSON.
template <>
struct column_traits<json> {
    static constexpr column_type type = column_type::json;
    static constexpr bool nullable = false;
    static bool load(const cell& c, json& out);
    static value store(const json& v);
};

} // namespace ginnel
