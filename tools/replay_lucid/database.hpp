#pragma once

#include "driver/connection.hpp"
#include "json_values.hpp"

#include <cstdint>
#include <memory>

struct sqlite3;

namespace replay {

/// A scenario's database in memory: its tables and rows, and what SQLite itself says that was run on it.
class database {
public:
    explicit database(const json::object& scenario);
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    ~database();

    ginnel::driver::connection& connection() noexcept { return *connection_; }
    /// Statements since the tables stood, without those that steer a transaction: counted by sqlite3_trace_v2, outside
    /// of the library.
    std::uint64_t statements() const noexcept { return statements_; }
    /// All tables with all rows, sorted by all columns from left to right (null < number < text).
    json::object tables() const;

private:
    static int on_statement(unsigned what, void* self, void* statement, void* text);

    void create(const json::object& table);
    void fill(const json::object& table, const json::array& rows);
    json::array rows_of(const json::object& table) const;

    const json::object& scenario_;
    std::unique_ptr<ginnel::driver::connection> connection_;
    sqlite3* handle_;
    std::uint64_t statements_ = 0;
};

} // namespace replay
