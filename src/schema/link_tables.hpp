#pragma once

#include <ginnel/schema/column.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::schema {

/// Link tables that are no models, as the relations of one boot declare them.
///
/// All relations over one table share one object, so their declarations are gathered first, then the tables are built
/// with the columns of all, then paths may point into them.
class link_tables {
public:
    /// Tables of earlier boots: running queries read them, so they take no further columns.
    using standing = std::map<std::string, std::shared_ptr<const table>, std::less<>>;

    explicit link_tables(const standing& earlier) : earlier_{earlier} {}

    /// A column that a relation (`by`, for messages) wants; `key`: it refers to a row. Gives what speaks against it, or
    /// an empty text.
    std::string declare(const std::string& table_name, std::string_view column_name, column_type type, bool nullable,
                        bool key, const std::string& by);
    /// Builds what was declared. No `declare` may follow.
    void build();
    /// The table of this name, after `build`.
    std::shared_ptr<const table> find(std::string_view table_name) const;

private:
    struct wish {
        column made;
        bool key = false;
        std::string by;
    };

    const standing& earlier_;
    std::map<std::string, std::vector<wish>, std::less<>> wishes_;
    standing built_;
};

} // namespace ginnel::schema
