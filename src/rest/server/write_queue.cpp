#include "rest/server/write_queue.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ginnel::rest {

namespace {

/// Of one group: the first of them waits for the last.
constexpr std::size_t most_in_group = 64;

} // namespace

void write_queue::add(const request& r, on_answer then)
{
    const std::scoped_lock lock{mutex_};
    waiting_.push_back({r, std::move(then)});
    if (!std::exchange(taken_, true))
        boost::asio::post(workers_, [this] { answer_group(); });
}

void write_queue::answer_group()
{
    std::vector<entry> group;
    {
        const std::scoped_lock lock{mutex_};
        const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), most_in_group));
        group.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
        waiting_.erase(waiting_.begin(), end);
    }
    std::vector<request> asked;
    for (const auto& e : group)
        asked.push_back(e.asked);
    auto answers = answers_.together(asked);
    for (std::size_t i = 0; i < group.size(); ++i)
        group[i].then(std::move(answers[i]));
    const std::scoped_lock lock{mutex_};
    taken_ = !waiting_.empty();
    if (taken_) // not at once: questions that came meanwhile have their turn
        boost::asio::post(workers_, [this] { answer_group(); });
}

} // namespace ginnel::rest
