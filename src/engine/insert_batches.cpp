#include "engine/insert_batches.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::engine {

insert_batches::insert_batches(const environment& e, std::string table, std::vector<std::string> columns,
                               std::vector<column_type> types, const insert_rows& rows, returned_columns back,
                               std::optional<sql::on_conflict> conflict)
    : insert_batches{e,           std::move(table), std::move(columns), std::move(types),
                     rows.size(), std::move(back),  std::move(conflict)}
{
    rows_ = &rows;
}

insert_batches::insert_batches(const environment& e, std::string table, std::vector<std::string> columns,
                               std::vector<column_type> types, std::size_t rows, returned_columns back,
                               std::optional<sql::on_conflict> conflict)
    : environment_{e},
      table_{std::move(table)},
      columns_{std::move(columns)},
      types_{std::move(types)},
      conflict_{std::move(conflict)},
      total_{rows}
{
    // Counted keys need not be asked for: they follow from the last one.
    const bool asks_key = back.generated && !e.abilities.consecutive_keys;
    if (!back.key.empty() && (asks_key || !back.columns.empty()))
        returning_.push_back(back.key);
    // Where rows in the way are updated, the columns that they are known by come back and tell them apart. Without such
    // keys only a statement per row says what came back of which; drivers without them send many at once.
    const bool tells_apart = !back.key.empty() && (!back.generated || e.abilities.consecutive_keys);
    const bool one_by_one =
        ((asks_key || !back.columns.empty()) && !conflict_ && !tells_apart && !e.abilities.returning_in_order) ||
        columns_.empty();
    returning_.insert(returning_.end(), back.columns.begin(), back.columns.end());
    largest_ = one_by_one ? 1 : std::clamp<std::size_t>(e.abilities.max_parameters / columns_.size(), 1, most_rows);
}

const sql::statement& insert_batches::statement_for(std::size_t count)
{
    auto& s = statements_[count];
    if (!s.text.empty())
        return s;
    sql::insert tree;
    tree.table = table_;
    tree.columns = columns_;
    for (std::size_t r = 0, slot = 0; r < count; ++r) {
        auto& row = tree.rows.emplace_back();
        for (const auto type : types_)
            row.push_back(sql::make(sql::slot_value{slot++, type}));
    }
    tree.conflict = conflict_;
    tree.returning = returning_;
    s = environment_.dialect.render(sql::tree{std::move(tree)});
    return s;
}

insert_batches::batch insert_batches::next()
{
    return next([this](std::size_t slot) { return &(*rows_)[at_ + slot / columns_.size()][slot % columns_.size()]; });
}

insert_batches::batch insert_batches::next(const slot_values& values)
{
    const std::size_t count = upcoming();
    if (count == 0)
        return {nullptr, at_, 0, {}};
    batch b{&statement_for(count), at_, count, {}};
    b.arguments = arguments_of(*b.statement, values);
    at_ += count;
    return b;
}

} // namespace ginnel::engine
