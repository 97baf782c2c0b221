#pragma once

#include <ginnel/schema/model.hpp>

#include <cstddef>
#include <deque>
#include <span>
#include <unordered_map>
#include <vector>

namespace ginnel::engine {

/// Whether an object is a new row; throws where that does not show.
using is_new_row = bool (*)(const schema::model& m, void* object);

/// The rows that hang together by loaded relation slots, each object once, however many slots lead to it.
class row_graph {
public:
    struct node {
        const schema::model* model;
        void* object;
        bool fresh; ///< not in the database
        /// Whether the program could change the object: all but what is reached through the shared rows of to-one
        /// slots.
        bool own;
        std::size_t row;       ///< the node that stands for its row: another one, where this is a copy of the same row
        std::size_t level = 0; ///< how many new rows must be written one after another before it
    };
    /// A row that holds another's key.
    struct tie {
        std::size_t holder, other;
        const schema::relation* over;
        bool in_source; ///< the holder is the relation's source (it belongs to the other), else its target
    };
    /// A slot whose rows are tied to the parent by links.
    struct linked {
        const schema::relation* over;
        std::size_t parent;
        void* slot;
    };

    /// Throws error: (E_MISSING_MIDDLE) and the like for a new row in a relation that says not how it is tied to the
    /// parent; usage (E_GRAPH_CYCLE) for new rows that hold each other's keys in a circle.
    row_graph(const schema::model& m, std::span<void* const> roots, is_new_row is_new);

    std::deque<node> nodes;
    std::vector<tie> ties; ///< those in the source first
    std::vector<linked> links;
    std::size_t levels = 0;

    std::size_t number_of(const void* object) const { return by_address_.at(object); }

private:
    void meet(const schema::model& m, void* object, bool own, is_new_row is_new);
    void walk(std::size_t from, is_new_row is_new);
    void find_copies();
    void tie_slots(std::size_t from);
    void order();

    std::unordered_map<const void*, std::size_t> by_address_;
    std::deque<std::size_t> waiting_;
};

} // namespace ginnel::engine
