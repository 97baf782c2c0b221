#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ginnel::driver::postgres {

/// The names of the statements that a session has prepared, found by their text and the types of their parameters. The
/// least recently used goes when there are too many. It only keeps the books: what is to be prepared or closed is told
/// to the connection, which lets it travel with the statements.
class statement_cache {
public:
    /// `capacity` 0 keeps nothing: every statement is prepared without a name.
    explicit statement_cache(std::size_t capacity) noexcept : capacity_{capacity} {}

    struct found {
        std::string name;
        bool prepared; ///< else it must be prepared now
    };
    /// Names that were dropped are added to `closed`; they may be closed before the found one is prepared.
    found acquire(std::string_view key, std::vector<std::string>& closed);
    /// The server does not have it (any more).
    void forget(std::string_view name);

    std::size_t size() const noexcept { return order_.size(); }

private:
    struct entry {
        std::string key, name;
    };
    std::size_t capacity_;
    std::uint64_t next_ = 0; // a name is never used again, so a statement closed too late does no harm
    std::list<entry> order_; // most recently used first
    std::unordered_map<std::string_view, std::list<entry>::iterator> by_key_; // views of the entries' keys
};

} // namespace ginnel::driver::postgres
