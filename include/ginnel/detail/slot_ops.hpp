#pragma once

#include <ginnel/detail/to_many.hpp>
#include <ginnel/detail/to_one.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/schema/ops.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel::detail {

/// The functions by which compiled code fills relation members and lists of roots: one set per target type.
struct slot_access {
    template <typename Slot>
    static Slot& of(void* slot) noexcept
    {
        return *static_cast<Slot*>(slot);
    }
    template <typename Slot>
    static const Slot& of(const void* slot) noexcept
    {
        return *static_cast<const Slot*>(slot);
    }

    template <typename Slot>
    static void label(Slot& slot, const slot_label* name) noexcept
    {
        slot.state_.label(name);
    }
    template <typename Slot>
    static void* make()
    {
        return new Slot();
    }
    template <typename Slot>
    static void destroy(void* slot)
    {
        delete static_cast<Slot*>(slot);
    }
    template <typename Slot>
    static void set_count(void* slot, const schema::relation* r, std::int64_t count)
    {
        of<Slot>(slot).state_.count(r, count);
    }
    template <typename Slot>
    static bool loaded(const void* slot)
    {
        return of<Slot>(slot).state_.loaded();
    }
    template <typename Slot>
    static bool partial(const void* slot)
    {
        return of<Slot>(slot).state_.partial();
    }
    static void* no_link(void*) { return nullptr; }

    // ---- to-many

    template <typename T>
    static void* many_emplace(void* slot, const schema::model&)
    {
        return &of<to_many<T>>(slot).rows_.emplace_back();
    }
    template <typename T>
    static void* many_at(void* slot, std::size_t ordinal)
    {
        return of<to_many<T>>(slot).rows_.data() + ordinal;
    }
    template <typename T>
    static std::size_t many_size(const void* slot)
    {
        return of<to_many<T>>(slot).rows_.size();
    }
    template <typename T>
    static void many_reset(void* slot, const schema::relation* r, bool partial)
    {
        auto& s = of<to_many<T>>(slot);
        if (!s.rows_.empty()) {
            to_many<T> dropped; // its destructor is one that stands already; clear() would be another loop in the user's build
            s.rows_.swap(dropped.rows_);
        }
        s.state_.reset(r, partial);
    }
    template <typename T>
    static void many_swap(void* slot, void* other)
    {
        auto& s = of<to_many<T>>(slot);
        auto& o = of<to_many<T>>(other);
        s.rows_.swap(o.rows_);
        s.state_.take(o.state_);
    }

    // ---- to-many with typed link rows beside

    template <typename Slot>
    static void linked_reset(void* slot, const schema::relation* r, bool partial)
    {
        many_reset<typename Slot::value_type>(slot, r, partial);
        of<Slot>(slot).pivots_.clear();
    }
    template <typename Slot>
    static void linked_swap(void* slot, void* other)
    {
        many_swap<typename Slot::value_type>(slot, other);
        of<Slot>(slot).pivots_.swap(of<Slot>(other).pivots_);
    }
    // Link rows are small: their list begins with what an allocator gives at least.
    template <typename Slot>
    static void* linked_emplace(void* slot)
    {
        auto& pivots = of<Slot>(slot).pivots_;
        constexpr std::size_t first = 32 / sizeof(*pivots.data());
        if (first > 1 && pivots.capacity() == 0)
            pivots.reserve(first);
        return &pivots.emplace_back();
    }

    // ---- to-many with through rows beside, where they were asked for

    template <typename Slot>
    static void through_reset(void* slot, const schema::relation* r, bool partial)
    {
        many_reset<typename Slot::value_type>(slot, r, partial);
        of<Slot>(slot).through_.reset();
    }
    template <typename Slot>
    static void through_swap(void* slot, void* other)
    {
        many_swap<typename Slot::value_type>(slot, other);
        of<Slot>(slot).through_.swap(of<Slot>(other).through_);
    }
    // Also for a relation without rows, which then has all of its through rows.
    template <typename Slot>
    static void through_prepare(void* slot)
    {
        auto& through = of<Slot>(slot).through_;
        through = std::make_unique<typename std::remove_reference_t<decltype(through)>::element_type>();
    }
    template <typename Slot>
    static void* through_emplace(void* slot)
    {
        return &of<Slot>(slot).through_->emplace_back();
    }
    template <typename Slot>
    static void* linked_at(void* slot, std::size_t ordinal)
    {
        auto& pivots = of<Slot>(slot).pivots_;
        return ordinal < pivots.size() ? &pivots[ordinal] : nullptr;
    }

