#include "schema/names.hpp"
#include "schema/resolver.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/registry.hpp>

#include <algorithm>
#include <deque>
#include <mutex>

namespace ginnel::schema {

struct registry::impl {
    mutable std::mutex guard;
    std::deque<entry> entries;           // addresses stay
    schema::link_tables::standing links; // the link tables of booted relations

    const model* find(std::string_view name) const
    {
        const auto found =
            std::find_if(entries.begin(), entries.end(), [&](const entry& e) { return e.model.name == name; });
        return found == entries.end() ? nullptr : &found->model;
    }
};

registry::registry() : impl_{std::make_unique<impl>()}
{
}
registry::~registry() = default;

model& registry::add(model_draft draft)
{
    const std::scoped_lock lock{impl_->guard};
    if (impl_->find(draft.name) != nullptr)
        throw error{error_kind::schema, "E_DUPLICATE_MODEL",
                    "there is a model " + quoted(draft.name) + " already: rename one, or use a registry of its own"}
            .in_model(draft.name);
    entry& added = impl_->entries.emplace_back();
    added.rank = impl_->entries.size() - 1;
    added.draft = std::move(draft);
    model& m = added.model;
    m.name = added.draft.name;
    m.table.name = added.draft.table.empty() ? table_name_for(m.name) : added.draft.table;
    m.table.columns = std::move(added.draft.columns);
    for (std::size_t i = 0; i < m.table.columns.size(); ++i) {
        column& c = m.table.columns[i];
        c.index = static_cast<std::uint16_t>(i);
        if (c.column_name.empty())
            c.column_name = c.name;
    }
    m.morph_value = added.draft.morph_value.empty() ? m.name : added.draft.morph_value;
    m.scopes = added.draft.scopes;
    m.ops = added.draft.ops;
    m.extras_offset = added.draft.extras_offset;
    m.state_offset = added.draft.state_offset;
    m.computed = std::move(added.draft.computed);
    m.read_hooks = std::move(added.draft.read_hooks);
    m.write_hooks = std::move(added.draft.write_hooks);
    return m;
}

void registry::boot()
{
    const std::scoped_lock lock{impl_->guard};
    const auto& entries = impl_->entries;
    if (std::all_of(entries.begin(), entries.end(), [](const entry& e) { return e.booted; }))
        return;
    if (std::vector<problem> problems = resolver{impl_->entries, impl_->links}.run(); !problems.empty())
        throw_problems(std::move(problems));
}

bool registry::booted() const noexcept
{
    const std::scoped_lock lock{impl_->guard};
    return std::all_of(impl_->entries.begin(), impl_->entries.end(), [](const entry& e) { return e.booted; });
}

const model* registry::find(std::string_view name) const noexcept
{
    const std::scoped_lock lock{impl_->guard};
    return impl_->find(name);
}

const model& registry::get(std::string_view name) const
{
    const std::scoped_lock lock{impl_->guard};
    if (const model* found = impl_->find(name))
        return *found;
    std::vector<std::string_view> names;
    for (const entry& e : impl_->entries)
        names.emplace_back(e.model.name);
    throw error{error_kind::usage, "E_UNKNOWN_MODEL", "there is no model " + quoted(name) + did_you_mean(name, names)};
}

std::vector<const model*> registry::models() const
{
    const std::scoped_lock lock{impl_->guard};
    std::vector<const model*> all;
    for (const entry& e : impl_->entries)
        all.push_back(&e.model);
    return all;
}

} // namespace ginnel::schema
