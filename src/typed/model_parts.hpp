#pragma once

#include <ginnel/detail/model_entry.hpp>
#include <ginnel/schema/draft.hpp>

#include <ginnel/typed/naming.hpp>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace ginnel::detail {

/// What a builder has gathered of one model. Deques, since descriptions hold addresses of what was added before.
struct model_builder::impl {
    explicit impl(model_entry& of);

    model_entry* entry;
    schema::model_draft draft; ///< all but columns and relations
    std::deque<schema::column> columns;
    std::deque<schema::relation_draft> relations;
    std::deque<relation_notes> notes;  ///< one for each relation
    std::vector<model_entry*> reached; ///< models that relations name
    std::shared_ptr<declared_read_hooks> hooks;        ///< null: none
    std::shared_ptr<declared_write_hooks> write_hooks; ///< null: none

    naming_function column_naming, json_naming; ///< empty: the name itself

    std::string column_name_for(const std::string& name) const { return column_naming ? column_naming(name) : name; }
    std::string json_name_for(const std::string& name) const { return json_naming ? json_naming(name) : name; }

    const schema::column* column_at(std::size_t offset) const noexcept;
    const schema::relation_draft* relation_at(std::size_t offset) const noexcept;
};

} // namespace ginnel::detail
