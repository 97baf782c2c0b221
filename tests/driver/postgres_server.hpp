#pragma once

#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

/// A PostgreSQL server of a test program's own: a fresh folder under /tmp, a Unix socket in it, no network, one server
/// per program, begun by the first test that wants it.
///
/// A keeper process stands between: it is the server's parent, and it holds one end of a wire (a pair of sockets). When
/// the program ends, in whatever way, the other end closes; the keeper stops the server and removes the folder. (pg_ctl
/// would leave both behind when a test crashes.)
namespace postgres_server {

/// Where the server's programs are, or empty.
inline std::filesystem::path programs()
{
    std::vector<std::filesystem::path> found;
    std::error_code none;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none))
        if (std::filesystem::exists(version.path() / "bin/initdb", none) &&
            std::filesystem::exists(version.path() / "bin/postgres", none))
            found.push_back(version.path() / "bin");
    if (found.empty())
        return {};
    return *std::max_element(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::atoi(a.parent_path().filename().c_str()) < std::atoi(b.parent_path().filename().c_str());
    });
}

class server {
public:
    server(const server&) = delete;
    server& operator=(const server&) = delete;
    ~server() { stop(); }

    /// The one of this program, started if it does not run yet.
    static server& shared()
    {
        static server s;
        return s;
    }

    bool running() const noexcept { return keeper_ > 0; }
    /// Why it does not run.
    const std::string& complaint() const noexcept { return complaint_; }
    /// Whether the test cannot run here, rather than having failed.
    bool missing() const noexcept { return missing_; }
    std::string conninfo() const { return "host=" + folder_.string() + " user=ginnel dbname=postgres"; }

    void stop()
    {
        if (keeper_ <= 0)
            return;
        close(wire_);
        while (waitpid(std::exchange(keeper_, -1), nullptr, 0) < 0 && errno == EINTR) {
        }
    }

private:
    server()
    {
        programs_ = programs();
        if (programs_.empty()) {
            missing_ = true;
            complaint_ = "no PostgreSQL server on this machine: install the package postgresql";
            return;
        }
        start();
    }

    void start()
    {
        std::string name = "/tmp/ginnel-postgres-XXXXXX"; // short: the path of a Unix socket has 107 bytes at most
        if (!mkdtemp(name.data())) {
            complaint_ = "no folder under /tmp can be made";
            return;
        }
        folder_ = name;
        if (!choose_user())
            return;
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            complaint_ = "no pair of sockets can be made";
            return;
        }
        wire_ = ends[1];
        keeper_ = fork();
        if (keeper_ == 0) {
            close(ends[1]);
            keep(ends[0]);
        }
        close(ends[0]);
        if (!wait_until_ready())
            stop();
    }

    /// PostgreSQL does not run as root: then its own user takes the folder, or nobody.
    bool choose_user()
    {
        if (geteuid() != 0)
            return true;
        const passwd* user = getpwnam("postgres");
        if (!user)
            user = getpwnam("nobody");
        if (!user || chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) {
            missing_ = true;
            complaint_ = "the test runs as root, and no user was found that the server could run as";
            return false;
        }
        change_user_ = true;
        user_ = user->pw_uid;
        group_ = user->pw_gid;
        return true;
    }

    bool wait_until_ready()
    {
        // A ping waits by itself while it talks; between pings the keeper's end is waited for.
        for (;;) {
            if (PQping(conninfo().c_str()) == PQPING_OK)
                return true;
            if (waitpid(keeper_, nullptr, WNOHANG) == keeper_) {
                keeper_ = -1;
                complaint_ = "the server did not start: ";
                char part[4096];
                for (ssize_t n = 0; (n = read(wire_, part, sizeof part)) > 0;)
                    complaint_.append(part, static_cast<std::size_t>(n));
                close(wire_);
                return false;
            }
            pollfd until_keeper_ends{wire_, POLLIN, 0};
            poll(&until_keeper_ends, 1, 20);
        }
    }

    // --- in the keeper ---

    [[noreturn]] void keep(int wire)
    {
        setsid(); // an interrupt from the terminal ends the test; the keeper then cleans up
        for (int other = 3; other < 1024; ++other)
            if (other != wire)
                close(other); // or another test's wire would stay open through this process
        int status = 1;
        std::string data = (folder_ / "data").string();
        pid_t init = spawn({(programs_ / "initdb").string(), "-D", data, "-U", "ginnel", "--auth=trust",
                            "--encoding=UTF8", "--no-locale", "--no-sync"});
        if (wait_for(init, wire) == 0) {
            pid_t postgres =
                spawn({(programs_ / "postgres").string(), "-D", data, "-k", folder_.string(), "-c",
                       "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c",
                       "shared_buffers=32MB", "-c", "max_connections=60", "-c", "dynamic_shared_memory_type=mmap"});
            status = wait_for(postgres, wire);
        }
        std::ifstream log{folder_ / "log"};
        std::string text{std::istreambuf_iterator<char>{log}, {}};
        text.erase(0, text.size() > 4000 ? text.size() - 4000 : 0);
        // Read if the program still waits for the server; nobody cares otherwise.
        (void)!send(wire, text.data(), text.size(), MSG_NOSIGNAL);
        std::error_code none;
        std::filesystem::remove_all(folder_, none);
        _exit(status);
    }

    pid_t spawn(std::vector<std::string> words)
    {
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        pid_t child = fork();
        if (child != 0)
            return child;
        if (change_user_ && (setgroups(0, nullptr) != 0 || setgid(group_) != 0 || setuid(user_) != 0))
            _exit(126);
        prctl(PR_SET_PDEATHSIG, SIGQUIT); // after the change of user, which resets it
        int log = open((folder_ / "log").c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
        dup2(log, 1);
        dup2(log, 2);
        if (chdir(folder_.c_str()) != 0)
            _exit(126);
        unsetenv("LD_PRELOAD");
        execv(arguments[0], arguments.data());
        _exit(127);
    }

    /// The exit status of a child, which is stopped when the wire closes.
    static int wait_for(pid_t child, int wire)
    {
        bool stopped = false;
        for (;;) {
            int status = 0;
            pid_t ended = waitpid(child, &status, stopped ? 0 : WNOHANG);
            if (ended == child)
                return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
            if (stopped)
                continue;
            pollfd end{wire, POLLIN, 0};
            if (poll(&end, 1, 50) == 1) {
                kill(child, SIGQUIT); // at once: nothing in it is to be kept
                stopped = true;
            }
        }
    }

    std::filesystem::path programs_, folder_;
    std::string complaint_;
    bool missing_ = false, change_user_ = false;
    uid_t user_ = 0;
    gid_t group_ = 0;
    int wire_ = -1;
    pid_t keeper_ = -1;
};

/// Stops the server when all tests have run; the first test that asks starts it.
class environment : public ::testing::Environment {
public:
    void TearDown() override
    {
        if (used)
            server::shared().stop();
    }
    static inline bool used = false;
};
inline ::testing::Environment* const registered = ::testing::AddGlobalTestEnvironment(new environment);

} // namespace postgres_server
