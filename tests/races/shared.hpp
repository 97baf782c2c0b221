#pragma once

#include <pthread.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace races {

inline constexpr std::size_t most_callers = 8;
inline constexpr std::size_t synced_posts = 2, linked_posts = 4, link_keys = 24, counters = 3, owners = 2;
inline constexpr std::size_t most_sought = 4096; ///< rows of one table that are found or created, in one race

using count = std::atomic<std::uint64_t>;
using number = std::atomic<std::int64_t>;
/// Per caller what it wrote last: where calls come one after another, one of these is the end.
using last_writes = std::array<number, most_callers>;

/// What threads or processes tell one another, in a file that all map.
struct shared {
    std::uint64_t seed;
    count inside, calls, overlapped, errors;
    count last, alternated;  ///< who ended a call last; calls that ended after another caller's
    pthread_barrier_t round; ///< all callers begin a call together
    count added, created;    ///< ones added to counters; tags made
    count links_made;
    /// Per post and key: how often the link was made, less how often it was taken away, as the calls reported.
    std::array<std::array<number, link_keys + 1>, synced_posts + linked_posts + 1> links;
    count words_sought, notes_sought, scores_sought; ///< a new row is due every few calls
    std::array<number, most_sought> words, notes;    ///< the keys of the rows, as the first to find one reported
    std::array<count, most_sought> scores_written;
    std::array<last_writes, most_sought> scores;
    count badges_made, pages_made;
    std::array<last_writes, owners + 1> badges, pages;
    std::atomic<std::uint64_t> statements, in_unit; ///< of the program that is to be killed
    std::array<char, 400> first_error;

    void expect_callers(std::uint64_t count);
    /// Counts an error, and keeps the text if it is the first.
    void fail(const std::string& text);
};

/// The mapping. `fresh`: all zeros.
class shared_file {
public:
    shared_file(const std::string& path, bool fresh);
    shared_file(const shared_file&) = delete;
    shared_file& operator=(const shared_file&) = delete;
    ~shared_file();
    shared& operator*() const noexcept { return *at_; }
    shared* operator->() const noexcept { return at_; }

private:
    shared* at_ = nullptr;
};

/// Starts this very program again as the worker `what`, with a number for it to use. Gives its process id.
int start_worker(const std::string& what, const std::string& url, const std::string& shared_path, std::uint64_t number);
/// Its exit status; 128 + n where signal n ended it.
int wait_for(int process);

} // namespace races
