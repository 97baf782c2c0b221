#include "models.hpp"

#include "clauses.hpp"
#include "engine/record.hpp"
#include "failures.hpp"

namespace replay {

namespace schema = ginnel::schema;

namespace {

schema::relation_kind kind_named(std::string_view name)
{
    using enum schema::relation_kind;
    for (const auto kind : {belongs_to, has_one, has_many, many_to_many, has_many_through, has_one_through})
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
    if (stamps->is_bool())
        return stamps->get_bool() ? usual : "";
    const auto* one = stamps->as_object().if_contains(member);
    if (one == nullptr)
        return {};
    if (one->is_string())
        return text_of(*one);
    return one->is_bool() && one->get_bool() ? usual : "";
}

void take_pivot_columns(schema::relation_draft& r, const json::object& options, const table_columns& columns)
{
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

schema::column column_draft(const std::string& property, const json::object& o, bool snake, bool own_keys)
{
    schema::column c;
    c.name = property;
    c.column_name = o.contains("columnName") ? text_at(o, "columnName") : schema::snake_case(property);
    c.type = type_named(text_at(o, "type"));
    c.primary = flag_at(o, "primary", false);
    c.nullable = !c.primary;
    c.generated = c.primary && c.type == ginnel::column_type::int64 && !own_keys;
    c.serialize_as = serialised_name(o).value_or(snake ? schema::snake_case(property) : property);
    return c;
}

} // namespace

models::models(const json::object& scenario, const table_columns& columns) : scenario_{scenario}, columns_{columns}
{
    wanted all;
    for (const auto& [name, m] : scenario.at("models").as_object())
        if (const auto* relations = m.as_object().if_contains("relations"))
            for (const auto& [relation, ignored] : relations->as_object())
                all[std::string{name} + '.' + std::string{relation}] = true;
    registry_ = declare(all);
    try {
        registry_->boot();
        return;
    } catch (const ginnel::error&) { // each relation alone then, to learn which are wrong
    }
    wanted none = all;
    for (auto& [name, taken] : none)
        taken = false;
    for (auto& [name, taken] : all) {
        auto alone = none;
        alone[name] = true;
        try {
            declare(alone)->boot();
        } catch (const ginnel::error& e) {
            taken = false;
            refusals_[name] = e.what();
        }
    }
    registry_ = declare(all);
    registry_->boot();
}

const schema::relation& models::relation(const schema::model& m, std::string_view name) const
{
    if (const auto found = refusals_.find(m.name + '.' + std::string{name}); found != refusals_.end())
        throw refused{"missing-attribute", found->second};
    return m.relation_named(name);
}

std::unique_ptr<schema::registry> models::declare(const wanted& taken) const
{
    auto registry = std::make_unique<schema::registry>();
    const bool snake = text_at(scenario_, "naming") == "snake";
    for (const auto& [name, v] : scenario_.at("models").as_object()) {
        const auto& m = v.as_object();
        schema::model_draft draft;
        draft.name = name;
        draft.table = text_at(m, "table");
        draft.style = schema::key_style::camel;
        draft.ops = &ginnel::engine::record_ops();
        for (const auto& [property, c] : m.at("columns").as_object())
            draft.columns.push_back(column_draft(property, c.as_object(), snake, flag_at(m, "selfAssignPrimaryKey", false)));
        if (const auto* relations = m.if_contains("relations"))
            for (const auto& [relation, r] : relations->as_object()) {
                if (!taken.at(draft.name + '.' + std::string{relation}))
                    continue;
                const auto& given = r.as_object();
                static const json::object no_options;
                const auto* found = given.if_contains("options");
                const auto& options = found != nullptr ? found->as_object() : no_options;
                schema::relation_draft d;
                d.name = relation;
                d.kind = kind_named(text_at(given, "type"));
                d.target = text_at(given, "related");
                if (given.contains("through"))
                    d.through.push_back(text_at(given, "through"));
                d.local_key = text_at(options, "localKey");
                d.foreign_key = text_at(options, "foreignKey");
                d.through_local_key = text_at(options, "throughLocalKey");
                d.through_foreign_key = text_at(options, "throughForeignKey");
                d.related_key = text_at(options, "relatedKey");
                d.pivot_table = text_at(options, "pivotTable");
                d.pivot_foreign_key = text_at(options, "pivotForeignKey");
                d.pivot_related_foreign_key = text_at(options, "pivotRelatedForeignKey");
                take_pivot_columns(d, options, columns_);
                d.serialize_as = serialised_name(options);
                if (const auto& hook = list_at(options, "onQuery"); !hook.empty())
                    d.on_query = std::make_shared<const clause_hook>(hook, *this, columns_);
                d.slot = schema::to_many(d.kind) ? &ginnel::engine::record_list_ops() : &ginnel::engine::record_one_ops();
                draft.relations.push_back(std::move(d));
            }
        registry->add(std::move(draft));
    }
    return registry;
}

} // namespace replay
