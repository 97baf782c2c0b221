#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// `ginnel` as a process of its own, its standard output read line by line. Ended with the object.
class program {
public:
    explicit program(const std::vector<std::string>& arguments);
    program(const program&) = delete;
    program& operator=(const program&) = delete;
    ~program();

    /// The next line of the output; empty at its end.
    std::string line();
    /// Reads lines until one begins so; empty if none does.
    std::string line_that_begins(std::string_view with);
    /// The port in the line that says that it listens; 0 if it ended before.
    unsigned short port();

    pid_t id() const noexcept { return id_; }
    void signal(int number) const;
    /// Its exit status; 128 + n if signal n ended it.
    int wait();
    /// What it wrote to its error output, once it has ended.
    std::string errors();

private:
    pid_t id_ = -1;
    int out_ = -1, err_ = -1;
    std::string buffered_;
};

/// An HTTP answer as a client reads it.
struct reply {
    unsigned status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

/// A connection to a server on this machine.
class client {
public:
    explicit client(unsigned short port);
    client(const client&) = delete;
    client& operator=(const client&) = delete;
    ~client();

    /// Sends these bytes. False if the peer has closed.
    bool send(std::string_view bytes);
    /// Says that nothing more will be sent; answers are read still.
    void end_sending();
    /// Reads one answer; status 0 if the connection ended before.
    reply receive(bool head = false);
    reply get(std::string_view target);
    /// All that comes until the peer ends the connection.
    std::string rest();
    /// Whether the peer has ended the connection (waits for that or for a byte).
    bool ended();

private:
    bool more();

    int socket_ = -1;
    std::string buffered_;
};

/// One GET over a connection of its own.
reply get(unsigned short port, std::string_view target);
/// A text as a part of a URL.
std::string encoded(std::string_view text);
