#pragma once

#include "app/application.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ginnel::rest {

/// A line of a box: a column, or a relation that the model declares.
struct diagram_line {
    std::string text;
    bool key = false;               ///< a primary or foreign key
    std::vector<std::size_t> edges; ///< of a relation: the edges that its path goes over, in its order
};

/// A table as a box; places are in pixels from the drawing's corner.
struct diagram_box {
    const schema::table* table = nullptr;
    std::string title;
    std::vector<diagram_line> columns, relations;
    double left = 0, top = 0, width = 0, height = 0;

    /// How far below `top` the middle of a line lies; relations come after the columns.
    double middle_of(std::size_t line) const noexcept;
};

/// A foreign key: from the box that holds it to the one whose row it names.
struct diagram_edge {
    std::size_t child, parent; ///< numbers of boxes
    std::size_t line;          ///< of the child, the column
    bool polymorphic;          ///< the key may name rows of several tables
};

struct diagram_layout {
    std::vector<diagram_box> boxes;
    std::vector<diagram_edge> edges;
    double width = 0, height = 0;
};

constexpr double diagram_line_height = 18;
constexpr double diagram_title_height = 26;

/// Where the application's models are drawn: what is referred to stands left of what refers to it, and boxes that are
/// tied stand near each other (layers and barycentres, after Sugiyama, Tagawa and Toda, "Methods for Visual
/// Understanding of Hierarchical System Structures", 1981).
diagram_layout lay_out(const schema::registry& models);

} // namespace ginnel::rest
