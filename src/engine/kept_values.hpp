#pragma once

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <vector>

namespace ginnel::engine {

/// What objects held before a unit of several writes, each of which hands over into the objects when it ends: where a
/// later one fails, the database takes all back, and so must the objects.
class kept_values {
public:
    void keep(const schema::model& m, void* object);
    void put_back() const;

private:
    struct kept {
        const schema::model* model;
        void* object;
        std::vector<value> columns{};
    };
    std::vector<kept> rows_;
};

} // namespace ginnel::engine
