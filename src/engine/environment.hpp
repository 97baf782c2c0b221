#pragma once

#include "driver/capabilities.hpp"
#include "sql/dialect.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace ginnel::engine {

class statement_store;

/// What all plans against one database share: its abilities, its dialect, compiled statements, the clock.
struct environment {
    environment(driver::capabilities a, const sql::dialect& d);
    ~environment();
    environment(const environment&) = delete;
    environment& operator=(const environment&) = delete;

    const driver::capabilities abilities;
    const sql::dialect& dialect;
    /// Stamps links and rows; a test gives a fixed one.
    std::function<std::chrono::sys_time<std::chrono::microseconds>()> now;
    const std::unique_ptr<statement_store> statements;
    /// Signs the cursors of pages; empty: none was given.
    std::string cursor_secret;
};

} // namespace ginnel::engine
