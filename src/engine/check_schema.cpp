#include "engine/check_schema.hpp"

#include "engine/arguments.hpp"
#include "engine/declared_types.hpp"
#include "engine/held_keys.hpp"
#include "engine/needed_tables.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace ginnel::engine {

namespace {

class catalog_plan final : public plan {
public:
    explicit catalog_plan(const sql::catalog_questions& q) : steps_{{0, q.columns, {}}, {1, q.indexes, {}}} {}

    needs wants() const override { return {needs::scope::autocommit, true}; }
    event next() override
    {
        if (sent_)
            return engine::finish{};
        sent_ = true;
        return send{steps_};
    }
    void row(step_id id, const cell* cells) override
    {
        auto& t = table_of(std::string{cells[0].text});
        if (id == 0) {
            const auto place = static_cast<std::size_t>(cells[4].integer);
            t.columns.push_back(
                {std::string{cells[1].text}, std::string{cells[2].text}, cells[3].integer == 0 && place == 0});
            if (place != 0) {
                auto& key = keys_[t.name];
                key.resize(std::max(key.size(), place));
                key[place - 1] = t.columns.back().name;
            }
            return;
        }
        if (std::exchange(last_index_, std::string{cells[1].text}) != cells[1].text)
            t.indexes.push_back({{}, cells[2].integer != 0});
        t.indexes.back().columns.emplace_back(cells[3].type == kind::text ? cells[3].text : std::string_view{});
    }
    void done(step_id, const driver::outcome&) override {}

    catalog take()
    {
        for (auto& [name, columns] : keys_)
            table_of(name).indexes.push_back({std::move(columns), true});
        return std::move(found_);
    }

private:
    catalog::table& table_of(const std::string& name)
    {
        if (found_.tables.empty() || found_.tables.back().name != name) {
            for (auto& t : found_.tables)
                if (t.name == name)
                    return t;
            found_.tables.push_back({name, {}, {}});
        }
        return found_.tables.back();
    }

    std::vector<step> steps_;
    bool sent_ = false;
    std::string last_index_;
    std::map<std::string, std::vector<std::string>> keys_;
    catalog found_;
};

bool same(const std::string& a, const std::string& b)
{
    return folded(a) == folded(b);
}

std::string list(const std::vector<std::string>& columns)
{
    std::string out;
    for (const auto& c : columns)
        out += (out.empty() ? "" : ", ") + c;
    return out;
}

/// What rows that are there already get in a column that takes no null.
value default_of(column_type type)
{
    switch (type) {
    case column_type::boolean:
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
    case column_type::epoch_ms:
        return value{std::int64_t{0}};
    case column_type::real:
        return value{0.0};
    case column_type::decimal:
        return value{std::string{"0"}};
    case column_type::date:
        return value{std::string{"1970-01-01"}};
    case column_type::time:
        return value{std::string{"00:00:00"}};
    case column_type::timestamp:
        return value{std::string{"1970-01-01 00:00:00"}};
    case column_type::uuid:
        return value{std::string{"00000000-0000-0000-0000-000000000000"}};
    case column_type::json:
        return value{std::string{"null"}};
    case column_type::text:
    case column_type::blob:
        break;
    }
    return value{std::string{}};
}

class comparison {
public:
    comparison(const catalog& c, std::span<const schema::model* const> models, const sql::dialect& d)
        : there_{c}, needed_{models}, dialect_{d}
    {
        for (const auto* t : needed_.tables())
            columns(*t);
        for (const auto& i : needed_.indexes())
            if (const auto* t = find(i.first->name); t != nullptr && !served(*t, i))
                index(finding_kind::missing_index, *i.first, i.second, {},
                      "The table " + i.first->name + " has no index that begins with " + list(i.second) +
                          ": relations search these columns, and read the whole table without it.");
        for (const auto* m : models)
            for (const auto& r : m->relations)
                unique(r);
        for (const auto& k : held_keys(models))
            types(k);
    }
    schema_report report;
    std::vector<held_key> comparable; ///< keys whose columns are there on both sides

private:
    const catalog::column* find(const schema::table& t, const schema::column& c) const
    {
        const auto* found = find(t.name);
        if (found == nullptr)
            return nullptr;
        const auto at = std::find_if(found->columns.begin(), found->columns.end(),
                                     [&](const auto& o) { return same(o.name, c.column_name); });
        return at == found->columns.end() ? nullptr : &*at;
    }
    const catalog::table* find(const std::string& name) const
    {
        for (const auto& t : there_.tables)
            if (same(t.name, name))
                return &t;
        return nullptr;
    }

