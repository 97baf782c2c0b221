#include "app/found_tables.hpp"

#include "driver/open_url.hpp"
#include "engine/connection_session.hpp"
#include "engine/declared_types.hpp"
#include "engine/needed_tables.hpp"

#include <ginnel/error.hpp>

namespace ginnel::app {

found_tables::found_tables(const std::string& file)
{
    try {
        const auto connection = driver::opening_of("sqlite:" + file, {.create = false}).make();
        engine::connection_session session{*connection};
        found_ = engine::read_catalog(session);
    } catch (const error& e) {
        if (e.code() != "E_DATABASE_MISSING")
            throw;
    }
}

const std::string* found_tables::declared(const std::string& table, const std::string& column) const
{
    for (const auto& t : found_.tables)
        if (engine::folded(t.name) == engine::folded(table))
            for (const auto& c : t.columns)
                if (engine::folded(c.name) == engine::folded(column))
                    return &c.type;
    return nullptr;
}

void keep_as_sqlite3(schema::column& c, const std::string* declared)
{
    const auto leans = [&](engine::affinity to) { return declared && engine::affinity_of(*declared) == to; };
    if (c.type == column_type::timestamp && !leans(engine::affinity::text))
        c.type = column_type::epoch_ms;
    if (c.type == column_type::blob && !leans(engine::affinity::none))
        c.type = column_type::json;
}

} // namespace ginnel::app
