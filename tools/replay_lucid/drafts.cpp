#include "drafts.hpp"

#include "clauses.hpp"
#include "engine/record.hpp"
#include "failures.hpp"

#include <ginnel/schema/registry.hpp>

#include <optional>
#include <string_view>

namespace replay {

namespace schema = ginnel::schema;

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Lucid's snake_case parts a number from the letters around it: address1 is address_1.
std::string lucid_snake_case(std::string_view name)
{
    std::string out;
    for (const char c : schema::snake_case(name)) {
        if (!out.empty() && c != '_' && out.back() != '_' && is_digit(c) != is_digit(out.back()))
            out += '_';
        out += c;
    }
    return out;
}

schema::relation_kind kind_named(std::string_view name)
{
    using enum schema::relation_kind;
    for (const auto kind : {belongs_to, has_one, has_many, many_to_many, has_many_through, has_one_through, morph_one,
                            morph_many, morph_to, morph_to_many, morphed_by_many})
        if (schema::lucid_name_of(kind) == name)
            return kind;
    throw not_built{"relation type " + std::string{name}};
}

/// `serializeAs`: not given, a name, or null for what is never serialised.
std::optional<std::string> serialised_name(const json::object& o)
{
    const auto* given = o.if_contains("serializeAs");
    if (given == nullptr)
        return std::nullopt;
    return given->is_string() ? text_of(*given) : std::string{};
}

/// One of `pivotTimestamps: true | {createdAt, updatedAt}`, each true, false or a name.
std::string stamp_column(const json::object& options, const char* member, const char* usual)
{
    const auto* stamps = options.if_contains("pivotTimestamps");
    if (stamps == nullptr)
        return {};
    const auto* one = stamps->is_object() ? stamps->get_object().if_contains(member) : stamps;
    if (one == nullptr)
        return {};
    if (one->is_string())
        return text_of(*one);
    return one->is_bool() && one->get_bool() ? usual : "";
}

void take_pivot(schema::relation_draft& r, const json::object& options, const table_columns& columns)
{
    r.related_key = text_at(options, "relatedKey");
    r.pivot_table = text_at(options, "pivotTable");
    r.pivot_foreign_key = text_at(options, "pivotForeignKey");
    r.pivot_related_foreign_key = text_at(options, "pivotRelatedForeignKey");
    for (const auto& v : list_at(options, "pivotColumns")) {
        schema::link_column c;
        c.name = text_of(v);
        if (const auto* table = columns.find(r.pivot_table))
            if (const auto* known = table->find(c.name))
                c.type = known->type;
        r.pivot_columns.push_back(std::move(c));
    }
    r.pivot_created_at = stamp_column(options, "createdAt", "created_at");
    r.pivot_updated_at = stamp_column(options, "updatedAt", "updated_at");
}

const json::object& model_of(const json::object& scenario, std::string_view name)
{
    return scenario.at("models").as_object().at(name).as_object();
}

/// The key that Lucid expects on another model for this one: userId.
std::string key_for(const json::object& scenario, const std::string& model)
{
    std::string key{"id"};
    for (const auto& [property, c] : model_of(scenario, model).at("columns").as_object())
        if (flag_at(c.as_object(), "primary", false))
            key.assign(property.data(), property.size());
    return schema::camel_case(schema::snake_case(model) + "_" + schema::snake_case(key));
}

/// Lucid looks for the far key on the target alone; Ginnel looks on the through model as well, so what Lucid means is
/// said where the through model has such a property.
void take_through(schema::relation_draft& r, const json::object& scenario)
{
    const auto& through = model_of(scenario, r.through.front()).at("columns").as_object();
    if (r.through_foreign_key.empty() && scenario.at("models").as_object().contains(r.target) &&
        through.contains(key_for(scenario, r.target)))
        r.through_foreign_key = key_for(scenario, r.through.front());
}

std::vector<std::string> texts_at(const json::object& o, std::string_view member)
{
    std::vector<std::string> out;
    for (const auto& v : list_at(o, member))
        out.push_back(text_of(v));
    return out;
}

/// What our own scenarios declare and Lucid cannot: deep paths, polymorphic relations, one of many.
void take_beyond_lucid(schema::relation_draft& r, const json::object& options)
{
    if (options.contains("throughModels"))
        r.through = texts_at(options, "throughModels");
    r.via = texts_at(options, "via");
    r.key_through = text_at(options, "keyThrough");
    r.morph_key = text_at(options, schema::over_pivot(r.kind) ? "pivotTypeKey" : "typeKey");
    r.morph_value = text_at(options, "value");
    if (const auto* types = options.if_contains("types"))
        for (const auto& [value, model] : types->as_object())
            r.morph_types.push_back({std::string{value.data(), value.size()}, text_of(model), nullptr});
    for (const auto& v : list_at(options, "ofMany"))
        r.of_many.push_back({text_of(v.as_array().at(0)), text_of(v.as_array().at(1)) == "desc"});
}

schema::column column_draft(const std::string& property, const json::object& o, bool snake, bool own_keys)
{
    schema::column c;
    c.name = property;
    c.column_name = o.contains("columnName") ? text_at(o, "columnName") : lucid_snake_case(property);
    c.type = type_named(text_at(o, "type"));
    c.primary = flag_at(o, "primary", false);
    c.nullable = !c.primary;
    c.generated = c.primary && c.type == ginnel::column_type::int64 && !own_keys;
    c.serialize_as = serialised_name(o).value_or(snake ? lucid_snake_case(property) : property);
    return c;
}

} // namespace

schema::model_draft model_draft_of(const json::object& scenario, const std::string& model)
{
    const auto& m = model_of(scenario, model);
    const bool snake = text_at(scenario, "naming") == "snake";
    schema::model_draft draft;
    draft.name = model;
    draft.table = text_at(m, "table");
    draft.style = schema::key_style::camel;
    draft.ops = &ginnel::engine::record_ops();
    for (const auto& [property, c] : m.at("columns").as_object())
        draft.columns.push_back(column_draft({property.data(), property.size()}, c.as_object(), snake,
                                             flag_at(m, "selfAssignPrimaryKey", false)));
    return draft;
}

schema::relation_draft relation_draft_of(const json::object& scenario, const std::string& model,
                                         const std::string& relation, const models& known, const table_columns& columns)
{
    const auto& given = model_of(scenario, model).at("relations").as_object().at(relation).as_object();
    static const json::object no_options;
    const auto* found = given.if_contains("options");
    const auto& options = found != nullptr ? found->as_object() : no_options;
    schema::relation_draft r;
    r.name = relation;
    r.kind = kind_named(text_at(given, "type"));
    r.target = text_at(given, "related");
    r.mixed_keys = true; // Lucid checks no key types
    r.local_key = text_at(options, "localKey");
    r.foreign_key = text_at(options, "foreignKey");
    r.through_local_key = text_at(options, "throughLocalKey");
    r.through_foreign_key = text_at(options, "throughForeignKey");
    if (given.contains("through")) {
        r.through.push_back(text_at(given, "through"));
        take_through(r, scenario);
    }
    take_beyond_lucid(r, options);
    take_pivot(r, options, columns);
    r.serialize_as = serialised_name(options);
    if (const auto& hook = list_at(options, "onQuery"); !hook.empty())
        r.on_query = std::make_shared<const clause_hook>(hook, known, columns);
    r.slot = schema::to_many(r.kind) ? &ginnel::engine::record_list_ops() : &ginnel::engine::record_one_ops();
    return r;
}

} // namespace replay