    // ---- to-one

    template <typename T>
    static void* one_emplace(void* slot, const schema::model&)
    {
        std::shared_ptr<T> row = std::make_shared<T>();
        void* const address = row.get();
        of<to_one<T>>(slot).row_ = std::move(row);
        return address;
    }
    template <typename T>
    static void* one_at(void* slot, std::size_t)
    {
        return const_cast<T*>(of<to_one<T>>(slot).row_.get());
    }
    template <typename T>
    static std::size_t one_size(const void* slot)
    {
        return of<to_one<T>>(slot).row_ ? 1 : 0;
    }
    template <typename T>
    static void one_reset(void* slot, const schema::relation* r, bool partial)
    {
        auto& s = of<to_one<T>>(slot);
        s.row_.reset();
        s.state_.reset(r, partial);
    }
    template <typename T>
    static void one_share(void* slot, const void* from)
    {
        of<to_one<T>>(slot).row_ = of<to_one<T>>(from).row_;
    }
    template <typename T>
    static void one_swap(void* slot, void* other)
    {
        auto& s = of<to_one<T>>(slot);
        auto& o = of<to_one<T>>(other);
        s.row_.swap(o.row_);
        s.state_.take(o.state_);
    }

    // ---- to-one of several types: one set of functions per type, each blind to rows of the others

    template <typename Slot, typename T>
    static void* morph_emplace(void* slot, const schema::model&)
    {
        std::shared_ptr<T> row = std::make_shared<T>();
        void* const address = row.get();
        of<Slot>(slot).row_ = std::move(row);
        of<Slot>(slot).type_ = Slot::template number_of<T>();
        return address;
    }
    template <typename Slot, typename T>
    static void* morph_at(void* slot, std::size_t)
    {
        return const_cast<void*>(of<Slot>(slot).row_.get());
    }
    template <typename Slot, typename T>
    static std::size_t morph_size(const void* slot)
    {
        const auto& s = of<Slot>(slot);
        return s.row_ != nullptr && s.type_ == Slot::template number_of<T>() ? 1 : 0;
    }
    template <typename Slot>
    static void morph_reset(void* slot, const schema::relation* r, bool partial)
    {
        auto& s = of<Slot>(slot);
        s.row_.reset();
        s.state_.reset(r, partial);
    }
    template <typename Slot>
    static void morph_share(void* slot, const void* from)
    {
        of<Slot>(slot).row_ = of<Slot>(from).row_;
        of<Slot>(slot).type_ = of<Slot>(from).type_;
    }
    template <typename Slot>
    static void morph_swap(void* slot, void* other)
    {
        auto& s = of<Slot>(slot);
        auto& o = of<Slot>(other);
        s.row_.swap(o.row_);
        std::swap(s.type_, o.type_);
        s.state_.take(o.state_);
    }

    // ---- roots, which are never detached and swapped in

    template <typename T>
    static void* rows_emplace(void* slot, const schema::model&)
    {
        return &of<std::vector<T>>(slot).emplace_back();
    }
    template <typename T>
    static void* rows_at(void* slot, std::size_t ordinal)
    {
        return of<std::vector<T>>(slot).data() + ordinal;
    }
    template <typename T>
    static std::size_t rows_size(const void* slot)
    {
        return of<std::vector<T>>(slot).size();
    }
    template <typename T>
    static void rows_reset(void* slot, const schema::relation*, bool)
    {
        of<std::vector<T>>(slot).clear();
    }
    // Bounded, since the expectation may be wrong: beyond it the list grows as any vector does.
    template <typename T>
    static void rows_reserve(void* slot, std::size_t rows)
    {
        constexpr std::size_t most = (std::size_t{4} << 20) / sizeof(T);
        of<std::vector<T>>(slot).reserve(rows < most ? rows : most);
    }
    template <typename T>
    static void* row_emplace(void* slot, const schema::model&)
    {
        return &of<std::optional<T>>(slot).emplace();
    }
    template <typename T>
    static void* row_at(void* slot, std::size_t)
    {
        return &*of<std::optional<T>>(slot);
    }
    template <typename T>
    static std::size_t row_size(const void* slot)
    {
        return of<std::optional<T>>(slot) ? 1 : 0;
    }
    template <typename T>
    static void row_reset(void* slot, const schema::relation*, bool)
    {
        of<std::optional<T>>(slot).reset();
    }
    static void root_count(void*, const schema::relation*, std::int64_t) {}
    static bool root_loaded(const void*) { return true; }
    static bool root_partial(const void*) { return false; }

