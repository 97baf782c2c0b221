#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel {

/// In what a database differs from its models.
enum class finding_kind : std::uint8_t {
    missing_table,
    missing_column,
    different_type, ///< the declared type does not hold the model's values
    different_keys, ///< the two columns that a relation compares have types that do not compare in the database
    nullable,       ///< the database takes nulls that the model cannot hold
    missing_index,  ///< a relation searches columns that no index begins with
    missing_unique, ///< two writers at once could make a link, or the only row of a has_one, twice
    orphans         ///< rows hold keys of rows that are not there
};
/// "missing_table", "missing_index" ...
std::string_view name_of(finding_kind kind) noexcept;

/// One difference.
struct schema_finding {
    finding_kind kind = finding_kind::missing_table;
    std::string model, relation; ///< whose it is; empty where there is none
    std::string table;
    std::vector<std::string> columns;
    std::string sentence;
    std::string sql; ///< mends it, or lists the rows that are orphans; empty: no single statement does
    /// Whether all works without it, only slower or less safe (indexes): where links may be there more than once, a pivot
    /// has no unique index.
    bool advice = false;
};

/// What a check of models against a database found.
struct schema_report {
    std::vector<schema_finding> findings;

    bool empty() const noexcept { return findings.empty(); }
    /// For people: a line per finding, and below it the SQL that mends it.
    std::string text() const;
};

} // namespace ginnel
