#pragma once

#include "driver/connection.hpp"

#include <libpq-fe.h>

#include <span>
#include <string>
#include <vector>

namespace ginnel::driver::postgres {

/// The arguments of one statement as libpq takes them: five arrays side by side. Texts and blobs are not copied; they
/// must live until the statement is sent, and so must this object stay where it is.
class encoded_arguments {
public:
    encoded_arguments() = default;
    encoded_arguments(const encoded_arguments&) = delete;
    encoded_arguments& operator=(const encoded_arguments&) = delete;

    /// Throws error data, E_NUL_IN_TEXT; limit, E_TOO_MANY_ARGUMENTS.
    void assign(std::span<const argument> arguments);

    int count() const noexcept { return static_cast<int>(values_.size()); }
    const char* const* values() const noexcept { return values_.data(); }
    const int* lengths() const noexcept { return lengths_.data(); }
    const int* formats() const noexcept { return formats_.data(); }
    const Oid* types() const noexcept { return types_.data(); }

private:
    void add(const argument& a);
    void add_value(const argument& a);

    std::vector<const char*> values_;
    std::vector<int> lengths_; // of binary values only
    std::vector<int> formats_; // 1: binary
    std::vector<Oid> types_;
    std::string made_;                 // numbers and arrays, each with a zero byte behind it
    std::vector<std::size_t> made_at_; // where each of values_ begins in made_, or npos
};

} // namespace ginnel::driver::postgres
