#include "engine/needed_tables.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ginnel::engine {

namespace {

constexpr std::size_t longest_name = 63; // PostgreSQL's, the shortest of all

} // namespace

std::string cut(const std::string& whole, const std::string& ending)
{
    if (whole.size() + ending.size() <= longest_name)
        return whole + ending;
    std::uint32_t hash = 2166136261U; // FNV-1a: the same in every run and build, as a name must be
    for (const char c : whole)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    static constexpr char digits[] = "0123456789abcdef";
    std::string tail = "_";
    for (int shift = 28; shift >= 0; shift -= 4)
        tail += digits[(hash >> shift) & 15U];
    tail += ending;
    std::size_t kept = longest_name - tail.size();
    while (kept > 0 && (static_cast<unsigned char>(whole[kept]) & 0xC0U) == 0x80U)
        --kept; // never inside a character
    return whole.substr(0, kept) + tail;
}

std::string folded(std::string name)
{
    for (char& c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return name;
}

needed_tables::needed_tables(std::span<const schema::model* const> models, const table_wishes& wishes)
    : foreign_keys_{wishes.foreign_keys}, reuses_keys_{wishes.reuses_keys}
{
    for (const auto* m : models) {
        owners_[&m->table] = m;
        add(m->table);
    }
    for (const auto* m : models)
        for (const auto& r : m->relations)
            for (const auto& hop : r.path)
                add(hop, r);
    for (const auto* m : models)
        for (const auto& c : m->table.columns)
            if (c.indexed && !is_key(m->table, c) && !leads_an_index(m->table, c.column_name))
                add_index(m->table, {c.column_name});
    for (const auto& i : wishes.indexes) {
        add_index(*i.table, i.columns);
        if (i.unique)
            unique_.insert({i.table, i.columns});
    }
}

std::vector<sql::tree> needed_tables::statements() const
{
    std::vector<sql::tree> out;
    for (const auto* t : in_order())
        out.emplace_back(definition(*t));
    // Indexes and tables share their names, and SQLite takes two that differ in case for one.
    std::set<std::string> taken;
    for (const auto* t : tables_)
        taken.insert(folded(t->name));
    for (const auto* t : tables_)
        for (const auto& i : indexes_)
            if (i.first == t)
                out.emplace_back(
                    sql::create_index{index_name(*t, i.second, taken), t->name, i.second, unique_.contains(i), true});
    return out;
}

const schema::model* needed_tables::owner(const schema::table& t) const
{
    const auto found = owners_.find(&t);
    return found == owners_.end() ? nullptr : found->second;
}

sql::create_table needed_tables::definition(const schema::table& t) const
{
    sql::create_table c;
    c.table = t.name;
    const auto owner = owners_.find(&t);
    const auto* key = owner == owners_.end() ? nullptr : owner->second->primary_key;
    for (const auto& column : t.columns) {
        sql::column_definition d;
        d.name = column.column_name;
        d.type = column.type;
        d.nullable = column.nullable;
        d.generated_key = column.generated && key == &column && !reuses_keys_;
        if (!column.initial.is_null())
            d.initial = column.initial;
        if (column.unique)
            c.unique.push_back({column.column_name});
        c.columns.push_back(std::move(d));
    }
    // SQLite counts an integer key up by itself, from the largest that there is.
    if (key && (!key->generated || reuses_keys_))
        c.primary_key.push_back(key->column_name);
    if (const auto refs = references_.find(&t); refs != references_.end())
        for (const auto& [column, to] : refs->second)
            c.foreign_keys.push_back({{column}, to.table->name, {to.key}, words_of(to.rule)});
    return c;
}

void needed_tables::add(const schema::table& t)
{
    if (std::find(tables_.begin(), tables_.end(), &t) == tables_.end())
        tables_.push_back(&t);
}

bool needed_tables::is_key(const schema::table& t, const schema::column& c) const
{
    const auto owner = owners_.find(&t);
    return c.primary || c.unique || (owner != owners_.end() && owner->second->primary_key == &c);
}

void needed_tables::add(const schema::hop& hop, const schema::relation& r)
{
    // Tables of models that were not asked for are left alone; link tables that are no models belong to their
    // relations.
    if (!hop.to_model)
        add(*hop.to);
    const bool known_to = std::find(tables_.begin(), tables_.end(), hop.to) != tables_.end();
    const bool known_from = std::find(tables_.begin(), tables_.end(), hop.from) != tables_.end();
    if (known_to && !is_key(*hop.to, *hop.to_key)) {
        std::vector<std::string> columns{hop.to_key->column_name};
        // A pivot is entered by one key and left by the other: both in one index need no look into the table.
        if (!hop.to_model && r.path.size() > 1 && hop.to == r.path.front().to) {
            columns.push_back(r.path[1].from_key->column_name);
            // Deleting a target looks for its links, also where no relation leads back.
            add_index(*hop.to, {columns.back()});
        }
        for (const auto& f : r.fixed)
            if (hop.polymorphic && f.at == schema::place::target && r.path.size() == 1)
                columns.push_back(f.what->column_name);
        if (hop.polymorphic && columns.size() > 1)
            any_order_.insert({hop.to, columns});
        // One of many is the first of its parent's by these orders: an index that has both finds it at once. The
        // primary key at their end is there to make ties certain, and narrows nothing.
        if (&hop == &r.path.back())
            for (const auto& o : r.of_many)
                if (!is_key(*hop.to, *o.by))
                    columns.push_back(o.by->column_name);
        add_index(*hop.to, std::move(columns));
    }
    if (hop.polymorphic)
        return; // the key names rows of several tables, which no foreign key of a database can say
    if (known_from && known_to && is_key(*hop.to, *hop.to_key) && !is_key(*hop.from, *hop.from_key))
        refer(*hop.from, *hop.from_key, *hop.to, *hop.to_key, rule_of(hop, r));
    else if (known_from && known_to && is_key(*hop.from, *hop.from_key) && hop.to_key != hop.from_key)
        refer(*hop.to, *hop.to_key, *hop.from, *hop.from_key, rule_of(hop, r));
}

const char* needed_tables::words_of(on_delete rule) noexcept
{
    switch (rule) {
    case on_delete::restrict:
        return "restrict";
    case on_delete::set_null:
        return "set null";
    case on_delete::cascade:
        return "cascade";
    case on_delete::detach: // is said as cascade, of the links
    case on_delete::unsaid:
        break;
    }
    return "";
}

on_delete needed_tables::rule_of(const schema::hop& hop, const schema::relation& r)
{
    if (&hop != &r.path.front() || r.delete_rule == on_delete::unsaid)
        return on_delete::unsaid;
    return r.delete_rule == on_delete::detach ? on_delete::cascade : r.delete_rule;
}

void needed_tables::refer(const schema::table& from, const schema::column& key, const schema::table& to,
                          const schema::column& to_key, on_delete rule)
{
    if (!foreign_keys_)
        return;
    auto& known = references_[&from].try_emplace(key.column_name, reference{&to, to_key.column_name}).first->second;
    if (rule != on_delete::unsaid)
        known.rule = rule;
}

bool needed_tables::leads_an_index(const schema::table& t, const std::string& column) const
{
    return std::any_of(indexes_.begin(), indexes_.end(),
                       [&](const index_key& i) { return i.first == &t && i.second.front() == column; });
}

void needed_tables::add_index(const schema::table& t, std::vector<std::string> columns)
{
    index_key wanted{&t, std::move(columns)};
    if (std::find(indexes_.begin(), indexes_.end(), wanted) == indexes_.end())
        indexes_.push_back(std::move(wanted));
}

std::string needed_tables::index_name(const schema::table& t, const std::vector<std::string>& columns,
                                      std::set<std::string>& taken)
{
    std::string whole = t.name;
    for (const auto& c : columns)
        whole += "_" + c;
    for (int n = 1;; ++n) {
        auto name = cut(whole, n == 1 ? "_index" : "_index_" + std::to_string(n));
        if (taken.insert(folded(name)).second)
            return name;
    }
}

std::vector<const schema::table*> needed_tables::in_order() const
{
    std::vector<const schema::table*> out;
    std::set<const schema::table*> seen;
    const auto visit = [&](auto&& self, const schema::table* t) -> void {
        if (!seen.insert(t).second)
            return;
        if (const auto refs = references_.find(t); refs != references_.end())
            for (const auto& [column, to] : refs->second)
                self(self, to.table);
        out.push_back(t);
    };
    for (const auto* t : tables_)
        visit(visit, t);
    return out;
}

} // namespace ginnel::engine