    // ---- the tables

    template <typename T>
    static constexpr schema::slot_ops many_ops()
    {
        using slot = to_many<T>;
        return {many_emplace<T>, many_at<T>,   many_size<T>, many_reset<T>,   nullptr,      make<slot>,
                destroy<slot>,   many_swap<T>, set_count<slot>, loaded<slot>, partial<slot>, no_link};
    }
    template <typename Slot>
    static constexpr schema::slot_ops linked_ops()
    {
        using T = typename Slot::value_type;
        return {many_emplace<T>, many_at<T>,        many_size<T>,    linked_reset<Slot>, nullptr,       make<Slot>,
                destroy<Slot>,   linked_swap<Slot>, set_count<Slot>, loaded<Slot>,       partial<Slot>, linked_emplace<Slot>,
                nullptr,         nullptr,           false,           linked_at<Slot>};
    }
    template <typename Slot>
    static constexpr schema::slot_ops through_ops()
    {
        using T = typename Slot::value_type;
        return {many_emplace<T>, many_at<T>,         many_size<T>,    through_reset<Slot>, nullptr,
                make<Slot>,      destroy<Slot>,      through_swap<Slot>, set_count<Slot>,  loaded<Slot>,
                partial<Slot>,   through_emplace<Slot>, nullptr,       through_prepare<Slot>};
    }
    template <typename T>
    static constexpr schema::slot_ops one_ops()
    {
        using slot = to_one<T>;
        return {one_emplace<T>, one_at<T>,   one_size<T>,     one_reset<T>, one_share<T>,  make<slot>,
                destroy<slot>,  one_swap<T>, set_count<slot>, loaded<slot>, partial<slot>, no_link};
    }
    template <typename Slot, typename T>
    static constexpr schema::slot_ops morph_ops()
    {
        return {morph_emplace<Slot, T>, morph_at<Slot, T>, morph_size<Slot, T>, morph_reset<Slot>,
                morph_share<Slot>,      make<Slot>,        destroy<Slot>,       morph_swap<Slot>,
                set_count<Slot>,        loaded<Slot>,      partial<Slot>,       no_link};
    }
    template <typename T>
    static constexpr schema::slot_ops rows_ops()
    {
        return {rows_emplace<T>, rows_at<T>,      rows_size<T>, rows_reset<T>, nullptr,      nullptr,
                nullptr,         nullptr,         root_count,   root_loaded,   root_partial, no_link,   rows_reserve<T>};
    }
    template <typename T>
    static constexpr schema::slot_ops row_ops()
    {
        return {row_emplace<T>, row_at<T>,       row_size<T>, row_reset<T>, nullptr,      nullptr,
                nullptr,        nullptr,     root_count,  root_loaded,  root_partial, no_link,  nullptr, nullptr, true};
    }
};

/// Of relation members; of lists of roots: std::vector<T>; of one root: std::optional<T>.
template <typename T>
inline constexpr schema::slot_ops many_slot_ops = slot_access::many_ops<T>();
template <typename Slot>
inline constexpr schema::slot_ops linked_slot_ops = slot_access::linked_ops<Slot>();
template <typename Slot>
inline constexpr schema::slot_ops through_slot_ops = slot_access::through_ops<Slot>();
template <typename T>
inline constexpr schema::slot_ops one_slot_ops = slot_access::one_ops<T>();
template <typename Slot, typename T>
inline constexpr schema::slot_ops morph_slot_ops = slot_access::morph_ops<Slot, T>();
template <typename T>
inline constexpr schema::slot_ops rows_slot_ops = slot_access::rows_ops<T>();
template <typename T>
inline constexpr schema::slot_ops row_slot_ops = slot_access::row_ops<T>();

} // namespace ginnel::detail
