#include "clinic.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

namespace run_time {
namespace {

TEST(application_threads, any_thread_asks_and_creates_once_it_is_booted)
{
    std::filesystem::remove("threads.db");
    ginnel::application app{"sqlite:threads.db"};
    define_clinic(app);
    app.boot();
    app.create_tables();
    app.model("Physician").create({{"name", "Ash"}});
    std::vector<std::thread> threads;
    std::atomic<int> found{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int k = 0; k < 50; ++k) {
                const auto rows = app.query("Physician").where("name", "Ash").preload("patients.appointments").all();
                found += rows.size() == 1 && rows[0].related("patients").empty() ? 1 : 0;
                if (k % 10 == 0)
                    app.model("Patient").create({{"name", "Cleo"}});
            }
        });
    for (auto& t : threads)
        t.join();
    EXPECT_EQ(found, 200);
    EXPECT_EQ(app.query("Patient").count(), 20);
}

} // namespace
} // namespace run_time
