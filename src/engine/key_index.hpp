#pragma once

#include <ginnel/schema/column.hpp>
#include <ginnel/value/cell.hpp>
#include <ginnel/value/key_set.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ginnel::engine {

/// The keys of one level's rows: collected while its rows arrive, then closed into a set of distinct keys (to be bound)
/// with, for each, the rows that have it. Null keys are left out: they relate to nothing.
class key_index {
public:
    static constexpr std::uint32_t none = 0xffffffff;

    /// The key of the next row.
    void add(const cell& key);
    /// No more rows: builds the set.
    void close();

    const key_set& keys() const noexcept { return keys_; }

    /// First row whose key this cell is; none if there is none. Integers only.
    std::uint32_t rows_of(std::int64_t key) noexcept
    {
        if (last_row_ == none || last_key_ != key) {
            last_key_ = key;
            last_row_ = look_up(key);
        }
        return last_row_;
    }
    /// First row whose key stands at this position of the set.
    std::uint32_t rows_at(std::size_t ordinal) const noexcept
    {
        return ordinal < first_.size() ? first_[ordinal] : none;
    }
    /// The next row with the same key, or none.
    std::uint32_t next(std::uint32_t row) const noexcept { return next_.empty() ? none : next_[row]; }

private:
    struct entry {
        std::int64_t key;
        std::uint32_t ordinal;
    };

    std::uint32_t look_up(std::int64_t key) const noexcept;
    std::size_t home_of(std::int64_t key) const noexcept
    {
        return static_cast<std::size_t>(static_cast<std::uint64_t>(key) * 0x9e3779b97f4a7c15ULL >> shift_);
    }
    void close_integers();
    void close_others();
    void chain(std::size_t ordinal, std::uint32_t row);

    std::size_t rows_ = 0;
    bool integers_ = true;
    std::vector<std::int64_t> raw_; // integer keys by row
    std::vector<bool> null_;        // by row; empty: no null so far
    std::vector<value> others_;     // keys by row once one is no integer
    key_set keys_;
    std::vector<std::uint32_t> first_, next_, last_of_;
    std::vector<entry> table_;
    int shift_ = 64;
    std::int64_t last_key_ = 0;
    std::uint32_t last_row_ = none;
};

} // namespace ginnel::engine
