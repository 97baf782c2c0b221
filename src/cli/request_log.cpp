#include "cli/request_log.hpp"

#include "app/failure_text.hpp"
#include "rest/log_text.hpp"
#include "value/json_writer.hpp"

#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>

namespace ginnel::cli {

namespace {

/// A line with its target, escaped, stays below what a pipe takes whole.
constexpr std::size_t longest_target = 900;

std::string time_of(std::chrono::system_clock::time_point at)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    const auto seconds = static_cast<std::time_t>(ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    const auto n = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    char fraction[8];
    std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>(ms % 1000));
    return std::string{text, n} + fraction;
}

std::string milliseconds_of(std::chrono::microseconds lasted)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", static_cast<double>(lasted.count()) / 1000);
    return text;
}

bool takes_a_line()
{
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLOUT) != 0;
}

} // namespace

std::string request_log::line_of(const rest::access& a) const
{
    const auto time = time_of(std::chrono::system_clock::now());
    const auto method = app::printable(a.method.substr(0, 16));
    const auto target = app::printable(rest::without_secrets(a.target).substr(0, longest_target));
    if (format_ == app::access_format::plain)
        return time + ' ' + method + ' ' + target + ' ' + std::to_string(a.status) + ' ' + std::to_string(a.bytes) +
               ' ' + milliseconds_of(a.lasted) + '\n';
    std::string line = "{\"time\":\"" + time + "\",\"method\":";
    append_json_string(line, method);
    line += ",\"path\":";
    append_json_string(line, target);
    return line + ",\"status\":" + std::to_string(a.status) + ",\"bytes\":" + std::to_string(a.bytes) +
           ",\"ms\":" + milliseconds_of(a.lasted) + "}\n";
}

void request_log::operator()(const rest::access& a) noexcept
{
    try {
        auto line = line_of(a);
        const std::scoped_lock lock{one_line_};
        if (!takes_a_line()) {
            ++left_out_;
            return;
        }
        if (left_out_ > 0) {
            const auto number = std::to_string(left_out_);
            line = (format_ == app::access_format::json
                        ? "{\"leftOut\":" + number + "}\n"
                        : number + " requests are left out here: this log was not read in time\n") +
                   line;
        }
        if (write(STDOUT_FILENO, line.data(), line.size()) >= 0)
            left_out_ = 0;
        else
            ++left_out_;
    } catch (...) { // no memory for a line
    }
}

} // namespace ginnel::cli
