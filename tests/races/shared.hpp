#pragma once

#include <pthread.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace races {

inline constexpr std::size_t attach_posts = 4, attach_keys = 40;

/// What threads or processes tell one another, in a file that all map.
struct shared {
    std::atomic<std::uint64_t> inside, calls, overlapped, errors;
    std::atomic<std::uint64_t> last, alternated; ///< who ended a call last; calls that ended after another caller's
    pthread_barrier_t round;                     ///< all callers begin a call together
    std::atomic<std::uint64_t> added, created;   ///< ones added to counters; tags made
    std::array<std::array<std::atomic<std::uint8_t>, attach_keys + 1>, attach_posts> attached;
    std::atomic<std::uint64_t> statements, in_unit; ///< of the program that is to be killed
    std::array<char, 400> first_error;

    void expect_callers(std::uint64_t count);
    /// Keeps the text if it is the first.
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
