#pragma once

#include <ginnel/detail/query_core.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How a query's rows are found by keys, paged and walked: compiled code. `rows` is an std::vector<T> of the query's
// model, `ops` are its functions.

namespace ginnel::detail {

/// Gives the keys that were not found.
std::vector<value> load_by_keys(const query_core& q, std::vector<value> keys, void* rows, const schema::slot_ops& ops);
/// Throws error (not_found, E_ROW_NOT_FOUND), with the keys.
[[noreturn]] void throw_rows_not_found(const schema::model& m, const std::vector<value>& keys);
/// At most two rows: enough to know whether there is one.
void load_two(const query_core& q, void* rows, const schema::slot_ops& ops);
/// Throws error (data, E_SEVERAL_ROWS).
[[noreturn]] void throw_several_rows(const schema::model& m);

struct page_count {
    std::int64_t total, last_page;
};
page_count load_page(const query_core& q, std::int64_t page, std::int64_t per_page, void* rows,
                     const schema::slot_ops& ops);

struct cursor_ends {
    std::optional<std::string> next, previous;
    bool surplus, reversed; ///< the list holds one row too many, and stands in reverse order
};
cursor_ends load_cursor_page(const query_core& q, std::int64_t n, std::string_view cursor, std::string_view secret,
                             void* rows, const schema::slot_ops& ops);

std::string explain(const query_core& q);
value aggregate_distinct(const query_core& q, const column_ref& of);
std::vector<value> pluck(const query_core& q, const column_ref& first, const column_ref& second);

/// A walk by keys.
class chunk_core {
public:
    chunk_core(const query_core& q, std::int64_t n);
    ~chunk_core();
    chunk_core(const chunk_core&) = delete;
    chunk_core& operator=(const chunk_core&) = delete;
    bool next(void* rows, const schema::slot_ops& ops);

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// A statement that stands open on a connection of its own.
class stream_core {
public:
    stream_core(const query_core& q, std::int64_t batch);
    stream_core(stream_core&&) noexcept;
    stream_core& operator=(stream_core&&) noexcept;
    ~stream_core();
    /// The next batch; false: there is none.
    bool fill(void* rows, const schema::slot_ops& ops);

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// Whether a closure over a batch says if it wants more.
template <typename F, typename Rows>
bool wants_more(F& fn, Rows& rows)
{
    if constexpr (std::is_void_v<decltype(fn(rows))>) {
        fn(rows);
        return true;
    } else {
        constexpr bool says = std::is_same_v<decltype(fn(rows)), bool>;
        static_assert(says, "ginnel: a closure over a batch returns nothing, or a bool: false to stop");
        if constexpr (says)
            return fn(rows);
        else
            return false;
    }
}

/// Whether the closure takes batches of T by reference.
template <typename T, typename F>
consteval bool takes_batches()
{
    constexpr bool takes = requires(F & fn, std::vector<T> & rows)
    {
        fn(rows);
    };
    static_assert(takes, "ginnel: this takes a closure over a batch of rows: [](std::vector<T>& rows) { ... }");
    return takes;
}

} // namespace ginnel::detail
