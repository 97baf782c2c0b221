#pragma once

#include "app/settings.hpp"
#include "rest/access.hpp"

#include <cstddef>
#include <mutex>
#include <string>

namespace ginnel::cli {

/// A line on the standard output for each request: "2014-06-01T08:30:00.000Z GET /api/Patients/1 200 31 0.412", that is
/// time, method, target, status, bytes of the body, milliseconds; or the same as JSON. Any thread may call it.
///
/// It never waits: while whoever reads the output is behind, lines are left out, and how many is told once he caught
/// up. A log that can stop the server would be worse than one with a gap.
class request_log {
public:
    explicit request_log(app::access_format format) noexcept : format_{format} {}

    void operator()(const rest::access& a) noexcept;

private:
    std::string line_of(const rest::access& a) const;

    app::access_format format_;
    std::mutex one_line_;
    std::size_t left_out_ = 0;
};

} // namespace ginnel::cli
