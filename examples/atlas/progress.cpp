#include "progress.hpp"

#include "numbers.hpp"

#include <algorithm>
#include <utility>

void progress::begin(std::string what, std::size_t total)
{
    what_ = std::move(what);
    total_ = total;
    done_ = 0;
    draw();
}

void progress::advance(std::size_t by)
{
    done_ += by;
    // More often than this no eye sees, and a slow terminal would cost more than the loading.
    if (std::chrono::steady_clock::now() - last_ > std::chrono::milliseconds{40})
        draw();
}

void progress::end()
{
    clear();
    out_ << "  loaded " << grouped(static_cast<std::int64_t>(done_)) << ' ' << what_ << std::endl;
}

void progress::draw()
{
    if (!shown_.live)
        return;
    constexpr std::size_t length = 24;
    const std::size_t filled = total_ == 0 ? length : std::min(length, length * done_ / total_);
    std::string bar;
    for (std::size_t i = 0; i < filled; ++i)
        bar += "━";
    std::string rest;
    for (std::size_t i = filled; i < length; ++i)
        rest += "─";
    clear();
    out_ << "  " << shown_.accent(bar) << shown_.dim(rest) << ' ' << fitted(what_, shown_.width - length - 8)
         << std::flush;
    drawn_ = true;
    last_ = std::chrono::steady_clock::now();
}

void progress::clear()
{
    if (std::exchange(drawn_, false))
        out_ << "\r\x1b[K" << std::flush;
}
