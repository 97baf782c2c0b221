#pragma once

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace ginnel::app {

/// What a comparison asks of a column.
enum class comparator : std::uint8_t {
    equal,
    not_equal,
    less,
    at_most,
    more,
    at_least,
    like,
    not_like,
    ilike,
    not_ilike,
    regexp,
    between,
    in,
    not_in
};

/// How many related rows must meet a condition: one at least, all there are, none.
enum class quantity : std::uint8_t { some, every, none };

/// A condition on rows: a comparison, several conditions of which all, any or none must hold, or one on related rows.
struct condition {
    enum class form : std::uint8_t { compare, all, any, none, related };

    form is = form::all;
    std::vector<condition> parts; ///< related: one, on the target's rows
    const schema::column* column = nullptr;
    bool of_through = false; ///< the column is the through model's, by whose rows a relation reaches these
    app::comparator comparator = app::comparator::equal;
    /// One; between: two; in, not_in: any number. A null is equal to null and to nothing else; in a list it is equal to
    /// nothing.
    std::vector<value> values;
    const schema::relation* relation = nullptr; ///< related: which
    app::quantity quantity = app::quantity::some;

    /// Whether it says nothing, so that it holds for each row.
    bool empty() const noexcept { return is == form::all && parts.empty(); }
};

struct ordering {
    const schema::column* column;
    bool descending;
    bool of_through = false;
    std::vector<const schema::relation*> path{}; ///< to-one relations that lead to the row whose column it is
};

struct include;
struct embedded_include;
struct embedded_relation;

/// What is asked of a model's rows: LoopBack's filter, its names resolved.
struct filter {
    condition where;
    std::vector<ordering> orders;
    std::optional<std::int64_t> limit, skip; ///< under an include: per parent
    /// What is shown; nothing given: all. An empty list shows no property.
    std::optional<std::vector<const schema::column*>> fields;
    std::vector<include> includes;
    std::vector<embedded_include> embedded;
    bool through = false; ///< the rows of the through model are shown on those of the target
};

struct include {
    const schema::relation* relation;
    filter scope;
    bool count = false; ///< how many rows there are, instead of the rows
};

/// What a column of the row itself holds, or the rows of the keys that it holds.
struct embedded_include {
    const embedded_relation* what;
    filter scope;
};

} // namespace ginnel::app
