#include "engine/wrong_cell.hpp"

#include <ginnel/value/value.hpp>

namespace ginnel::engine {

error wrong_cell(const compiled& code, const cell* row, std::size_t column, const cell& found)
{
    const auto& m = *code.layout.model;
    const auto& c = m.table.columns[column];
    std::string where = "table \"" + m.table.name + "\", column \"" + c.column_name + "\"";
    if (code.layout.primary_key != layout::none)
        where += ", row " + m.primary_key->column_name + " = " + to_display(row[code.layout.primary_key]);
    if (c.field != nullptr && c.field->explain != nullptr && found.type == kind::text)
        return error{error_kind::data, "E_COLUMN_TYPE",
                     where + ": " + m.name + "." + c.name + " holds JSON that does not fit: " + c.field->explain(found)}
            .in_model(m.name)
            .at_sql(code.statement.text);
    return error{error_kind::data, "E_COLUMN_TYPE",
                 where + ": " + m.name + "." + c.name + " holds " + std::string{name_of(c.type)} +
                     (c.nullable ? " or null" : "") + ", but " + to_display(found) +
                     " was found; mend the row, or declare the column as what it holds"}
        .in_model(m.name)
        .at_sql(code.statement.text);
}

} // namespace ginnel::engine
