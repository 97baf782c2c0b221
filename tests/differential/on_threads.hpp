#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace diff {

/// What several threads found: each runs `work` into findings of its own, which `all.add` takes. The shortest reports
/// are kept, which are the quickest to understand.
template <typename Findings, typename Work>
Findings found_on_threads(const Work& work, std::size_t reports_kept)
{
    Findings all;
    std::mutex guard;
    const auto run = [&] {
        Findings mine;
        work(mine);
        const std::scoped_lock lock{guard};
        all.add(mine);
        all.reports.insert(all.reports.end(), mine.reports.begin(), mine.reports.end());
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 2U, 4U); ++i)
        threads.emplace_back(run);
    for (auto& t : threads)
        t.join();
    std::sort(all.reports.begin(), all.reports.end(),
              [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    if (all.reports.size() > reports_kept)
        all.reports.resize(reports_kept);
    return all;
}

} // namespace diff
