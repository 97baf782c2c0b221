#include "app/writing/filed_rows.hpp"

#include "app/records/stored.hpp"
#include "app/writing/row_defaults.hpp"
#include "app/writing/row_validation.hpp"
#include "app/writing/row_writer.hpp"
#include "engine/query_writes.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/value.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

[[noreturn]] void refuse(const std::string& model, const std::vector<broken_rule>& broken, const char* text)
{
    const bool taken = std::all_of(broken.begin(), broken.end(), [](const auto& b) { return b.code == "uniqueness"; });
    throw error{taken ? error_kind::unique : error_kind::data, "E_INVALID_ROW", text}.in_model(model).spoiling(
        spoils::nothing);
}

/// In the library's own words what a client is told by a body.
template <typename Work>
auto with_errors(const schema::model& m, Work work)
{
    try {
        return work();
    } catch (const invalid_row& e) {
        refuse(e.model(), e.broken(), e.what());
    } catch (const invalid_rows& e) {
        std::vector<broken_rule> all;
        std::string text = "no row was written";
        for (std::size_t i = 0; i < e.rows().size(); ++i)
            if (const auto& row = e.rows()[i]) {
                all.insert(all.end(), row->broken().begin(), row->broken().end());
                text += "; row " + std::to_string(i) + ": " + row->what();
            }
        refuse(m.name, all, text.c_str());
    }
}

/// As with clients, a key is not for the program to give where the database makes it.
void check_key(const schema::model& m, const model_rules& rules, const row_values& row)
{
    const auto* key = m.primary_key ? given_in(row, *m.primary_key) : nullptr;
    if (key && !key->is_null() && rules.forces_id)
        throw invalid_row{m.name, {{m.primary_key->name, "absence", "can't be set", to_display(*key)}}};
}

/// The row knows all that the database has: null for what it was not given.
void fill(engine::record& row)
{
    for (const auto& c : row.model().table.columns)
        if (!row.has(c.index))
            row.put(c.index, value{});
}

} // namespace

engine::record filed_rows::create(engine::session& s, const schema::model& m, row_values row) const
{
    return with_errors(m, [&] {
        const auto& rules = rules_.at(&m);
        check_key(m, rules, row);
        auto made = row_writer{s, m, rules}.create(std::move(row));
        fill(made);
        return made;
    });
}

std::vector<engine::record> filed_rows::create(engine::session& s, const schema::model& m,
                                               std::vector<row_values> rows) const
{
    return with_errors(m, [&] {
        const auto& rules = rules_.at(&m);
        for (const auto& row : rows)
            check_key(m, rules, row);
        auto made = row_writer{s, m, rules}.create(std::move(rows));
        for (auto& row : made)
            fill(row);
        return made;
    });
}

void filed_rows::change(engine::session& s, engine::record& row, const row_values& named) const
{
    need_same_key(row, named);
    const auto& m = row.model();
    for (const auto& c : m.table.columns)
        if (!row.has(c.index))
            throw error{error_kind::usage, "E_MISSING_MODEL_ATTRIBUTE",
                        "this row of " + m.name + " was read without \"" + c.name +
                            "\", so that its rules cannot be asked: read it whole"}
                .in_model(m.name)
                .spoiling(spoils::nothing);
    with_errors(m, [&] { ruled_rows{rules_}.change(s, row, named); });
}

std::int64_t filed_rows::change_all(engine::session& s, const engine::query& q, const row_values& named) const
{
    return with_errors(*q.model, [&] { return ruled_rows{rules_}.change_all(s, q, named); });
}

} // namespace ginnel::app
