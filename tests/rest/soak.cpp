#include "soak.hpp"

#include "clinic.hpp"
#include "soak_client.hpp"
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using std::chrono::milliseconds;
using clock_type = std::chrono::steady_clock;

constexpr std::size_t clients = 4;
constexpr long most_growth = 8 * 1024; // KiB

#if defined(__SANITIZE_ADDRESS__)
constexpr bool measures_memory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool measures_memory = false; // it keeps what was freed
#else
constexpr bool measures_memory = true;
#endif
#else
constexpr bool measures_memory = true;
#endif

/// KiB that the process has in memory.
long resident(pid_t id)
{
    std::ifstream status{"/proc/" + std::to_string(id) + "/status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return std::stol(line.substr(6));
    return 0;
}

class soaking {
public:
    soaking(milliseconds length, milliseconds pause) : length_{length}
    {
        start("0");
        for (std::size_t i = 0; i < clients; ++i)
            clients_.push_back(std::make_unique<soak_client>(port_, i));
        for (auto& c : clients_)
            threads_.emplace_back([this, pause, one = c.get()] {
                while (!ended_ && !testing::Test::HasFailure()) {
                    one->step(ended_);
                    std::this_thread::sleep_for(pause);
                }
            });
    }
    soaking(const soaking&) = delete;
    soaking& operator=(const soaking&) = delete;
    ~soaking() { join(); }

    void run()
    {
        // Many short lives, and one that is long enough to be measured.
        const auto lives = std::max<milliseconds::rep>(4, length_ / std::chrono::seconds{20});
        for (milliseconds::rep i = 0; i < lives && !testing::Test::HasFailure(); ++i) {
            live(length_ / 2 / lives);
            end(i % 2 == 0 ? SIGKILL : SIGTERM);
            start(std::to_string(port_));
        }
        live(length_ / 6);
        const auto warm = resident(server_->id());
        live(length_ / 3);
        const auto last = resident(server_->id());
        if (measures_memory) {
            EXPECT_LT(last, warm + most_growth) << "KiB, of " << warm;
        }
        join();
        for (auto& c : clients_) {
            c->check(ended_);
            requests_ += c->requests();
        }
        EXPECT_GT(requests_, clients * 20);
        std::cout << requests_ << " requests, " << lives << " ends, " << warm << " KiB once warm, " << last
                  << " KiB in the end" << std::endl;
        end(SIGTERM);
        check_file();
    }

private:
    /// Until the time is over, or something is wrong.
    void live(milliseconds how_long) const
    {
        const auto until = clock_type::now() + how_long;
        while (clock_type::now() < until && !testing::Test::HasFailure())
            std::this_thread::sleep_for(milliseconds{20});
    }

    void start(const std::string& port)
    {
        server_ = std::make_unique<program>(std::vector<std::string>{"serve", clinic_database::folder(), "--quiet",
                                                                     "--port", port, "--database", database_.path()});
        port_ = server_->port();
        ASSERT_NE(port_, 0) << server_->errors();
    }

    void end(int signal)
    {
        server_->signal(signal);
        const auto status = server_->wait();
        EXPECT_EQ(status, signal == SIGKILL ? 128 + SIGKILL : 0);
        EXPECT_EQ(server_->errors(), "");
    }

    void join()
    {
        ended_ = true;
        for (auto& t : threads_)
            t.join();
        threads_.clear();
    }

    void check_file() const
    {
        EXPECT_EQ(database_.text("pragma integrity_check"), "ok");
        EXPECT_EQ(
            database_.text(
                "select count(*) from (select 1 from Appointment group by physicianId, patientId having count(*) > 1)"),
            "0");
    }

    milliseconds length_;
    clinic_database database_;
    std::unique_ptr<program> server_;
    unsigned short port_ = 0;
    std::vector<std::unique_ptr<soak_client>> clients_;
    std::atomic<bool> ended_{false};
    std::vector<std::thread> threads_;
    std::size_t requests_ = 0;
};

} // namespace

void soak(milliseconds length, milliseconds pause)
{
    soaking{length, pause}.run();
}
