#include "app/answers/model_answers.hpp"

#include "app/answers/presentation.hpp"
#include "app/questions/question.hpp"
#include "app/writing/row_defaults.hpp"
#include "app/writing/row_validation.hpp"
#include "app/writing/row_writer.hpp"
#include "engine/load.hpp"
#include "engine/query_writes.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

std::optional<std::string> shown_row(std::optional<engine::record> row, const unshown& hidden,
                                     std::size_t most)
{
    if (!row)
        return {};
    return present(*row, hidden, most);
}

} // namespace

std::string model_answers::create(row_values row) const
{
    auto made = row_writer{session_, model_, rules_}.create(std::move(row));
    return present(made, hidden_, bounds_.bytes);
}

std::vector<std::string> model_answers::create(std::vector<row_values> rows) const
{
    std::vector<std::string> out;
    for (auto& made : row_writer{session_, model_, rules_}.create(std::move(rows)))
        out.push_back(present(made, hidden_, bounds_.bytes));
    return out;
}

std::optional<std::string> model_answers::change(const value& key, const row_values& named) const
{
    return shown_row(row_writer{session_, model_, rules_}.change(key, named, rules_.validates_update), hidden_,
                     bounds_.bytes);
}

std::optional<std::string> model_answers::change_existing(const value& key, const row_values& named) const
{
    return shown_row(row_writer{session_, model_, rules_}.change(key, named, rules_.validates_upsert), hidden_,
                     bounds_.bytes);
}

std::optional<std::string> model_answers::replace(const value& key, row_values row) const
{
    return shown_row(row_writer{session_, model_, rules_}.replace(key, std::move(row)), hidden_, bounds_.bytes);
}

std::string model_answers::change_or_create(row_values row) const
{
    auto made = row_writer{session_, model_, rules_}.change_or_create(std::move(row));
    return present(made, hidden_, bounds_.bytes);
}

std::string model_answers::replace_or_create(row_values row) const
{
    auto made = row_writer{session_, model_, rules_}.replace_or_create(std::move(row));
    return present(made, hidden_, bounds_.bytes);
}

std::optional<std::string> model_answers::change_or_create_where(const condition& where, const row_values& named) const
{
    return shown_row(row_writer{session_, model_, rules_}.change_or_create_where(where, named), hidden_, bounds_.bytes);
}

std::int64_t model_answers::change_all(const condition& where, const row_values& named) const
{
    return row_writer{session_, model_, rules_}.change_all(where, named);
}

bool model_answers::remove(const value& key) const
{
    return row_writer{session_, model_, rules_}.remove(key);
}

std::int64_t model_answers::remove_all(const filter& what) const
{
    return engine::remove(session_, query_of(model_, what));
}

bool model_answers::exists(const value& key) const
{
    return engine::exists(session_, query_of_row(model_, key));
}

std::int64_t model_answers::count(const condition& where) const
{
    filter what;
    what.where = where;
    return engine::count(session_, query_of(model_, what));
}

std::vector<broken_rule> model_answers::broken_by(row_values row, std::vector<broken_rule> known) const
{
    add_defaults(row, model_, rules_);
    for (auto& more : broken_rules({row}, model_, rules_))
        if (std::none_of(known.begin(), known.end(), [&](const auto& k) { return k.property == more.property; }))
            known.push_back(std::move(more));
    return known;
}

} // namespace ginnel::app
