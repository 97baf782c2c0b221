#include "races/shared.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <vector>

namespace races {

void shared::expect_callers(std::uint64_t count)
{
    pthread_barrierattr_t across;
    ::pthread_barrierattr_init(&across);
    ::pthread_barrierattr_setpshared(&across, PTHREAD_PROCESS_SHARED);
    ::pthread_barrier_init(&round, &across, static_cast<unsigned>(count));
    ::pthread_barrierattr_destroy(&across);
}

void shared::fail(const std::string& text)
{
    if (errors.fetch_add(1) == 0)
        std::copy_n(text.begin(), std::min(text.size(), first_error.size() - 1), first_error.begin());
}

shared_file::shared_file(const std::string& path, bool fresh)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | (fresh ? O_TRUNC : 0), 0600);
    if (file < 0 || ::ftruncate(file, sizeof(shared)) != 0)
        throw std::runtime_error{"cannot make " + path};
    void* at = ::mmap(nullptr, sizeof(shared), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    if (at == MAP_FAILED)
        throw std::runtime_error{"cannot map " + path};
    at_ = fresh ? new (at) shared{} : static_cast<shared*>(at);
}

shared_file::~shared_file()
{
    ::munmap(at_, sizeof(shared));
}

int start_worker(const std::string& what, const std::string& url, const std::string& shared_path, std::uint64_t number)
{
    // All is made before the fork, after which a child of a program with threads may not ask for memory.
    std::vector<std::string> texts;
    for (char** v = environ; *v != nullptr; ++v)
        texts.emplace_back(*v);
    texts.push_back("RACES_WORKER=" + what);
    texts.push_back("RACES_WORKER_URL=" + url);
    texts.push_back("RACES_WORKER_SHARED=" + shared_path);
    texts.push_back("RACES_WORKER_NUMBER=" + std::to_string(number));
    std::vector<char*> environment;
    for (std::string& t : texts)
        environment.push_back(t.data());
    environment.push_back(nullptr);
    std::string self = "/proc/self/exe", filter = "--gtest_filter=RaceWorker.*", brief = "--gtest_brief=1";
    char* arguments[] = {self.data(), filter.data(), brief.data(), nullptr};
    const pid_t child = ::fork();
    if (child == 0) {
        ::execve(self.c_str(), arguments, environment.data());
        ::_exit(127);
    }
    return child;
}

int wait_for(int process)
{
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace races
