#pragma once

#include <ginnel/schema/model.hpp>
#include <ginnel/value/value.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace ginnel::app {

/// What a comparison asks of a column.
enum class comparator : std::uint8_t { equal, not_equal, less, at_most, more, at_least, like, not_like, between, in, not_in };

/// A condition on rows: a comparison, or several conditions of which all or any must hold.
struct condition {
    enum class form : std::uint8_t { compare, all, any };

    form is = form::all;
    std::vector<condition> parts;
    const schema::column* column = nullptr;
    app::comparator comparator = app::comparator::equal;
    std::vector<value> values; ///< one; between: two; in, not_in: any number. A null stands with equal and not_equal only.
};

struct ordering {
    const schema::column* column;
    bool descending;
};

struct include;

/// What is asked of a model's rows: LoopBack's filter, its names resolved.
struct filter {
    condition where;
    std::vector<ordering> orders;
    std::optional<std::int64_t> limit, skip; ///< under an include: per parent
    std::vector<const schema::column*> fields; ///< empty: all
    std::vector<include> includes;
};

struct include {
    const schema::relation* relation;
    filter scope;
};

} // namespace ginnel::app
