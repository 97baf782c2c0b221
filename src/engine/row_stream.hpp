#pragma once

#include "driver/walk.hpp"
#include "engine/environment.hpp"
#include "engine/layout.hpp"
#include "engine/load.hpp"
#include "engine/query.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace ginnel::engine {

/// A query's rows in batches, out of one statement that stays open between them; each batch is whole, with its preloads,
/// before it is handed out. Rows and preloads are of one state of the database: where there are preloads, a read
/// transaction stands around them unless the connection is in a transaction already.
///
/// Always filled over the same connection, which must outlive it. One thread at a time.
class row_stream {
public:
    /// `parent`: as in load_related.
    row_stream(const environment& e, const query& q, const value* parent, std::size_t batch);
    row_stream(const row_stream&) = delete;
    row_stream& operator=(const row_stream&) = delete;

    /// The next batch into a list of roots, which is emptied first. False: there is none. Statements: the query's own at
    /// the first call, and one for each relation preloaded for which a row of the batch was found.
    bool fill(driver::connection& c, result_slot into);
    /// Whether the last row was read: the connection is free.
    bool ended() const noexcept { return ended_; }
    /// Ends the statement.
    void stop() noexcept
    {
        walk_.reset();
        ended_ = true;
    }

private:
    void start(driver::connection& c);

    const environment& environment_;
    const query query_;
    const std::optional<value> parent_;
    const std::size_t batch_;
    compiled code_;
    std::vector<driver::argument> arguments_;
    std::unique_ptr<driver::walk> walk_;
    bool own_transaction_ = false;
    bool ended_ = false;
};

} // namespace ginnel::engine
