#pragma once

#include "terminal.hpp"

#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>

/// Shows how far the loading is: one line that moves on a terminal, and plain lines of what is done elsewhere.
class progress {
public:
    progress(std::ostream& out, const terminal& shown) : out_(out), shown_(shown) {}
    ~progress() { clear(); }
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    void begin(std::string what, std::size_t total);
    void advance(std::size_t by = 1);
    void end();

private:
    void draw();
    void clear();

    std::ostream& out_;
    const terminal& shown_;
    std::string what_;
    std::size_t total_ = 0;
    std::size_t done_ = 0;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point last_{};
};