    void add(finding_kind kind, const schema::table& t, std::vector<std::string> columns, std::string sentence,
             std::string sql, const schema::relation* r = nullptr)
    {
        const auto* m = r != nullptr ? r->source : needed_.owner(t);
        report.findings.push_back({kind, m != nullptr ? m->name : "", r != nullptr ? r->name : "", t.name,
                                   std::move(columns), std::move(sentence), std::move(sql),
                                   kind == finding_kind::missing_index || kind == finding_kind::missing_unique});
    }

    void types(const held_key& k)
    {
        const auto *a = find(*k.holder, *k.key), *b = find(*k.other, *k.other_key);
        if (a == nullptr || b == nullptr || (k.type != nullptr && find(*k.holder, *k.type) == nullptr))
            return; // which is said already
        comparable.push_back(k);
        if (!compare_alike(a->type, b->type))
            add(finding_kind::different_keys, *k.holder, {k.key->column_name},
                "The column " + k.key->column_name + " of " + k.holder->name + " is declared as " + a->type + ", and " +
                    k.other_key->column_name + " of " + k.other->name + ", whose values it holds, as " + b->type +
                    ": give both one type.",
                {}, k.relation);
    }

    void columns(const schema::table& t)
    {
        const auto* found = find(t.name);
        const auto wanted = needed_.definition(t);
        if (found == nullptr)
            return add(finding_kind::missing_table, t, {}, "The table " + t.name + " does not exist.",
                       dialect_.render(sql::tree{wanted}).text);
        for (std::size_t i = 0; i < t.columns.size(); ++i) {
            const auto& c = t.columns[i];
            const auto at = std::find_if(found->columns.begin(), found->columns.end(),
                                         [&](const auto& o) { return same(o.name, c.column_name); });
            if (at == found->columns.end()) {
                auto made = wanted.columns[i];
                made.generated_key = false;
                if (!made.nullable && !made.initial)
                    made.initial = default_of(made.type);
                add(finding_kind::missing_column, t, {c.column_name},
                    "The table " + t.name + " has no column " + c.column_name + ".",
                    dialect_.render(sql::tree{sql::add_column{t.name, made}}).text);
                continue;
            }
            if (!holds_values(dialect_, c.type, at->type))
                add(finding_kind::different_type, t, {c.column_name},
                    "The column " + c.column_name + " of " + t.name + " is declared as " + at->type +
                        ", which does not hold " + std::string{name_of(c.type)} +
                        ": make the table anew with a type that does.",
                    {});
            if (at->nullable && !c.nullable)
                add(finding_kind::nullable, t, {c.column_name},
                    "The column " + c.column_name + " of " + t.name +
                        " takes nulls, which the model cannot hold: make the column not null, or its member optional.",
                    {});
        }
    }

    bool served(const catalog::table& t, const needed_tables::index_key& wanted) const
    {
        return std::any_of(t.indexes.begin(), t.indexes.end(), [&](const catalog::index& i) {
            const auto n = std::min(i.columns.size(), wanted.second.size());
            // A unique index on the first of them finds at most one row: there is nothing left to narrow.
            if (n < wanted.second.size() && !(i.unique && n > 0))
                return false;
            const auto end = wanted.second.begin() + static_cast<std::ptrdiff_t>(n);
            return std::equal(wanted.second.begin(), end, i.columns.begin(), same) ||
                   (needed_.any_order(wanted) &&
                    std::is_permutation(wanted.second.begin(), end, i.columns.begin(), same));
        });
    }

    void index(finding_kind kind, const schema::table& t, const std::vector<std::string>& columns,
               const schema::relation* r, std::string sentence)
    {
        const bool unique = kind == finding_kind::missing_unique;
        std::string whole = t.name;
        for (const auto& c : columns)
            whole += "_" + c;
        sql::create_index made{cut(whole, unique ? "_unique" : "_index"), t.name, columns, unique, true};
        add(kind, t, columns, std::move(sentence), dialect_.render(sql::tree{made}).text, r);
    }

