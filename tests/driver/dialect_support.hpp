#pragma once

#include "driver/connection.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Trees as a database takes them: rendered, bound and run. Slots of keys take `slot_keys`.
namespace dialect_tests {

using namespace ginnel;

inline std::vector<std::vector<value>> rows_of(driver::connection& c, const sql::tree& t, const key_set& slot_keys = {})
{
    sql::statement s = c.dialect().render(t);
    std::vector<driver::argument> arguments;
    for (const sql::bound& b : s.parameters) {
        driver::argument a{};
        if (b.from == sql::bound::origin::keys)
            a.keys = b.keys.get();
        else if (b.from == sql::bound::origin::slot_keys)
            a.keys = &slot_keys;
        else
            a.value = &b.value;
        a.type = b.type;
        a.typed = b.typed;
        arguments.push_back(a);
    }
    std::vector<std::vector<value>> rows;
    c.send(s.text, arguments);
    while (const cell* cells = c.fetch()) {
        std::vector<value> row;
        for (std::size_t i = 0; i < c.columns(); ++i)
            row.emplace_back(cells[i]);
        rows.push_back(std::move(row));
    }
    c.finish();
    return rows;
}

inline sql::expr column(std::string table, std::string name)
{
    return sql::make(sql::column_name{std::move(table), std::move(name)});
}
inline sql::expr number(std::int64_t v)
{
    return sql::make(sql::parameter{v, column_type::int64});
}
inline sql::keys slot(column_type type = column_type::int64)
{
    return {nullptr, 0, type};
}
inline key_set integer_keys(std::initializer_list<std::int64_t> keys)
{
    key_set set;
    for (std::int64_t key : keys)
        set.add(key);
    return set;
}

/// Runs every kind of statement once and looks at what it did. The same on each database.
void run_every_statement(driver::connection& c);

} // namespace dialect_tests
