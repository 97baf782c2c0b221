#include "engine/link_table.hpp"

#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <charconv>

namespace ginnel::engine {

namespace {

sql::expr named(const schema::column& c)
{
    return sql::make(sql::column_name{{}, c.column_name});
}

} // namespace

link_table::link_table(const schema::relation& r) : relation_{&r}
{
    if (r.path.size() != 2 || r.kind != schema::relation_kind::many_to_many)
        throw error{error_kind::unsupported, "E_NO_LINK_TABLE",
                    r.source->name + "." + r.name + " is " + std::string{name_of(r.kind)}
                        + ": links are attached and synced on many_to_many relations"}
            .in_model(r.source->name)
            .in_relation(r.name);
}

const schema::column& link_table::attribute(std::string_view name) const
{
    for (const auto& c : table().columns)
        if (c.column_name == name)
            return c;
    if (const auto* c = table().find(name))
        return *c;
    std::vector<std::string_view> names;
    for (const auto& c : table().columns)
        names.emplace_back(c.column_name);
    throw error{error_kind::usage, "E_UNKNOWN_COLUMN",
                "pivot table \"" + table().name + "\" of " + relation_->source->name + "." + relation_->name + " has no column \""
                    + std::string{name} + "\"" + did_you_mean(name, names)
                    + "; declare it with pivot_column<T>(\"" + std::string{name} + "\")"}
        .in_model(relation_->source->name)
        .in_relation(relation_->name);
}

sql::expr link_table::of_parent() const
{
    return sql::make(sql::binary{"=", named(near()), sql::make(sql::slot_value{0, near().type})});
}

sql::select link_table::lock() const
{
    sql::select s;
    s.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
    s.from = sql::table_source{relation_->source->table.name, {}};
    s.where = sql::make(sql::binary{"=", named(relation_->local_key()), sql::make(sql::slot_value{0, relation_->local_key().type})});
    s.lock = sql::row_lock::update;
    return s;
}

sql::select link_table::links(const std::vector<const schema::column*>& columns, bool restricted, const char* identity) const
{
    sql::select s;
    s.columns.push_back({named(far()), {}});
    for (const auto* c : columns)
        s.columns.push_back({named(*c), {}});
    if (identity)
        s.columns.push_back({sql::make(sql::column_name{{}, identity}), {}});
    s.from = sql::table_source{table().name, {}};
    s.where = of_parent();
    if (restricted)
        s.where = sql::make(sql::junction{true, {s.where, sql::make(sql::in_keys{named(far()), sql::keys{nullptr, 1, far().type}, false})}});
    return s;
}

value link_table::far_key(const value& given) const
{
    const auto type = far().type;
    if (given.type() != kind::text || (type != column_type::int64 && type != column_type::int32 && type != column_type::int16))
        return given;
    const auto& text = given.text();
    std::int64_t n = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), n);
    return problem == std::errc{} && end == text.data() + text.size() ? value{n} : given;
}

std::string identity_of(const value& key)
{
    switch (key.type()) {
    case kind::boolean: return key.boolean() ? "i1" : "i0";
    case kind::integer: return "i" + std::to_string(key.integer());
    case kind::real: return "r" + std::to_string(key.real());
    case kind::text: return "t" + key.text();
    case kind::blob: return "b" + key.bytes();
    case kind::null: break;
    }
    return "n";
}

bool same_value(const value& stored, const value& given) noexcept
{
    const auto number = [](const value& v) {
        return v.type() == kind::integer || v.type() == kind::boolean || v.type() == kind::real;
    };
    if (stored.type() != given.type() && number(stored) && number(given)) {
        const auto a = stored.view(), b = given.view();
        return (a.type == kind::real ? a.real : static_cast<double>(a.integer))
               == (b.type == kind::real ? b.real : static_cast<double>(b.integer));
    }
    return stored == given;
}

} // namespace ginnel::engine
