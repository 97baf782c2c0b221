#pragma once

#include <ginnel/fwd.hpp>

#include <cstdint>
#include <string_view>

namespace ginnel::detail {

/// What an error calls a relation member: of which model, and by which name. Lives as long as the program.
struct slot_label {
    std::string_view model, relation;
};

/// What a relation member knows besides its rows, in two words: its name, whether it was loaded, and its count.
class slot_state {
public:
    bool loaded() const noexcept { return (bits_ & is_loaded) != 0; }
    bool partial() const noexcept { return (bits_ & is_partial) != 0; }
    bool counted() const noexcept { return bits_ >= one; }
    std::int64_t count() const noexcept { return static_cast<std::int64_t>(bits_ / one) - 1; }

    void label(const slot_label* name) noexcept { origin_ = reinterpret_cast<std::uintptr_t>(name); }
    void reset(const schema::relation* r, bool partial) noexcept
    {
        name_by(r);
        bits_ = (bits_ & ~is_partial) | is_loaded | (partial ? is_partial : 0);
    }
    void count(const schema::relation* r, std::int64_t count) noexcept
    {
        name_by(r);
        bits_ = (bits_ & (is_loaded | is_partial)) | static_cast<std::uint64_t>(count + 1) * one;
    }
    /// Made by hand: the rows that were given are all there are.
    void mark_loaded() noexcept { bits_ |= is_loaded; }
    /// Takes over what a detached slot was filled with. Its own name stays, and its count where the other has none.
    void take(const slot_state& other) noexcept
    {
        if (origin_ == 0)
            origin_ = other.origin_;
        const std::uint64_t counts = other.counted() ? other.bits_ : bits_;
        bits_ = (counts & ~(is_loaded | is_partial)) | (other.bits_ & (is_loaded | is_partial));
    }

    /// The label, or null; then `relation` may be known.
    const slot_label* named() const noexcept
    {
        return (origin_ & 1) != 0 ? nullptr : reinterpret_cast<const slot_label*>(origin_);
    }
    const schema::relation* relation() const noexcept
    {
        return (origin_ & 1) == 0 ? nullptr : reinterpret_cast<const schema::relation*>(origin_ - 1);
    }

private:
    // A label that a reader has stamped stays: it says the same, and copies of the object keep it.
    void name_by(const schema::relation* r) noexcept
    {
        if (origin_ == 0 && r != nullptr)
            origin_ = reinterpret_cast<std::uintptr_t>(r) | 1;
    }

    static constexpr std::uint64_t is_loaded = 1, is_partial = 2, one = 4;

    std::uintptr_t origin_ = 0; // a slot_label, or a schema::relation with the lowest bit set
    std::uint64_t bits_ = 0;    // above the two flags: one more than the count; 0: not asked
};

/// Throws error (usage, E_RELATION_NOT_LOADED): names model, relation and the preload to write, or for an object that
/// was made by hand the relation's type only.
[[noreturn]] void throw_not_loaded(const slot_state& slot, std::string_view type, std::string_view target);
/// Throws error (usage, E_RELATION_NOT_COUNTED).
[[noreturn]] void throw_not_counted(const slot_state& slot, std::string_view type, std::string_view target);
/// Throws error (usage, E_RELATION_EMPTY): a to-one relation without a row was read.
[[noreturn]] void throw_empty(const slot_state& slot, std::string_view type, std::string_view target);
/// Throws error (usage, E_THROUGH_ROWS): the relation was loaded without its through rows.
[[noreturn]] void throw_no_through(const slot_state& slot, std::string_view target, std::string_view through);
/// Throws error (usage, E_OUT_OF_RANGE).
[[noreturn]] void throw_out_of_range(const slot_state& slot, std::string_view type, std::string_view target,
                                     std::size_t index, std::size_t size);

} // namespace ginnel::detail
