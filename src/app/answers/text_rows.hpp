#pragma once

#include "app/answers/answer_bounds.hpp"
#include "app/answers/text_shape.hpp"
#include "engine/load.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ginnel::app {

/// What all rows of an answer share: one text, which their columns are written into as they are read.
struct text_answer {
    explicit text_answer(const answer_bounds& may) : rows_left{may.records}, most{may.bytes} {}

    std::string text;
    std::size_t rows_left; ///< one more is error limit, E_ANSWER_TOO_LARGE: rows are counted as they come, since
                           ///< includes multiply them
    std::size_t most;      ///< bytes
    // Of the row that is being read, where counts are among its added columns:
    schema::extras_names names{};
    std::vector<value> extras{};
};

struct text_slot;

/// A row: where its columns stand in the answer's text, and the rows of its includes.
struct text_row {
    const text_shape* shape = nullptr;
    std::size_t from = 0, size = 0;
    std::unique_ptr<text_slot[]> parts; ///< null: the shape has none
    std::vector<std::string> held; ///< as the shape's `held`: the keys of referenced rows, and then these themselves
};

/// The rows of one relation within a row, or the roots.
struct text_slot {
    const text_shape* owner = nullptr; ///< whose part it is; null: the roots
    const text_shape* roots = nullptr;
    std::size_t part = 0;
    std::vector<text_row> rows;
    std::shared_ptr<text_row> row; ///< a to-one relation's, shared by all its parents
    text_row through;              ///< the through row of the newest, while it is read
};

/// The engine's functions by which rows become text: no record and no value is made of them.
const engine::object_forms& text_forms() noexcept;

/// Rows as they were read, for `engine::load`, and the text that they become.
class text_rows {
public:
    explicit text_rows(std::unique_ptr<text_shape> shape);

    engine::result_slot into() noexcept;
    std::size_t size() const noexcept { return roots_.rows.size(); }

    /// Leaves out the last root, where it is one too many, and turns the others round, where they were read backwards.
    void as_page(bool surplus, bool reversed);
    /// The roots as a list of JSON; throws error limit, E_ANSWER_TOO_LARGE, where it is larger than the answer may be.
    std::string list() const;
    /// The first of them.
    std::string first() const { return row(0); }
    std::string row(std::size_t ordinal) const;
    std::vector<text_row>& rows() noexcept { return roots_.rows; }

private:
    std::unique_ptr<text_shape> shape_;
    text_slot roots_;
};

} // namespace ginnel::app
