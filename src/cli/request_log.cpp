#include "cli/request_log.hpp"

#include "app/failure_text.hpp"
#include "rest/server/log_text.hpp"
#include "value/json_writer.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <utility>

namespace ginnel::cli {

namespace {

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

constexpr std::size_t most_waiting = 1024 * 1024;
/// How long lines are gathered, and how many bytes.
constexpr std::chrono::milliseconds pause{20};
constexpr std::size_t enough = 64 * 1024;
/// A pipe that has room at all takes as much without waiting.
constexpr std::size_t part = 4096;

bool takes_a_part(int milliseconds)
{
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    return poll(&out, 1, milliseconds) == 1 && (out.revents & POLLOUT) != 0;
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

request_log::request_log(app::access_format format) : format_{format}, writer_{[this] { write_lines(); }}
{
}

request_log::~request_log()
{
    {
        const std::scoped_lock lock{mutex_};
        ended_ = true;
    }
    changed_.notify_one();
    writer_.join();
}

void request_log::tell_left_out()
{
    if (left_out_ == 0)
        return;
    const auto number = std::to_string(left_out_);
    waiting_ += format_ == app::access_format::json
                    ? "{\"leftOut\":" + number + "}\n"
                    : number + " requests are left out here: this log was not read in time\n";
    left_out_ = 0;
}

void request_log::operator()(const rest::access& a) noexcept
{
    try {
        const auto line = line_of(a);
        const std::scoped_lock lock{mutex_};
        if (waiting_.size() > most_waiting) {
            ++left_out_;
            return;
        }
        const auto before = waiting_.size();
        waiting_ += line;
        if (before == 0 || (before < enough && waiting_.size() >= enough))
            changed_.notify_one();
    } catch (...) { // no memory for a line
    }
}

void request_log::write_lines()
{
    std::unique_lock lock{mutex_};
    for (;;) {
        changed_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
        changed_.wait_for(lock, pause, [this] { return ended_ || waiting_.size() >= enough; });
        if (waiting_.empty())
            return;
        tell_left_out();
        const auto text = std::exchange(waiting_, {});
        lock.unlock();
        write_out(text);
        lock.lock();
    }
}

void request_log::write_out(std::string_view text)
{
    int refused = 0; // in a row
    while (!text.empty()) {
        if (!takes_a_part(100)) {
            const std::scoped_lock lock{mutex_};
            if (ended_ && ++refused == 10)
                return;
            continue;
        }
        refused = 0;
        const auto written = write(STDOUT_FILENO, text.data(), std::min(part, text.size()));
        if (written < 0 && errno != EINTR) // nobody reads it any more
            return;
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
}

} // namespace ginnel::cli
