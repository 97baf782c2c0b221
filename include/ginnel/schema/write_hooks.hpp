#pragma once

#include <cstdint>
#include <span>

namespace ginnel::engine {
class session;
}

namespace ginnel::schema {

/// What is done with rows that are objects.
enum class write_event : std::uint8_t { create, update, remove };

/// What a model has done before and after its rows are written: code of the program, called between statements, inside the
/// transaction of the write. Called from any thread that writes; must not change.
class write_hooks {
public:
    virtual ~write_hooks() = default;
    /// Whether there is one for this event.
    virtual bool any(write_event what) const noexcept = 0;
    /// `s`: the session of the write's transaction, for hooks that write more.
    virtual void before(write_event what, std::span<void* const> rows, engine::session& s) const = 0;
    virtual void after(write_event what, std::span<void* const> rows, engine::session& s) const = 0;
};

} // namespace ginnel::schema
