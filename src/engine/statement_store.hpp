#pragma once

#include "engine/compile.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace ginnel::engine {

/// Statements that do not depend on a query, compiled once per model. Thread-safe; entries live as long as the store.
class statement_store {
public:
    const compiled& find_of(const target_database& db, const schema::model& m);

private:
    std::mutex mutex_;
    std::unordered_map<const schema::model*, std::unique_ptr<const compiled>> finds_;
};

} // namespace ginnel::engine
