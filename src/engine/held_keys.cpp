#include "engine/held_keys.hpp"

#include "engine/link_table.hpp"
#include "sql/quoted.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace ginnel::engine {

namespace {

constexpr const char* holder = "held";
constexpr const char* other = "other";

sql::expr column(const char* table, const schema::column& c)
{
    return sql::make(sql::column_name{table, c.column_name});
}

sql::expr is_orphan(const held_key& k, sql::expr type_value)
{
    sql::select row;
    row.columns.push_back({sql::make(sql::raw{"1", {}}), {}});
    row.from = sql::table_source{k.other->name, other};
    row.where = sql::make(sql::binary{"=", column(other, *k.other_key), column(holder, *k.key)});
    std::vector<sql::expr> all{sql::make(sql::null_test{column(holder, *k.key), true})};
    if (k.type != nullptr)
        all.push_back(sql::make(sql::binary{"=", column(holder, *k.type), std::move(type_value)}));
    all.push_back(sql::make(sql::exists{std::make_shared<const sql::select>(std::move(row)), true}));
    return sql::make(sql::junction{true, std::move(all)});
}

} // namespace

held_key key_of_hop(const schema::relation& r, std::size_t number)
{
    const auto& h = r.path[number];
    const int from = number == 0 ? schema::place::source : r.place_after(number - 1);
    held_key k{&r, h.from, h.from_key, h.to, h.to_key};
    if (!h.key_on_from)
        k = {&r, h.to, h.to_key, h.from, h.from_key};
    for (const auto& f : r.fixed)
        if (h.polymorphic && f.at == (h.key_on_from ? from : r.place_after(number))) {
            k.type = f.what;
            k.type_value = f.must;
        }
    return k;
}

std::vector<held_key> held_keys(std::span<const schema::model* const> models)
{
    std::vector<held_key> out;
    std::set<std::tuple<std::string, std::string, std::string, std::string, std::string>> seen;
    const auto take = [&](const schema::relation& r) {
        for (std::size_t i = 0; i < r.path.size(); ++i) {
            auto k = key_of_hop(r, i);
            if (seen.emplace(k.holder->name, k.key->column_name, k.other->name, k.other_key->column_name,
                             identity_of(k.type_value))
                    .second)
                out.push_back(std::move(k));
        }
    };
    for (const auto* m : models)
        for (const auto& r : m->relations) {
            take(r);
            std::for_each(r.alternatives.begin(), r.alternatives.end(), take);
        }
    return out;
}

sql::select orphans_counted(const held_key& k)
{
    sql::select s;
    s.columns.push_back({sql::make(sql::call{"count", {}}), {}});
    s.from = sql::table_source{k.holder->name, holder};
    s.where = is_orphan(k, k.type == nullptr ? nullptr : sql::make(sql::parameter{k.type_value, k.type->type}));
    return s;
}

std::optional<sql::select> orphans_listed(const held_key& k)
{
    const auto type = k.type_value.type() == kind::text ? k.type_value.text() : std::string_view{};
    if (k.type != nullptr && (type.empty() || type.find_first_of("?{}") != type.npos))
        return {}; // raw text gives these signs a meaning
    sql::select s;
    s.columns.push_back({sql::make(sql::raw{std::string{holder} + ".*", {}}), {}});
    s.from = sql::table_source{k.holder->name, holder};
    s.where = is_orphan(k, k.type == nullptr ? nullptr : sql::make(sql::raw{sql::quoted(type, '\''), {}}));
    return s;
}

} // namespace ginnel::engine
