#include "schema/link_tables.hpp"

#include "schema/names.hpp"

#include <algorithm>

namespace ginnel::schema {

namespace {

bool integer(column_type type) noexcept
{
    return type == column_type::int16 || type == column_type::int32 || type == column_type::int64;
}

} // namespace

std::string link_tables::declare(const std::string& table_name, std::string_view column_name, column_type type,
                                 bool nullable, bool key, const std::string& by)
{
    const auto conflict = [&](column_type there, const std::string& where) {
        return "the link table " + quoted(table_name) + " has " + quoted(column_name) + " as " +
               std::string{name_of(type)} + " here and as " + std::string{name_of(there)} + " in " + where +
               ": declare one type";
    };
    const auto fits = [&](column_type there) { return there == type || (integer(there) && integer(type)); };

    if (const auto before = earlier_.find(table_name); before != earlier_.end()) {
        const column* found = before->second->find(column_name);
        if (found == nullptr)
            return "the link table " + quoted(table_name) + " was booted without the column " + quoted(column_name) +
                   ": add all models that declare this table before the first boot";
        return fits(found->type) ? std::string{} : conflict(found->type, "an earlier boot");
    }

    std::vector<wish>& columns = wishes_[table_name];
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const wish& w) { return w.made.name == column_name; });
    if (found == columns.end()) {
        column made;
        made.name = made.column_name = made.serialize_as = std::string{column_name};
        made.type = type;
        made.nullable = nullable && !key;
        made.indexed = key;
        columns.push_back({std::move(made), key, by});
        return {};
    }
    if (!fits(found->made.type))
        return conflict(found->made.type, found->by);
    // The widest integer holds what all of them write.
    found->made.type = std::max(found->made.type, type);
    found->key = found->key || key;
    found->made.indexed = found->key;
    // A relation that leaves the column out of its inserts must still work, unless the column is a key.
    found->made.nullable = !found->key && (found->made.nullable || nullable);
    return {};
}

void link_tables::build()
{
    for (auto& [name, columns] : wishes_) {
        auto made = std::make_shared<table>();
        made->name = name;
        // Keys first, as a person would write the table.
        std::stable_partition(columns.begin(), columns.end(), [](const wish& w) { return w.key; });
        for (wish& w : columns) {
            w.made.index = static_cast<std::uint16_t>(made->columns.size());
            made->columns.push_back(std::move(w.made));
        }
        built_.emplace(name, std::move(made));
    }
    wishes_.clear();
}

std::shared_ptr<const table> link_tables::find(std::string_view table_name) const
{
    for (const standing* tables : {&earlier_, &built_}) {
        if (const auto found = tables->find(table_name); found != tables->end())
            return found->second;
    }
    return nullptr;
}

} // namespace ginnel::schema
