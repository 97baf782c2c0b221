#include "schema/names.hpp"
#include "schema/resolver.hpp"
#include "value/integer_types.hpp"
#include "value/nearest.hpp"

namespace ginnel::schema {

/// The columns that a model keeps by itself: when a row was created and last written, and how often.
void resolver::find_row_marks(entry& e)
{
    const auto find = [&](const std::string& said, const char* what) -> const column* {
        if (said.empty())
            return nullptr;
        for (const column& c : e.model.table.columns)
            if (c.name == said)
                return &c;
        report(e, "E_MISSING_MODEL_ATTRIBUTE",
               std::string{what} + " " + quoted(said) + " is no column of " + e.model.name +
                   did_you_mean(said, names_of(e.model.table)) + ": add it, or name another");
        return nullptr;
    };
    e.model.created_at = find(e.draft.created_at, "the column of creation times");
    e.model.updated_at = find(e.draft.updated_at, "the column of update times");
    e.model.version = find(e.draft.version, "the column of versions");
    for (const column* c : {e.model.created_at, e.model.updated_at})
        if (c != nullptr && c->type != column_type::timestamp && c->type != column_type::text)
            report(e, "E_COLUMN_TYPE",
                   "the timestamp " + quoted(c->name) + " holds no time: make it a timestamp (std::chrono::sys_time)");
    if (e.model.version != nullptr && !is_integer(e.model.version->type))
        report(e, "E_COLUMN_TYPE",
               "the column of versions " + quoted(e.model.version->name) + " counts: make it an integer");
}

} // namespace ginnel::schema
