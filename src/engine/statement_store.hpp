#pragma once

#include "engine/compile.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ginnel::engine {

/// How many rows a statement gave the last two times (or the one time it ran), so that a list of its rows need not grow
/// step by step. The lesser of both is expected, since a list that is too large wastes more than one that grows.
class row_history {
public:
    std::size_t expected() const noexcept
    {
        const auto both = last_two_.load(std::memory_order_relaxed);
        const auto last = both >> 32, before = both & 0xffffffff;
        return static_cast<std::size_t>(last < before ? last : before);
    }
    void note(std::size_t rows) noexcept
    {
        const std::uint64_t last = rows < 0xffffffff ? rows : 0xffffffff;
        const auto both = last_two_.load(std::memory_order_relaxed);
        last_two_.store(last << 32 | (both == 0 ? last : both >> 32), std::memory_order_relaxed);
    }

private:
    std::atomic<std::uint64_t> last_two_{0};
};

/// What is known of statements beyond one query. Thread-safe; entries live as long as the store.
class statement_store {
public:
    /// The statement that finds a row of this model, compiled once.
    const compiled& find_of(const environment& db, const schema::model& m);
    /// The statement of this name, rendered once. The name says all that the text depends on.
    std::shared_ptr<const sql::statement> kept(const std::string& name, const std::function<sql::statement()>& render);
    /// By the statement's text. A fixed number of them: texts that fall together disturb each other's expectation only.
    row_history& history_of(std::string_view text) noexcept
    {
        return histories_[std::hash<std::string_view>{}(text) % histories_.size()];
    }

private:
    std::mutex mutex_;
    std::unordered_map<const schema::model*, std::unique_ptr<const compiled>> finds_;
    std::unordered_map<std::string, std::shared_ptr<const sql::statement>> kept_;
    std::array<row_history, 512> histories_;
};

} // namespace ginnel::engine
