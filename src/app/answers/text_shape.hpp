#pragma once

#include "app/answers/protected_properties.hpp"
#include "app/embedded/embedded_relation.hpp"
#include "app/questions/filter.hpp"
#include "app/answers/unshown.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ginnel::app {

struct text_answer;

/// What is written of a model's rows at one place of an answer; made once for each answer, so that nothing is looked up
/// by name for a row.
struct text_shape {
    /// A relation's rows within these.
    struct part {
        std::size_t relation; ///< its index: the types of a polymorphic one share it
        std::string key;      ///< its name as it is written: "patients":
        bool many;
        std::vector<std::unique_ptr<text_shape>> rows; ///< one, or one for each type
    };

    /// What a column of JSON holds, under the name of its relation too.
    struct held_part {
        const embedded_relation* what;
        std::string key;
        filter scope;
    };

    text_answer* to = nullptr;
    const schema::model* model = nullptr;
    std::vector<std::string> keys; ///< by column: its name as it is written; empty: it is not
    std::vector<part> parts;
    std::vector<held_part> held;
    const held_rows* conceals = nullptr;    ///< set where a column holds rows that are not shown whole
    const schema::column* tapped = nullptr; ///< a column whose values are wanted beside the text
    std::vector<value>* tap = nullptr;      ///< where they go, in the order of the rows
    std::vector<std::string> counts;        ///< the added columns that are written: those of includes that only count
    std::unique_ptr<text_shape> through;    ///< of the through row in each
    std::string through_key;

    const text_shape& of(const part& p, const schema::model& m) const noexcept;
    /// Which of the parts is this relation's.
    std::size_t part_of(std::size_t relation) const noexcept;
};

/// The shape of what a filter asks for. `nested`: below the root, where protected properties are not shown.
std::unique_ptr<text_shape> shape_of(const schema::model& m, const filter& what, const unshown& hidden, text_answer& to,
                                     bool nested = false);
/// The same of a relation's rows as roots.
std::unique_ptr<text_shape> shape_of(const schema::relation& r, const filter& what, const unshown& hidden,
                                     text_answer& to);

} // namespace ginnel::app
