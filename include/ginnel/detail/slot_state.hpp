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
    slot_state() noexcept : loaded_{0}, partial_{0}, count_{0} {}

    bool loaded() const noexcept { return loaded_ != 0; }
    bool partial() const noexcept { return partial_ != 0; }
    bool counted() const noexcept { return count_ != 0; }
    std::int64_t count() const noexcept { return static_cast<std::int64_t>(count_) - 1; }

    void label(const slot_label* name) noexcept { origin_ = reinterpret_cast<std::uintptr_t>(name); }
    void reset(const schema::relation* r, bool partial) noexcept
    {
        name_by(r);
        loaded_ = 1;
        partial_ = partial;
    }
    void count(const schema::relation* r, std::int64_t count) noexcept
    {
        name_by(r);
        count_ = static_cast<std::uint64_t>(count + 1);
    }
    /// Made by hand: the rows that were given are all there are.
    void mark_loaded() noexcept { loaded_ = 1; }
    /// Takes over what a detached slot was filled with. Its own name and count stay.
    void take(slot_state& other) noexcept
    {
        if (origin_ == 0) origin_ = other.origin_;
        loaded_ = other.loaded_;
        partial_ = other.partial_;
        if (other.count_ != 0) count_ = other.count_;
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
        if (origin_ == 0 && r != nullptr) origin_ = reinterpret_cast<std::uintptr_t>(r) | 1;
    }

    std::uintptr_t origin_ = 0; // a slot_label, or a schema::relation with the lowest bit set
    std::uint64_t loaded_ : 1, partial_ : 1, count_ : 62; // count_: one more than the count; 0: not asked
};

/// Throws error (usage, E_RELATION_NOT_LOADED): names model, relation and the preload to write, or for an object that
/// was made by hand the relation's type only.
[[noreturn]] void throw_not_loaded(const slot_state& slot, std::string_view type, std::string_view target);
/// Throws error (usage, E_RELATION_NOT_COUNTED).
[[noreturn]] void throw_not_counted(const slot_state& slot, std::string_view type, std::string_view target);
/// Throws error (usage, E_RELATION_EMPTY): a to-one relation without a row was read.
[[noreturn]] void throw_empty(const slot_state& slot, std::string_view type, std::string_view target);
/// Throws error (usage, E_OUT_OF_RANGE).
[[noreturn]] void throw_out_of_range(const slot_state& slot, std::string_view type, std::string_view target,
                                     std::size_t index, std::size_t size);

} // namespace ginnel::detail
