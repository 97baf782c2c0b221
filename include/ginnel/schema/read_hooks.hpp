#pragma once

#include <span>

namespace ginnel::engine {
class query;
}

namespace ginnel::schema {

/// What a model has done with the queries that read it, and with the rows read: code of the program, called between
/// statements. Called from any thread; must not change.
class read_hooks {
public:
    virtual ~read_hooks() = default;
    /// Whether queries are handed over, to be changed before they run.
    virtual bool before() const noexcept = 0;
    /// `one`: of find and first; else of all, and of relations that are loaded.
    virtual void before(engine::query& q, bool one) const = 0;
    /// The rows that a query read, their relations loaded.
    virtual void after(std::span<void* const> rows, bool one) const = 0;
};

} // namespace ginnel::schema
