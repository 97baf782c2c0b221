#include "typed/model_parts.hpp"
#include "typed/naming_defaults.hpp"

#include <ginnel/error.hpp>
#include <ginnel/typed/read_hooks.hpp>
#include <ginnel/typed/write_hooks.hpp>

#include <algorithm>
#include <utility>

namespace ginnel::detail {

namespace {

template <typename Things>
auto find_at(Things& things, std::size_t offset) -> decltype(&things.front())
{
    const auto found = std::find_if(things.begin(), things.end(), [&](const auto& t) { return t.offset == offset; });
    return found == things.end() ? nullptr : &*found;
}

[[noreturn]] void throw_not_listed(const model_entry& e, std::string_view what)
{
    const std::string name{e.name};
    throw error{error_kind::schema, "E_MODEL_MEMBER",
                "describe of " + name + " speaks of a member that is no " + std::string{what} +
                    " of the model: list it first, with columns<&" + name + "::member>()"}
        .in_model(name)
        .spoiling(spoils::nothing);
}

/// "has_many_through<Post, User> posts"
std::string spelled(const schema::relation_draft& r)
{
    std::string text{name_of(r.kind)};
    text += '<' + r.target;
    for (const auto& type : r.morph_types)
        text += (&type == &r.morph_types.front() ? "" : ", ") + type.model;
    for (const std::string& through : r.through)
        text += ", " + through;
    return text + "> " + r.name;
}

} // namespace

model_builder::impl::impl(model_entry& of)
    : entry{&of}, column_naming{default_naming().columns}, json_naming{default_naming().json}
{
    draft.name = of.name;
    draft.ops = of.ops;
    if (default_naming().tables)
        draft.table = default_naming().tables(of.name);
}

const schema::column* model_builder::impl::column_at(std::size_t offset) const noexcept
{
    return find_at(columns, offset);
}
const schema::relation_draft* model_builder::impl::relation_at(std::size_t offset) const noexcept
{
    return find_at(relations, offset);
}

model_builder::model_builder(model_entry& of) : impl_{new impl{of}}
{
}
model_builder::~model_builder()
{
    delete impl_;
}

void model_builder::add_column(std::string_view name, std::size_t offset, const schema::field_ops& field)
{
    schema::column& c = impl_->columns.emplace_back();
    c.name = name;
    c.column_name = impl_->column_name_for(c.name);
    c.serialize_as = impl_->json_name_for(c.name);
    c.type = field.type;
    c.nullable = field.nullable;
    c.offset = offset;
    c.field = &field;
}

void model_builder::add_relation(std::string_view name, std::size_t offset, const relation_blueprint& what)
{
    schema::relation_draft& r = impl_->relations.emplace_back();
    r.name = name;
    if (impl_->json_naming)
        r.serialize_as = impl_->json_naming(name);
    r.kind = what.kind;
    if (what.target != nullptr) {
        r.target = what.target->name;
        impl_->reached.push_back(what.target);
    }
    for (std::size_t i = 0; i < what.type_count; ++i) {
        r.morph_types.push_back({{}, std::string{what.types[i]->name}, what.type_slots[i]});
        impl_->reached.push_back(what.types[i]);
    }
    for (std::size_t i = 0; i < what.through_count; ++i) {
        r.through.emplace_back(what.through[i]->name);
        impl_->reached.push_back(what.through[i]);
    }
    r.offset = offset;
    r.slot = what.slot;
    r.declared_as = spelled(r);
    impl_->notes.emplace_back().draft = &r;
    if (what.pivot_fields != nullptr)
        what.pivot_fields(*this);
}

void model_builder::add_pivot_field(std::string_view name, std::size_t offset, const schema::field_ops& field)
{
    impl_->relations.back().link_fields.push_back({std::string{name}, &field, offset});
}

void model_builder::add_extras(std::size_t offset)
{
    impl_->draft.extras_offset = offset;
}
void model_builder::add_state(std::size_t offset)
{
    impl_->draft.state_offset = offset;
}
void model_builder::table(std::string_view name)
{
    impl_->draft.table = name;
}
void model_builder::primary_key(std::size_t offset)
{
    impl_->draft.primary_key = column(offset).name;
}

void model_builder::morph_value(std::string_view value)
{
    impl_->draft.morph_value = value;
}
void model_builder::soft_delete(std::size_t offset)
{
    impl_->draft.deleted_at = column(offset).name;
}
void model_builder::timestamps(std::size_t created_at, std::size_t updated_at)
{
    impl_->draft.created_at = column(created_at).name;
    impl_->draft.updated_at = column(updated_at).name;
}
void model_builder::version(std::size_t offset)
{
    impl_->draft.version = column(offset).name;
}
void model_builder::track_changes()
{
    if (impl_->draft.state_offset == schema::model::none) {
        const std::string model{impl_->entry->name};
        throw error{error_kind::schema, "E_NO_ROW_STATE",
                    model + " tracks changes, and its rows have no place for what was read: list a member "
                            "ginnel::row_state state{} in describe before track_changes()"}
            .in_model(model)
            .spoiling(spoils::nothing);
    }
    impl_->draft.ops = impl_->entry->tracking_ops;
}
void model_builder::add_scope(std::string_view name, std::shared_ptr<const schema::query_hook> hook, bool by_default)
{
    impl_->draft.scopes.push_back({std::string{name}, std::move(hook), by_default});
}

schema::column& model_builder::column(std::size_t offset)
{
    if (schema::column* c = find_at(impl_->columns, offset))
        return *c;
    throw_not_listed(*impl_->entry, "column");
}

relation_notes& model_builder::relation(std::size_t offset)
{
    for (std::size_t i = 0; i < impl_->relations.size(); ++i)
        if (impl_->relations[i].offset == offset)
            return impl_->notes[i];
    throw_not_listed(*impl_->entry, "relation");
}

// What was named apart from the rule before is left as it is.
void model_builder::naming(naming_function rule)
{
    for (schema::column& c : impl_->columns)
        if (c.column_name == impl_->column_name_for(c.name))
            c.column_name = rule(c.name);
    impl_->column_naming = std::move(rule);
}

void model_builder::json_naming(naming_function rule)
{
    const auto rename = [&](const std::string& name, std::string& as) {
        if (as == impl_->json_name_for(name))
            as = rule(name);
    };
    for (schema::column& c : impl_->columns)
        rename(c.name, c.serialize_as);
    for (schema::computed& c : impl_->draft.computed)
        rename(c.name, c.serialize_as);
    for (schema::relation_draft& r : impl_->relations) {
        std::string as = r.serialize_as.value_or(r.name);
        rename(r.name, as);
        r.serialize_as = std::move(as);
    }
    impl_->json_naming = std::move(rule);
}

declared_read_hooks& model_builder::read_hooks()
{
    if (!impl_->hooks) {
        impl_->hooks = std::make_shared<declared_read_hooks>();
        impl_->draft.read_hooks = impl_->hooks;
    }
    return *impl_->hooks;
}

declared_write_hooks& model_builder::write_hooks()
{
    if (!impl_->write_hooks) {
        impl_->write_hooks = std::make_shared<declared_write_hooks>();
        impl_->draft.write_hooks = impl_->write_hooks;
    }
    return *impl_->write_hooks;
}

schema::computed& model_builder::computed(std::string_view name, std::shared_ptr<const schema::computed_value> made_by)
{
    const auto called = [&](const auto& thing) { return thing.name == name; };
    auto& values = impl_->draft.computed;
    if (std::any_of(impl_->columns.begin(), impl_->columns.end(), called) ||
        std::any_of(impl_->relations.begin(), impl_->relations.end(), called) ||
        std::any_of(values.begin(), values.end(), called)) {
        const std::string model{impl_->entry->name};
        throw error{error_kind::schema, "E_DUPLICATE_NAME",
                    model + " has a member or computed value \"" + std::string{name} +
                        "\" already: give the computed value another name, and serialize_as where JSON needs this one"}
            .in_model(model)
            .spoiling(spoils::nothing);
    }
    return values.emplace_back(
        schema::computed{std::string{name}, impl_->json_name_for(std::string{name}), std::move(made_by)});
}

void relation_notes::key(key_role role, member_id member)
{
    keys.push_back({role, member});
}
void relation_notes::via(std::vector<member_id> relations)
{
    passed = std::move(relations);
}
void relation_notes::pick(member_id column, bool descending)
{
    picks.push_back({column, descending});
}
void relation_notes::morph_name(std::string_view name)
{
    draft->morph_name = name;
}
void relation_notes::like(member_id relation)
{
    liked = relation;
}
void relation_notes::delete_rule(ginnel::on_delete rule)
{
    draft->delete_rule = rule;
}
void relation_notes::pivot_table(std::string_view name)
{
    draft->pivot_table = name;
}
void relation_notes::pivot_foreign_key(std::string_view name)
{
    draft->pivot_foreign_key = name;
}
void relation_notes::pivot_related_foreign_key(std::string_view name)
{
    draft->pivot_related_foreign_key = name;
}
void relation_notes::pivot_column(std::string_view name, column_type type)
{
    draft->pivot_columns.push_back({std::string{name}, type, true});
}
void relation_notes::pivot_timestamps(std::string_view created_at, std::string_view updated_at)
{
    draft->pivot_created_at = created_at;
    draft->pivot_updated_at = updated_at;
}
void relation_notes::serialize_as(std::string_view name)
{
    draft->serialize_as = name;
}
void relation_notes::on_query(std::shared_ptr<const schema::query_hook> hook)
{
    draft->on_query = std::move(hook);
}

} // namespace ginnel::detail
