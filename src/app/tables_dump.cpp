#include "app/tables_dump.hpp"

#include "app/answers/presentation.hpp"
#include "engine/load.hpp"
#include "engine/query.hpp"
#include "engine/record.hpp"
#include "value/json_writer.hpp"
#include "value/value_json.hpp"

#include <algorithm>
#include <vector>

namespace ginnel::app {

namespace {

/// As the table holds it, so that JSON within a column stays text, but for a row of embedsOne; dates and truths as any
/// client sees them.
void append_row(std::string& out, const engine::record& r, const embedded_relations& embedded)
{
    const auto of = embedded.find(&r.model());
    const auto holds_one = [&](const schema::column& c) {
        return of != embedded.end() && std::any_of(of->second.begin(), of->second.end(),
                                                   [&](const auto* e) { return e->column == &c && !e->many(); });
    };
    out += '{';
    const char* before = "";
    for (const auto& c : r.model().table.columns) {
        out += before;
        before = ",";
        append_json_string(out, c.name);
        out += ':';
        const auto& v = r.get(c.index);
        if (const auto moment = iso_text(v, c.type))
            append_json_string(out, *moment);
        else if (v.type() == kind::text && !holds_one(c))
            append_json_string(out, v.text());
        else
            append_json_value(out, v, c.type);
    }
    out += '}';
}

} // namespace

std::string tables_as_json(engine::session& s, std::span<const schema::model* const> models,
                           const embedded_relations& embedded)
{
    std::string out = "{";
    for (const auto* m : models) {
        engine::query q{*m};
        for (const auto& scope : m->scopes)
            q.without_scope(scope.name, false);
        if (m->primary_key)
            q.orders.push_back({{m->primary_key}, false, {}});
        else // links: by all that they hold
            for (const auto& c : m->table.columns)
                q.orders.push_back({{&c}, false, {}});
        std::vector<engine::record> rows;
        engine::load(s, q, {&rows, &engine::record_rows_ops()});
        if (out.size() > 1)
            out += ',';
        append_json_string(out, m->name);
        out += ":[";
        for (const auto& r : rows) {
            if (&r != rows.data())
                out += ',';
            append_row(out, r, embedded);
        }
        out += ']';
    }
    return out + "}";
}

} // namespace ginnel::app
