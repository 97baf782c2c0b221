#pragma once

#include <ginnel/detail/model_entry.hpp>
#include <ginnel/schema/draft.hpp>

#include <deque>
#include <vector>

namespace ginnel::detail {

/// What a builder has gathered of one model. Deques, since descriptions hold addresses of what was added before.
struct model_builder::impl {
    explicit impl(model_entry& of) : entry{&of} {}

    model_entry* entry;
    schema::model_draft draft; ///< all but columns and relations
    std::deque<schema::column> columns;
    std::deque<schema::relation_draft> relations;
    std::deque<relation_notes> notes;  ///< one for each relation
    std::vector<model_entry*> reached; ///< models that relations name

    const schema::column* column_at(std::size_t offset) const noexcept;
    const schema::relation_draft* relation_at(std::size_t offset) const noexcept;
};

} // namespace ginnel::detail
