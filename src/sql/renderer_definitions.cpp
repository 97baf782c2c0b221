#include "sql/literal.hpp"
#include "sql/renderer.hpp"

#include <algorithm>

namespace ginnel::sql {

void renderer::write(const create_table& s)
{
    if (s.columns.empty())
        refuse_tree("The table \"" + s.table + "\" has no columns: give it at least one.");
    out_ << "create table " << (s.if_not_exists ? "if not exists " : "");
    identifier(s.table);
    std::string_view separator = " (";
    for (const column_definition& column : s.columns) {
        out_ << separator;
        write(column);
        separator = ", ";
    }
    // A generated key says `primary key` behind its own name, and a table takes that once.
    bool said =
        std::any_of(s.columns.begin(), s.columns.end(), [](const column_definition& c) { return c.generated_key; });
    if (!s.primary_key.empty() && !said) {
        out_ << ", primary key (";
        identifiers(s.primary_key);
        out_ << ")";
    }
    for (const std::vector<std::string>& columns : s.unique) {
        out_ << ", unique (";
        identifiers(columns);
        out_ << ")";
    }
    for (const foreign_key& key : s.foreign_keys)
        write(key);
    out_ << ")";
}

void renderer::write(const column_definition& c)
{
    identifier(c.name);
    out_ << " ";
    if (c.generated_key) {
        out_ << generated_key(c.type);
        return;
    }
    out_ << type_name(c.type) << (c.nullable ? "" : " not null");
    if (c.initial) {
        out_ << " default ";
        literal(*c.initial, c.type);
    }
}

void renderer::write(const foreign_key& k)
{
    out_ << ", foreign key (";
    identifiers(k.columns);
    out_ << ") references ";
    identifier(k.table);
    out_ << " (";
    identifiers(k.references);
    out_ << ")";
    if (k.on_delete.empty())
        return;
    if (k.on_delete != "cascade" && k.on_delete != "set null" && k.on_delete != "restrict")
        refuse_tree("\"" + k.on_delete +
                    "\" is nothing that a foreign key can do on delete: write cascade, set null or restrict.");
    out_ << " on delete " << k.on_delete;
}

void renderer::literal(const ginnel::value& v, column_type type)
{
    switch (v.type()) {
    case kind::null:
        out_ << "null";
        return;
    case kind::boolean:
        out_ << boolean_literal(v.boolean());
        return;
    case kind::integer:
        // A boolean column's default may have been read back as 0 or 1.
        if (type == column_type::boolean)
            out_ << boolean_literal(v.integer() != 0);
        else
            out_ << std::to_string(v.integer());
        return;
    case kind::real:
        out_ << real_literal(v.real());
        return;
    case kind::text:
        out_ << text_literal(v.text());
        return;
    case kind::blob:
        out_ << blob_literal(v.bytes());
        return;
    }
}

void renderer::write(const add_column& s)
{
    out_ << "alter table ";
    identifier(s.table);
    out_ << " add column ";
    write(s.column);
}

void renderer::write(const create_index& s)
{
    out_ << "create " << (s.unique ? "unique " : "") << "index " << (s.if_not_exists ? "if not exists " : "");
    identifier(s.name);
    out_ << " on ";
    identifier(s.table);
    out_ << " (";
    identifiers(s.columns);
    out_ << ")";
}

} // namespace ginnel::sql
