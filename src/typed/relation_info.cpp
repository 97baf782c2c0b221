#include <ginnel/schema/model.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/relation_object.hpp>

namespace ginnel {

namespace {

using schema::relation_kind;

bool through(const schema::relation& r) noexcept
{
    return r.kind == relation_kind::has_many_through || r.kind == relation_kind::has_one_through;
}

// Which end of which hop holds a key, by kind. Under belongs_to the source holds the key that refers.
const schema::column* local(const schema::relation& r) noexcept
{
    return r.kind == relation_kind::belongs_to ? r.path.front().to_key : r.path.front().from_key;
}
const schema::column* foreign(const schema::relation& r) noexcept
{
    return r.kind == relation_kind::belongs_to ? r.path.front().from_key : r.path.front().to_key;
}
const schema::column* through_local(const schema::relation& r) noexcept
{
    return through(r) && r.path.size() > 1 ? r.path.back().from_key : nullptr;
}
const schema::column* through_foreign(const schema::relation& r) noexcept
{
    return through(r) && r.path.size() > 1 ? r.path.back().to_key : nullptr;
}
const schema::column* related(const schema::relation& r) noexcept
{
    return over_pivot(r.kind) ? r.path.back().to_key : nullptr;
}

std::string_view property(const schema::column* c) noexcept
{
    return c != nullptr ? std::string_view{c->name} : std::string_view{};
}
std::string_view column(const schema::column* c) noexcept
{
    return c != nullptr ? std::string_view{c->column_name} : std::string_view{};
}

} // namespace

std::string_view relation_info::name() const noexcept
{
    return relation_->name;
}
std::string_view relation_info::type() const noexcept
{
    return lucid_name_of(relation_->family != nullptr ? relation_->family->kind : relation_->kind);
}
std::string_view relation_info::model() const noexcept
{
    return relation_->source->name;
}
std::string_view relation_info::related_model() const noexcept
{
    return relation_->target->name;
}
std::string_view relation_info::through_model() const noexcept
{
    return relation_->through != nullptr ? std::string_view{relation_->through->name} : std::string_view{};
}
std::string_view relation_info::serialize_as() const noexcept
{
    return relation_->serialize_as;
}

std::string_view relation_info::local_key() const noexcept
{
    return property(local(*relation_));
}
std::string_view relation_info::foreign_key() const noexcept
{
    return property(foreign(*relation_));
}
std::string_view relation_info::through_local_key() const noexcept
{
    return property(through_local(*relation_));
}
std::string_view relation_info::through_foreign_key() const noexcept
{
    return property(through_foreign(*relation_));
}
std::string_view relation_info::related_key() const noexcept
{
    return property(related(*relation_));
}
std::string_view relation_info::local_key_column() const noexcept
{
    return column(local(*relation_));
}
std::string_view relation_info::foreign_key_column() const noexcept
{
    return column(foreign(*relation_));
}
std::string_view relation_info::through_local_key_column() const noexcept
{
    return column(through_local(*relation_));
}
std::string_view relation_info::through_foreign_key_column() const noexcept
{
    return column(through_foreign(*relation_));
}
std::string_view relation_info::related_key_column() const noexcept
{
    return column(related(*relation_));
}

std::string_view relation_info::pivot_table() const noexcept
{
    return over_pivot(relation_->kind) ? std::string_view{relation_->path.front().to->name}
                                                          : std::string_view{};
}
std::string_view relation_info::pivot_foreign_key() const noexcept
{
    return over_pivot(relation_->kind) ? column(relation_->path.front().to_key) : std::string_view{};
}
std::string_view relation_info::pivot_related_foreign_key() const noexcept
{
    return over_pivot(relation_->kind) ? column(relation_->path.back().from_key)
                                                          : std::string_view{};
}

std::vector<std::string> relation_info::link_columns() const
{
    return relation_->link_aliases;
}

std::string_view model_info::name() const noexcept
{
    return model_->name;
}
std::string_view model_info::table() const noexcept
{
    return model_->table.name;
}
std::string_view model_info::primary_key() const noexcept
{
    return property(model_->primary_key);
}

std::vector<std::string_view> model_info::columns() const
{
    std::vector<std::string_view> names;
    for (const schema::column& c : model_->table.columns)
        names.emplace_back(c.name);
    return names;
}

std::vector<std::string_view> model_info::relations() const
{
    std::vector<std::string_view> names;
    for (const schema::relation& r : model_->relations)
        names.emplace_back(r.name);
    return names;
}

relation_info model_info::relation(std::string_view name) const
{
    const schema::relation& r = model_->relation_named(name);
    return relation_info{r.alternatives.empty() ? r : r.alternatives.front()};
}

} // namespace ginnel
