#include <ginnel/schema/schema_report.hpp>

namespace ginnel {

std::string_view name_of(finding_kind kind) noexcept
{
    switch (kind) {
    case finding_kind::missing_table:
        return "missing_table";
    case finding_kind::missing_column:
        return "missing_column";
    case finding_kind::different_type:
        return "different_type";
    case finding_kind::different_keys:
        return "different_keys";
    case finding_kind::orphans:
        return "orphans";
    case finding_kind::nullable:
        return "nullable";
    case finding_kind::missing_index:
        return "missing_index";
    case finding_kind::missing_unique:
        break;
    }
    return "missing_unique";
}

std::string schema_report::text() const
{
    std::string out;
    for (const schema_finding& f : findings) {
        out += f.sentence + "\n";
        if (!f.sql.empty())
            out += "    " + f.sql + ";\n";
    }
    return out;
}

} // namespace ginnel
