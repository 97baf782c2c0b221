#pragma once

#include <ginnel/schema/ops.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace ginnel::engine {

/// Functions of `schema::slot_ops` that are the same for slots of any rows: a `Slot` holds a to-many relation's rows in
/// `rows`, and a to-one relation's in `row`, which is shared.
template <class Slot>
struct slot_functions {
    static Slot& of(void* slot) noexcept { return *static_cast<Slot*>(slot); }
    static const Slot& of(const void* slot) noexcept { return *static_cast<const Slot*>(slot); }

    static void* list_at(void* slot, std::size_t ordinal) { return &of(slot).rows[ordinal]; }
    static std::size_t list_size(const void* slot) { return of(slot).rows.size(); }

    static void* one_at(void* slot, std::size_t) { return of(slot).row.get(); }
    static std::size_t one_size(const void* slot) { return of(slot).row ? 1 : 0; }
    static void one_share(void* slot, const void* from) { of(slot).row = of(from).row; }

    static void* make() { return new Slot; }
    static void destroy(void* slot) { delete &of(slot); }
};

/// Those of slots that one load fills and that are asked for nothing but their rows: they are loaded, whole, and nobody
/// counts into them.
struct unmarked_slot {
    static void set_count(void*, const schema::relation*, std::int64_t) {}
    static bool loaded(const void*) { return true; }
    static bool partial(const void*) { return false; }
};

} // namespace ginnel::engine
