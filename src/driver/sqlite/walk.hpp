#pragma once

#include "driver/connection.hpp"
#include "driver/sqlite/statement.hpp"
#include "driver/walk.hpp"

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ginnel::driver::sqlite {

class sqlite_connection;

/// A statement that stands open beside the connection's own: SQLite lets one handle step several in turn, and all of them
/// see one state of the database while one is open.
class sqlite_walk final : public walk {
public:
    sqlite_walk(sqlite_connection& c, std::string_view text, std::span<const argument> arguments);
    ~sqlite_walk() override;

    const cell* fetch() override;

private:
    void end(bool failed) noexcept;

    sqlite_connection& connection_;
    statement* statement_;
    std::span<const argument> arguments_;
    std::vector<cell> cells_;
    std::size_t columns_ = 0;
    std::int64_t rows_ = 0;
    bool timed_ = false;
    std::chrono::steady_clock::time_point since_;
};

} // namespace ginnel::driver::sqlite
