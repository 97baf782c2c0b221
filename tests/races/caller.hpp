#pragma once

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace races {

enum class lock : std::uint8_t {
    kept,
    taken_out ///< the control: plans run without the transaction that they want, and so does the program
};

/// Who calls: the library as it is, or without its lock.
class caller {
public:
    virtual ~caller() = default;
    virtual ginnel::executor& calls() = 0;
    /// Reads a counter and writes one more.
    virtual void add_one(std::int64_t counter) = 0;
};
std::unique_ptr<caller> make_caller(const std::string& url, lock how);

} // namespace races
