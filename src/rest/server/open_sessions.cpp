#include "rest/server/open_sessions.hpp"

#include "rest/server/http_session.hpp"

namespace ginnel::rest {

void open_sessions::add(http_session& s)
{
    const std::scoped_lock lock{mutex_};
    open_.insert(&s);
}

void open_sessions::remove(http_session& s, bool refusing) noexcept
{
    const std::scoped_lock lock{mutex_};
    open_.erase(&s);
    if (refusing)
        --refusing_;
}

void open_sessions::count_refusing()
{
    const std::scoped_lock lock{mutex_};
    ++refusing_;
}

bool open_sessions::empty() const
{
    const std::scoped_lock lock{mutex_};
    return open_.empty();
}

std::size_t open_sessions::served() const
{
    const std::scoped_lock lock{mutex_};
    return open_.size() - refusing_;
}

std::size_t open_sessions::refusing() const
{
    const std::scoped_lock lock{mutex_};
    return refusing_;
}

std::vector<std::shared_ptr<http_session>> open_sessions::all() const
{
    const std::scoped_lock lock{mutex_};
    std::vector<std::shared_ptr<http_session>> out;
    for (auto* s : open_)
        if (auto held = s->weak_from_this().lock()) // one that ends waits in `remove`, so it can be asked still
            out.push_back(std::move(held));
    return out;
}

} // namespace ginnel::rest
