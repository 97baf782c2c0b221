#include "sql/dialect.hpp"
#include "sql/literal.hpp"
#include "sql/renderer.hpp"

namespace ginnel::sql {
namespace {

class sqlite_renderer final : public renderer {
    void placeholder(std::size_t number, const bound&) override { out() << "?" << std::to_string(number); }

    // `ginnel_keys` is a table-valued function of the driver. A JSON array and json_each would need no function, but
    // they print and parse every key.
    void in_keys_of(const in_keys& node, std::size_t number) override
    {
        out() << (node.negated ? " not in" : " in") << " (select value from ginnel_keys(?" << std::to_string(number)
              << "))";
    }

    void keys_table(std::size_t number, column_type, std::string_view alias) override
    {
        out() << "ginnel_keys(?" << std::to_string(number) << ") as ";
        identifier(alias);
    }

    void limit_clause(const expr& limit, const expr& offset) override
    {
        out() << " limit ";
        if (limit)
            write(limit);
        else
            out() << "-1"; // there is no offset without a limit
        if (offset) {
            out() << " offset ";
            write(offset);
        }
    }

    // Where SQLite computes with a moment (which differs by version), it rounds the fraction to milliseconds, and may
    // reach the next day: what Ginnel stores is cut to whole milliseconds first. Other forms (a zone) are SQLite's to
    // read. A division by a real keeps the milliseconds of moments before 1970 in their own second.
    void part(const part_of& node) override
    {
        if (node.part == time_part::date && node.type == column_type::date)
            return write(node.operand);
        if (node.part == time_part::time && node.type == column_type::time) {
            out() << "substr(";
            write(node.operand);
            out() << ", 1, 8)";
            return;
        }
        const auto format = [&] {
            switch (node.part) {
            case time_part::date:
                return "date(";
            case time_part::time:
                return "time(";
            case time_part::year:
                return "cast(strftime('%Y', ";
            case time_part::month:
                return "cast(strftime('%m', ";
            case time_part::day:
                break;
            }
            return "cast(strftime('%d', ";
        };
        const bool number = node.part != time_part::date && node.part != time_part::time;
        out() << format();
        if (node.type == column_type::timestamp) {
            out() << "case when length(";
            write(node.operand);
            out() << ") = 26 then substr(";
            write(node.operand);
            out() << ", 1, 23) else ";
            write(node.operand);
            out() << " end";
        } else if (node.type == column_type::epoch_ms) {
            write(node.operand);
            out() << " / 1000.0, 'unixepoch'";
        } else {
            write(node.operand);
        }
        out() << (number ? ") as integer)" : ")");
    }

    // A write transaction holds the whole database.
    void lock_clause(const select&) override {}

    // `like` ignores the case of ASCII letters, and there is no `ilike`.
    std::string_view operator_word(std::string_view op) const noexcept override
    {
        return op == "ilike" ? "like" : op == "not ilike" ? "not like" : op;
    }

    // `cross join` would forbid the planner to reorder the sources.
    std::string_view unconditional_join() const noexcept override { return "inner join"; }
    bool has_lateral() const noexcept override { return false; }
    std::size_t max_identifier() const noexcept override { return 0; }

    const raw_rules& rules_of_raw() const noexcept override
    {
        static constexpr raw_rules rules{.brackets = true, .backticks = true};
        return rules;
    }

    std::string_view type_name(column_type type) const noexcept override
    {
        switch (type) {
        case column_type::boolean:
        case column_type::int16:
        case column_type::int32:
        case column_type::int64:
        case column_type::epoch_ms:
            return "integer";
        case column_type::real:
            return "real";
        case column_type::blob:
            return "blob";
        case column_type::text:
        case column_type::date:
        case column_type::time:
        case column_type::timestamp:
        case column_type::uuid:
        case column_type::decimal: // a column of type numeric would turn the digits into a real
        case column_type::json:
            break;
        }
        return "text";
    }

    // Without `autoincrement` the key of the last row is given again once that row is removed.
    std::string generated_key(column_type) const override { return "integer primary key autoincrement"; }
    std::string_view boolean_literal(bool v) const noexcept override { return v ? "1" : "0"; }
    std::string blob_literal(std::string_view bytes) const override { return "x'" + hex_digits(bytes) + "'"; }
};

class sqlite_dialect_type final : public dialect {
public:
    std::string_view name() const noexcept override { return "sqlite"; }
    statement render(const tree& t) const override { return sqlite_renderer{}.run(t); }
    explanation explaining() const noexcept override { return {"explain query plan ", 4}; }
    catalog_questions catalog() const noexcept override
    {
        return {"select m.name, c.name, c.type, c.\"notnull\", c.pk from sqlite_master m, pragma_table_info(m.name) c "
                "where m.type in ('table', 'view') order by m.name, c.cid",
                "select m.name, i.name, i.\"unique\", x.name from sqlite_master m, pragma_index_list(m.name) i, "
                "pragma_index_info(i.name) x where m.type = 'table' and i.partial = 0 order by m.name, i.seq, x.seqno"};
    }
};

} // namespace

const dialect& sqlite_dialect() noexcept
{
    static const sqlite_dialect_type dialect;
    return dialect;
}

} // namespace ginnel::sql
