#include "support/program.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace {

/// Reads what has come, at most a minute later: a server that hangs is a failed test and no hanging one. False at the
/// end.
bool read_more(int from, std::string& into)
{
    pollfd waited{from, POLLIN, 0};
    int ready = 0;
    while ((ready = poll(&waited, 1, 60000)) < 0 && errno == EINTR) {
    }
    if (ready <= 0)
        return false;
    char part[16384];
    ssize_t n = 0;
    while ((n = read(from, part, sizeof part)) < 0 && errno == EINTR) {
    }
    if (n <= 0)
        return false;
    into.append(part, static_cast<std::size_t>(n));
    return true;
}

} // namespace

program::program(const std::vector<std::string>& arguments)
{
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0)
        throw std::runtime_error{"no pipe"};
    std::string name = GINNEL_BUILD "/bin/ginnel";
    std::vector<std::string> words{name};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (auto& w : words)
        raw.push_back(w.data());
    raw.push_back(nullptr);
    id_ = fork();
    if (id_ == 0) {
        dup2(out[1], 1);
        dup2(err[1], 2);
        execv(name.c_str(), raw.data());
        _exit(127);
    }
    close(out[1]);
    close(err[1]);
    out_ = out[0];
    err_ = err[0];
}

program::~program()
{
    if (id_ > 0) {
        kill(id_, SIGKILL);
        wait();
    }
    close(out_);
    close(err_);
}

std::string program::line()
{
    std::size_t end = 0;
    while ((end = buffered_.find('\n')) == std::string::npos)
        if (!read_more(out_, buffered_))
            return std::exchange(buffered_, {});
    auto first = buffered_.substr(0, end);
    buffered_.erase(0, end + 1);
    return first;
}

std::string program::line_that_begins(std::string_view with)
{
    for (auto l = line(); !l.empty(); l = line())
        if (l.starts_with(with))
            return l;
    return {};
}

unsigned short program::port()
{
    const auto said = line_that_begins("listening on http://");
    const auto colon = said.find(':', std::string_view{"listening on http://"}.size());
    return colon == std::string::npos ? static_cast<unsigned short>(0)
                                      : static_cast<unsigned short>(std::atoi(said.c_str() + colon + 1));
}

void program::signal(int number) const
{
    kill(id_, number);
}

int program::wait()
{
    int status = 0;
    while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string program::errors()
{
    std::string all;
    while (read_more(err_, all)) {
    }
    return all;
}

client::client(unsigned short port) : socket_{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
        throw std::runtime_error{"no connection to the server"};
}

client::~client()
{
    close(socket_);
}

bool client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

void client::end_sending()
{
    shutdown(socket_, SHUT_WR);
}

bool client::more()
{
    return read_more(socket_, buffered_);
}

bool client::ended()
{
    return buffered_.empty() && !more();
}

reply client::receive(bool head)
{
    reply r;
    std::size_t end = 0;
    while ((end = buffered_.find("\r\n\r\n")) == std::string::npos)
        if (!more())
            return r;
    const auto top = buffered_.substr(0, end + 2);
    buffered_.erase(0, end + 4);
    auto from = top.find("\r\n") + 2;
    while (from < top.size()) {
        const auto line_end = top.find("\r\n", from);
        const auto line = top.substr(from, line_end - from);
        from = line_end + 2;
        const auto colon = line.find(": ");
        auto name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        r.headers[name] = line.substr(colon + 2);
    }
    const auto length =
        head ? std::size_t{0} : static_cast<std::size_t>(std::atoll(r.headers["content-length"].c_str()));
    while (buffered_.size() < length)
        if (!more())
            return r;
    r.body = buffered_.substr(0, length);
    buffered_.erase(0, length);
    r.status = static_cast<unsigned>(std::atoi(top.c_str() + top.find(' ') + 1));
    return r;
}

std::string client::rest()
{
    while (more()) {
    }
    return std::exchange(buffered_, {});
}

reply client::get(std::string_view target)
{
    send("GET " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return receive();
}

reply get(unsigned short port, std::string_view target)
{
    client c{port};
    return c.get(target);
}

std::string encoded(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
            out += c;
        else {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}
