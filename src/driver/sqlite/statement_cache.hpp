#pragma once

#include "driver/sqlite/statement.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace ginnel::driver::sqlite {

/// Prepared statements of one connection, found by their text. The least recently used goes when there are too many.
///
/// A statement in use is handed out to nobody else: whoever asks for the same text meanwhile gets a second one, which is
/// not kept.
class statement_cache {
public:
    /// `capacity` 0 keeps nothing.
    statement_cache(sqlite3* db, std::size_t capacity) noexcept : db_{db}, capacity_{capacity} {}
    statement_cache(const statement_cache&) = delete;
    statement_cache& operator=(const statement_cache&) = delete;
    ~statement_cache() = default;

    /// The statement of this text, in use from now on. Throws as `prepare` does.
    statement& acquire(std::string_view text);
    /// Gives a statement back, which must have been reset.
    void release(statement& s) noexcept;

    std::size_t size() const noexcept { return kept_.size(); }

private:
    statement& prepare_new(std::string_view text);
    bool make_room() noexcept;
    void put_first(statement& s) noexcept;
    void unlink(statement& s) noexcept;

    sqlite3* db_;
    std::size_t capacity_;
    // Keys are views of the statements' own texts, so a look-up by any view needs no copy.
    std::unordered_map<std::string_view, std::unique_ptr<statement>> kept_;
    statement* newest_ = nullptr;
    statement* oldest_ = nullptr;
};

} // namespace ginnel::driver::sqlite
