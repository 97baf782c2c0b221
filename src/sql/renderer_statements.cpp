#include "sql/renderer.hpp"

#include <ginnel/error.hpp>

namespace ginnel::sql {

void renderer::write(const select& s)
{
    out_ << "select " << (s.distinct ? "distinct " : "");
    if (s.columns.empty())
        out_ << "1"; // for exists
    std::string_view separator;
    for (const output& column : s.columns) {
        out_ << separator;
        write(column.what);
        if (!column.alias.empty()) {
            out_ << " as ";
            identifier(column.alias);
        }
        separator = ", ";
    }
    if (s.from) {
        out_ << " from ";
        std::visit([this](const auto& what) { write(what); }, *s.from);
    }
    for (const join& j : s.joins)
        write(j);
    condition(" where ", s.where);
    if (!s.group_by.empty()) {
        out_ << " group by ";
        expressions(s.group_by);
    }
    condition(" having ", s.having);
    if (!s.order.empty()) {
        out_ << " order by ";
        orderings(s.order);
    }
    if (s.limit || s.offset)
        limit_clause(s.limit, s.offset);
    if (s.lock != row_lock::none)
        lock_clause(s);
}

void renderer::condition(std::string_view keyword, const expr& e)
{
    if (!e)
        return;
    out_ << keyword;
    write(e);
}

void renderer::write(const table_source& s)
{
    identifier(s.table);
    if (!s.alias.empty() && s.alias != s.table) {
        out_ << " as ";
        identifier(s.alias);
    }
}

void renderer::write(const keys_source& s)
{
    keys_table(bind_keys(s.set), s.set.type, s.alias.empty() ? std::string_view{"keys"} : std::string_view{s.alias});
}

void renderer::write(const select_source& s)
{
    if (s.lateral && !has_lateral())
        throw error{
            error_kind::unsupported, "E_NO_LATERAL",
            "This database has no lateral sub-selects: choose the statement by the driver's capability `lateral`."};
    if (s.alias.empty())
        refuse_tree("A sub-select among the sources has no alias: give it one.");
    out_ << (s.lateral ? "lateral " : "");
    sub_select(s.query);
    out_ << " as ";
    identifier(s.alias);
}

void renderer::write(const join& j)
{
    if (j.kind == join_kind::left)
        out_ << " left join ";
    else
        out_ << " " << (j.on ? std::string_view{"inner join"} : unconditional_join()) << " ";
    std::visit([this](const auto& what) { write(what); }, j.what);
    if (j.on)
        condition(" on ", j.on);
    else if (j.kind == join_kind::left)
        out_ << " on 1 = 1";
}

void renderer::write(const insert& s)
{
    out_ << "insert into ";
    identifier(s.table);
    if (s.columns.empty()) {
        if (s.query || s.rows.size() != 1 || !s.rows.front().empty())
            refuse_tree("An insert into \"" + s.table +
                        "\" names no columns: name them, or give one empty row for default values.");
        out_ << " default values";
        return returning(s.returning);
    }
    out_ << " (";
    identifiers(s.columns);
    out_ << ") ";
    if (s.query) {
        if (s.conflict) // SQLite takes the `on` for that of a join
            refuse_tree("An insert into \"" + s.table +
                        "\" selects its rows and updates those in their way: give rows.");
        write(*s.query);
        return returning(s.returning);
    }
    if (s.rows.empty())
        refuse_tree("An insert into \"" + s.table + "\" has no rows: leave the statement out.");
    out_ << "values ";
    std::string_view separator;
    for (const std::vector<expr>& row : s.rows) {
        if (row.size() != s.columns.size())
            refuse_tree("A row of an insert into \"" + s.table + "\" has " + std::to_string(row.size()) +
                        " values for " + std::to_string(s.columns.size()) +
                        " columns: give one value for each column.");
        out_ << separator << "(";
        expressions(row);
        out_ << ")";
        separator = ", ";
    }
    if (s.conflict)
        write(*s.conflict, s.table);
    returning(s.returning);
}

void renderer::write(const on_conflict& c, const std::string& table)
{
    if (c.columns.empty() || c.update.empty())
        refuse_tree("An insert that updates rows in its way names no columns for it: name those of a unique index, and "
                    "those to "
                    "update.");
    out_ << " on conflict (";
    identifiers(c.columns);
    out_ << ")";
    std::string_view separator = " do update set ";
    for (const std::string& column : c.update) {
        out_ << separator;
        identifier(column);
        out_ << " = excluded.";
        identifier(column);
        separator = ", ";
    }
    if (c.counted.empty())
        return;
    out_ << separator;
    identifier(c.counted);
    out_ << " = ";
    identifier(table);
    out_ << ".";
    identifier(c.counted);
    out_ << " + 1";
}

void renderer::write(const update& s)
{
    if (s.set.empty())
        refuse_tree("An update of \"" + s.table + "\" sets no column: leave the statement out.");
    out_ << "update ";
    identifier(s.table);
    std::string_view separator = " set ";
    for (const assignment& a : s.set) {
        out_ << separator;
        identifier(a.column);
        out_ << " = ";
        write(a.value);
        separator = ", ";
    }
    condition(" where ", s.where);
    returning(s.returning);
}

void renderer::write(const remove& s)
{
    out_ << "delete from ";
    identifier(s.table);
    condition(" where ", s.where);
    returning(s.returning);
}

void renderer::returning(const std::vector<std::string>& columns)
{
    if (columns.empty())
        return;
    out_ << " returning ";
    identifiers(columns);
}

} // namespace ginnel::sql
