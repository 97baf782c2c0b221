#pragma once

#include "app/settings/settings.hpp"
#include "rest/server/access.hpp"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace ginnel::cli {

/// A line on the standard output for each request: "2014-06-01T08:30:00.000Z GET /api/Patients/1 200 31 0.412", that is
/// time, method, target, status, bytes of the body, milliseconds; or the same as JSON. Any thread may call it.
///
/// A thread of its own writes them, many at once, so that no request waits. While whoever reads the output is behind,
/// lines are left out, and how many is told: a log that can stop the server would be worse than one with a gap.
class request_log {
public:
    explicit request_log(app::access_format format);
    /// Writes what is left, but for a reader that takes nothing for a second.
    ~request_log();
    request_log(const request_log&) = delete;
    request_log& operator=(const request_log&) = delete;

    void operator()(const rest::access& a) noexcept;

private:
    std::string line_of(const rest::access& a) const;
    void write_lines();
    void write_out(std::string_view text);
    void tell_left_out();

    app::access_format format_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string waiting_;
    std::size_t left_out_ = 0;
    bool ended_ = false;
    std::thread writer_;
};

} // namespace ginnel::cli
