#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ginnel::detail {

/// Walks over a JSON text that `check_json` has accepted, value by value, without a tree: whoever reads asks what comes
/// next and takes it or passes over it. Since the text is known to be valid, no call can fail but for what is said.
/// The text must outlive the reader. Depth is bounded by what `check_json` accepts.
class json_reader {
public:
    enum class kind : std::uint8_t { null, boolean, number, text, list, object };

    explicit json_reader(std::string_view valid) noexcept : text_{valid} {}

    /// What the next value is; takes nothing of it.
    kind next() noexcept;
    /// Passes over the next value, whatever it is, and gives its text.
    std::string_view raw() noexcept;
    /// The next value, which is of this kind.
    bool boolean() noexcept { return raw().front() == 't'; }
    std::string_view number() noexcept { return raw(); }
    /// False, after passing over the text: it holds half of a surrogate pair, which is no character.
    bool text(std::string& out);

    /// Goes into the next value, a list or object.
    void enter() noexcept;
    /// In a list: whether an element comes next; else goes out of the list.
    bool element() noexcept;
    /// In an object: takes the name of the member that comes next; else goes out of the object and returns false. The
    /// name is decoded, half surrogates as U+FFFD.
    bool member(std::string& name);
    /// Whether all was taken.
    bool ended() noexcept;

private:
    void skip_space() noexcept;
    bool decode(std::string& out);

    std::string_view text_;
    std::size_t at_ = 0;
};

/// "null", "boolean", "number", "text", "list" or "object".
std::string_view name_of(json_reader::kind k) noexcept;

} // namespace ginnel::detail
