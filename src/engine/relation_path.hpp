#pragma once

#include <memory>
#include <vector>

namespace ginnel::schema {
struct relation;
}

namespace ginnel::engine {

class query;

/// One relation of a path, with the query that its rows must meet.
struct relation_step {
    const schema::relation* relation;
    std::shared_ptr<const query> sub;
};
/// The relations that a path passes before its last one, nearest to the rows asked about first.
using relation_steps = std::vector<relation_step>;

} // namespace ginnel::engine
