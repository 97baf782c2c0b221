#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace ginnel::detail {

/// Whether what a transaction wrote stands. Kept by rows that were written in it, which may live longer, and be read by
/// other threads.
class transaction_fate {
public:
    explicit transaction_fate(std::shared_ptr<const transaction_fate> around = {}) noexcept : around_{std::move(around)}
    {
    }

    void commit() noexcept { end_ = end::committed; }
    void undo() noexcept { end_ = end::undone; }
    bool open() const noexcept { return end_ == end::open; }

    /// Taken back, by itself or with the transaction around it.
    bool undone() const noexcept { return end_ == end::undone || (around_ && around_->undone()); }
    /// For good.
    bool stands() const noexcept { return end_ == end::committed && (!around_ || around_->stands()); }

private:
    enum class end : unsigned char { open, committed, undone };

    std::atomic<end> end_{end::open};
    std::shared_ptr<const transaction_fate> around_;
};

} // namespace ginnel::detail