    void unique(const schema::relation& r)
    {
        const bool pivot = schema::over_pivot(r.kind) && r.path.size() > 1;
        const bool one = (r.kind == schema::relation_kind::has_one || r.kind == schema::relation_kind::morph_one) &&
                         r.path.size() == 1 && r.of_many.empty();
        if (!pivot && !one)
            return;
        const auto& t = *r.path.front().to;
        std::vector<std::string> columns;
        for (const auto& f : r.fixed)
            if (f.at == r.place_after(0))
                columns.push_back(f.what->column_name);
        columns.push_back(r.path[0].to_key->column_name);
        if (pivot)
            columns.push_back(r.path[1].from_key->column_name);
        const auto* found = find(t.name);
        const auto& asked = needed_.tables();
        if (found == nullptr || std::find(asked.begin(), asked.end(), &t) == asked.end())
            return;
        for (const auto& i : found->indexes)
            if (i.unique && std::all_of(i.columns.begin(), i.columns.end(), [&](const std::string& c) {
                    return std::any_of(columns.begin(), columns.end(), [&](const auto& o) { return same(o, c); });
                }))
                return;
        for (const auto& f : report.findings)
            if (f.kind == finding_kind::missing_unique && f.table == t.name &&
                std::is_permutation(f.columns.begin(), f.columns.end(), columns.begin(), columns.end()))
                return; // said of the relation that leads back
        index(finding_kind::missing_unique, t, columns, &r,
              "The table " + t.name + " has no unique index on " + list(columns) +
                  (pivot ? ": with one, no other program can make a link twice while this one attaches. Leave it out "
                           "where links may be there more than once."
                         : ": with one, no other program can give a row a second of what it has one of."));
    }

    const catalog& there_;
    const needed_tables needed_;
    const sql::dialect& dialect_;
};

/// One statement per key, and how many rows each counts.
class orphans_plan final : public plan {
public:
    orphans_plan(const environment& e, const std::vector<held_key>& keys) : counts(keys.size())
    {
        for (const auto& k : keys)
            statements_.push_back(e.dialect.render(orphans_counted(k)));
        for (const auto& s : statements_) {
            arguments_.push_back(arguments_of(s, [](std::size_t) -> const value* { return nullptr; }));
            steps_.push_back({static_cast<step_id>(steps_.size()), s.text, arguments_.back()});
        }
    }
    needs wants() const override { return {needs::scope::autocommit, true}; }
    event next() override
    {
        if (std::exchange(sent_, true) || steps_.empty())
            return engine::finish{};
        return send{steps_};
    }
    void row(step_id id, const cell* cells) override { counts[id] = cells[0].integer; }
    void done(step_id, const driver::outcome&) override {}

    std::vector<std::int64_t> counts;

private:
    std::vector<sql::statement> statements_;
    std::vector<std::vector<driver::argument>> arguments_;
    std::vector<step> steps_;
    bool sent_ = false;
};

schema_finding orphans(const held_key& k, std::int64_t rows, const sql::dialect& d)
{
    std::string sentence = std::to_string(rows) + (rows == 1 ? " row of " : " rows of ") + k.holder->name;
    if (k.type != nullptr)
        sentence += " with the " + k.type->column_name + " " + to_display(k.type_value);
    sentence += (rows == 1 ? " holds" : " hold") + std::string{" in "} + k.key->column_name + " the " +
                k.other_key->column_name + " of no row of " + k.other->name +
                ": remove them, or give them the key of a row that is there.";
    const auto listed = orphans_listed(k);
    return {finding_kind::orphans,
            k.relation->source->name,
            k.relation->name,
            k.holder->name,
            {k.key->column_name},
            std::move(sentence),
            listed ? d.render(*listed).text : std::string{}};
}

} // namespace

schema_report differences(const catalog& c, std::span<const schema::model* const> models, const sql::dialect& d)
{
    comparison made{c, models, d};
    return std::move(made.report);
}

catalog read_catalog(session& s)
{
    const auto& d = s.env().dialect;
    const auto questions = d.catalog();
    if (questions.columns.empty())
        throw error{error_kind::unsupported, "E_NO_CATALOG",
                    "The check of tables cannot read the catalog of " + std::string{d.name()} +
                        ": compare the tables with the models by hand."}
            .spoiling(spoils::nothing);
    catalog_plan p{questions};
    s.run(p);
    return p.take();
}

schema_report check_schema(session& s, std::span<const schema::model* const> models)
{
    const auto& d = s.env().dialect;
    const auto found = read_catalog(s);
    comparison made{found, models, d};
    orphans_plan counted{s.env(), made.comparable};
    s.run(counted);
    for (std::size_t i = 0; i < made.comparable.size(); ++i)
        if (counted.counts[i] != 0)
            made.report.findings.push_back(orphans(made.comparable[i], counted.counts[i], d));
    return std::move(made.report);
}

} // namespace ginnel::engine
