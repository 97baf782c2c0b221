#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::app {

/// What a list says beside its rows, where it was asked.
struct page_wish {
    bool total = false; ///< how many rows there are, whatever the limit
    std::optional<std::string>
        cursor;           ///< the rows behind this position, by which pages are walked; empty: from the begin
    std::string secret{}; ///< that cursors are signed with; not empty where there is a cursor
};

struct list_page {
    std::string body;
    std::optional<std::int64_t> total;
    std::optional<std::string> next, previous; ///< positions to ask from
};

} // namespace ginnel::app
