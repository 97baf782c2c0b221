#include "oracle_typed/row_writer.hpp"

#include "../tools/replay_lucid/json_values.hpp"

#include <algorithm>

namespace oracle {

namespace json = replay::json;

std::string json_of(std::string_view text)
{
    return json::serialize(json::value(json::string{text.data(), text.size()}));
}
std::string json_of(std::int64_t v)
{
    return std::to_string(v);
}
std::string json_of(double v)
{
    return json::serialize(json::value(v));
}
std::string json_of(const ginnel::value& v)
{
    return json::serialize(replay::to_json_value(v));
}

void put(std::string& object, std::string_view name, std::string_view json)
{
    object += object.empty() ? "" : ",";
    object += json_of(name) + ':';
    object += json;
}

namespace {

/// Recordings spell properties in camel case.
std::string recorded_property(std::string_view field)
{
    std::string out;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '_' && i + 1 < field.size())
            out += static_cast<char>(field[++i] - 'a' + 'A');
        else
            out += field[i];
    }
    return out;
}

/// Whether a name stands in a list with spaces between.
bool lists(std::string_view names, std::string_view name)
{
    for (std::size_t at = 0; at < names.size();) {
        const std::size_t end = std::min(names.find(' ', at), names.size());
        if (names.substr(at, end - at) == name)
            return true;
        at = end + 1;
    }
    return false;
}

} // namespace

void row_writer::begin(std::string_view model, const ginnel::row_state& state)
{
    state_ = &state;
    out_ += "{\"model\":" + json_of(model);
}

void row_writer::attribute(std::size_t index, std::string_view property, const std::string& json, bool holds_nothing)
{
    if (holds_nothing && lists(unassigned_, property))
        return;
    // A struct that is no row yet does not know which of its fields were assigned: those that hold something.
    if (state_->stored() ? state_->has(index) : !holds_nothing)
        put(attributes_, property, json);
}

void row_writer::extra(std::string_view name, const std::string& json)
{
    put(extras_, name, json);
}

void row_writer::extras(const ginnel::extras& extras)
{
    for (std::size_t i = 0; i < extras.size(); ++i)
        extra(extras.name(i), json_of(extras.at(i)));
}

void row_writer::count(std::string_view relation, std::int64_t (*read)(const void*), const void* slot)
{
    try {
        extra(std::string{relation} + "_count", json_of(read(slot)));
    } catch (const ginnel::error& e) {
        if (e.code() != "E_RELATION_NOT_COUNTED")
            throw;
    }
}

std::string& row_writer::related(std::string_view name)
{
    put(relations_, name, "");
    return relations_;
}

void row_writer::end()
{
    out_ += ",\"attrs\":{" + attributes_ + '}';
    if (!extras_.empty())
        out_ += ",\"extras\":{" + extras_ + '}';
    if (!relations_.empty())
        out_ += ",\"rel\":{" + relations_ + '}';
    if (!state_->stored())
        out_ += ",\"persisted\":false";
    out_ += '}';
}

void answer::part(std::string_view name)
{
    out_ += out_.empty() ? "{" : ",";
    out_ += json_of(name) + ':';
}

void answer::begin_page(std::int64_t total, std::int64_t number, std::int64_t size)
{
    std::string meta;
    put(meta, "total", json_of(total));
    put(meta, "perPage", json_of(size));
    put(meta, "currentPage", json_of(number));
    put(meta, "lastPage", json_of(std::max<std::int64_t>(1, (total + size - 1) / size)));
    put(meta, "firstPage", "1");
    out_ += "{\"meta\":{" + meta + "},\"data\":";
}

void answer::keys(const ginnel::model_info& model, const ginnel::model_info& related, std::string_view through_table,
                  std::string_view relation)
{
    const ginnel::relation_info r = model.relation(relation);
    std::string keys;
    const auto name = [&keys](std::string_view what, std::string_view n) {
        if (!n.empty())
            put(keys, what, json_of(n));
    };
    const auto key = [&name](const std::string& what, std::string_view property, std::string_view column) {
        name(what, recorded_property(property));
        name(what + "ColumnName", column);
    };
    name("type", r.type());
    name("table", model.table());
    name("relatedTable", related.table());
    name("throughTable", through_table);
    key("localKey", r.local_key(), r.local_key_column());
    key("throughLocalKey", r.through_local_key(), r.through_local_key_column());
    key("throughForeignKey", r.through_foreign_key(), r.through_foreign_key_column());
    key("relatedKey", r.related_key(), r.related_key_column());
    if (r.pivot_table().empty())
        key("foreignKey", r.foreign_key(), r.foreign_key_column());
    name("pivotTable", r.pivot_table());
    name("pivotForeignKey", r.pivot_foreign_key());
    name("pivotRelatedForeignKey", r.pivot_related_foreign_key());
    put(keys, "serializeAs", json_of(r.serialize_as()));
    out_ += '{' + keys + '}';
}

} // namespace oracle
