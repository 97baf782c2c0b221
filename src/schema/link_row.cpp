#include "schema/keys.hpp"
#include "schema/names.hpp"
#include "value/nearest.hpp"

namespace ginnel::schema {

void bind_link_row(resolver& r, task& t)
{
    relation& out = *t.out;
    const table* link = out.link_table();
    if (link == nullptr)
        return;
    const model* holder = out.path.front().to_model;
    const std::string link_name = holder != nullptr ? holder->name : link->name;
    for (const relation_draft::link_field& field : t.draft->link_fields) {
        const column* found = link->find(field.name);
        if (found == nullptr) {
            r.report(t, "E_MISSING_MODEL_ATTRIBUTE",
                     "the link row's field " + quoted(field.name) + " is no column of " + link_name +
                         did_you_mean(field.name, names_of(*link)) + ": add it to " + link_name +
                         ", or take it out of the link row");
            continue;
        }
        if (field.ops->type != found->type && !comparable(field.ops->type, found->type))
            r.report(t, "E_COLUMN_TYPE",
                     "the link row's field " + quoted(field.name) + " is " + std::string{name_of(field.ops->type)} +
                         " and " + link_name + "." + found->name + " is " + std::string{name_of(found->type)} +
                         ": give both one type");
        out.link_row_columns.push_back(found);
        out.link_row_fields.push_back(field.ops);
        out.link_row_offsets.push_back(field.offset);
    }
}

} // namespace ginnel::schema
