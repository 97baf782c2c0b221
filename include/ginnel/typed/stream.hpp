#pragma once

#include <ginnel/detail/entry_of.hpp>
#include <ginnel/detail/walks.hpp>

#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace ginnel {

/// The rows of a query, in bounded memory: one statement that is walked step by step. Made by `query::stream`.
///
///     for (Item& item : db.query<Item>().order_by(&Item::id).stream()) ...
///     db.query<Item>().preload(&Item::owner).stream(500).each_batch([](std::vector<Item>& batch) { ... });
///
/// Rows are read a batch at a time, preloads included, and handed out when the batch is whole. They live until the next
/// batch is read, and may be changed and moved from.
///
/// From its first row to its last a stream keeps a connection of its own, in a transaction that of the transaction; a
/// stream that is destroyed before its end finishes the statement and gives the connection back. The database's own
/// calls take other connections meanwhile; a database in memory has only one, so that within the walk they would wait
/// for it (E_POOL_EXHAUSTED): use `chunk` there, or a transaction. Rows and preloads are of the state at the first row,
/// and what others commit meanwhile is not seen; rows that the same transaction writes during the walk may or may not
/// be.
///
/// Walked once, by one thread, from where it stands. Must not outlive its database or transaction. Any call may throw
/// what `query::all` throws; the stream has ended then.
template <typename T>
class stream {
public:
    class iterator {
    public:
        using iterator_concept = std::input_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;

        iterator() = default;
        T& operator*() const noexcept { return *at_; }
        T* operator->() const noexcept { return at_; }
        iterator& operator++()
        {
            if (++at_ == end_)
                take();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& i, std::default_sentinel_t) noexcept { return i.at_ == i.end_; }

    private:
        friend class stream;
        explicit iterator(stream& of) : of_{&of} { take(); }
        void take()
        {
            at_ = end_ = nullptr;
            if (of_->next_batch()) {
                at_ = of_->rows_.data();
                end_ = at_ + of_->rows_.size();
            }
        }

        stream* of_ = nullptr;
        T* at_ = nullptr;
        T* end_ = nullptr;
    };

    explicit stream(detail::stream_core core) noexcept : core_(std::move(core)) {}

    /// Reads the next batch, and goes on from its first row.
    iterator begin() { return iterator{*this}; }
    std::default_sentinel_t end() const noexcept { return {}; }

    /// Calls `fn(std::vector<T>&)` for each batch that is left, none of them empty; a `fn` that returns false ends the
    /// walk.
    template <typename F>
    void each_batch(F&& fn)
    {
        if constexpr (detail::takes_batches<T, F>())
            while (next_batch())
                if (!detail::wants_more(fn, rows_))
                    return;
    }
    /// Reads the next batch into `batch()`; false: there is none. Statements: the query's own at the first call, and
    /// one for each relation preloaded for which a row of the batch was found.
    bool next_batch() { return core_.fill(&rows_, detail::rows_slot_ops<T>); }
    std::vector<T>& batch() noexcept { return rows_; }

private:
    detail::stream_core core_;
    std::vector<T> rows_;
};

} // namespace ginnel
