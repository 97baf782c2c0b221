#include "typed/like.hpp"
#include "typed/model_parts.hpp"

#include <ginnel/error.hpp>
#include <ginnel/schema/registry.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::detail {

namespace {

/// The registries of all typed models of the program. A boot takes a model and all that its relations reach into a
/// registry of their own: a mistake in one group of models spoils no other, and structs of one name may live in several
/// namespaces. Where a later group holds a model that an earlier one reaches, the model stands in both; the newer is
/// taken from then on, and queries that hold the older stay valid, since registries live as long as the program.
struct typed_models {
    std::mutex guard;
    std::vector<std::unique_ptr<schema::registry>> registries;
};

typed_models& all_models()
{
    // Never destroyed: rows in static objects may still name their relations while the program ends.
    static typed_models& models = *new typed_models;
    return models;
}

} // namespace

/// One boot: the builders of a group of models.
class model_boot {
public:
    void add(model_entry& e)
    {
        if (builders_.contains(&e))
            return;
        auto made = std::make_unique<model_builder>(e);
        e.fields(*made);
        if (e.describe != nullptr)
            e.describe(*made);
        auto& parts = made->parts();
        take_likeness(parts);
        const auto reached = parts.reached;
        std::vector<model_entry*> named;
        for (const relation_notes& notes : parts.notes) {
            for (const auto& key : notes.keys)
                named.push_back(key.member.owner);
            for (const member_id& passed : notes.passed)
                named.push_back(passed.owner);
            for (const auto& pick : notes.picks)
                named.push_back(pick.column.owner);
        }
        order_.push_back(&e);
        builders_.emplace(&e, std::move(made));
        for (model_entry* other : reached)
            add(*other);
        for (model_entry* other : named)
            add(*other);
    }

    std::unique_ptr<schema::registry> run()
    {
        auto made = std::make_unique<schema::registry>();
        for (model_entry* e : order_) {
            resolve(builders_.at(e)->parts());
            find_camel_keys(builders_.at(e)->parts());
            check_json_names(builders_.at(e)->parts());
            label(*e);
        }
        std::vector<const schema::model*> models;
        for (model_entry* e : order_)
            models.push_back(&made->add(draft(builders_.at(e)->parts())));
        made->boot();
        for (std::size_t i = 0; i < order_.size(); ++i)
            order_[i]->booted.store(models[i], std::memory_order_release);
        return made;
    }

private:
    /// Members that `describe` named, as names.
    void resolve(model_builder::impl& parts)
    {
        for (relation_notes& notes : parts.notes) {
            schema::relation_draft& d = *notes.draft;
            for (const auto& [role, member] : notes.keys) {
                const schema::column* c = named_column(parts, d, member);
                std::string* const names[] = {&d.local_key,           &d.foreign_key, &d.through_local_key,
                                              &d.through_foreign_key, &d.key_through, &d.related_key, &d.morph_key};
                *names[static_cast<std::size_t>(role)] = c->name;
            }
            for (const auto& [column, descending] : notes.picks)
                d.of_many.push_back({named_column(parts, d, column)->name, descending});
            for (const member_id& passed : notes.passed) {
                const schema::relation_draft* r = builders_.at(passed.owner)->parts().relation_at(passed.offset);
                if (r == nullptr)
                    throw_not_listed(parts, d, *passed.owner, "relation");
                d.via.push_back(r->name);
            }
        }
    }

    const schema::column* named_column(const model_builder::impl& parts, const schema::relation_draft& d,
                                       const member_id& member) const
    {
        const schema::column* c = builders_.at(member.owner)->parts().column_at(member.offset);
        if (c == nullptr)
            throw_not_listed(parts, d, *member.owner, "column");
        return c;
    }

    /// Where a struct writes its fields as countryId, the key that convention calls country_id is that one. Relations
    /// of one hop, and those through one model; the others say their keys.
    void find_camel_keys(model_builder::impl& parts)
    {
        for (std::size_t i = 0; i < parts.relations.size(); ++i) {
            schema::relation_draft& d = parts.relations[i];
            if (d.target.empty())
                continue;
            const model_builder::impl& target = parts_of(parts.reached, d.target);
            if (d.kind == schema::relation_kind::belongs_to)
                take_camel(d.foreign_key, parts, {d.name + '_' + key_of(target), key_to(target)});
            else if (d.kind == schema::relation_kind::has_many || d.kind == schema::relation_kind::has_one)
                take_camel(d.foreign_key, target, {key_to(parts)});
            else if (d.through.size() == 1 && d.via.empty()) {
                const model_builder::impl& through = parts_of(parts.reached, d.through.front());
                take_camel(d.foreign_key, through, {key_to(parts)});
                if (d.key_through.empty())
                    take_camel(d.through_foreign_key, target, {key_to(through)});
                if (d.through_foreign_key.empty())
                    take_camel(d.key_through, through, {key_to(target)});
            }
        }
    }
    const model_builder::impl& parts_of(const std::vector<model_entry*>& reached, const std::string& name)
    {
        const auto found =
            std::find_if(reached.begin(), reached.end(), [&](const model_entry* e) { return e->name == name; });
        return builders_.at(*found)->parts();
    }
    static std::string key_of(const model_builder::impl& m)
    {
        return m.draft.primary_key.empty() ? "id" : m.draft.primary_key;
    }
    static std::string key_to(const model_builder::impl& m)
    {
        return schema::snake_case(m.entry->name) + '_' + key_of(m);
    }
    static void take_camel(std::string& key, const model_builder::impl& holder, const std::vector<std::string>& names)
    {
        const auto has = [&](const std::string& name) {
            return std::any_of(holder.columns.begin(), holder.columns.end(),
                               [&](const schema::column& c) { return c.name == name; });
        };
        for (const std::string& name : names) {
            if (!key.empty() || has(name))
                return;
            if (const std::string camel = schema::camel_case(name); has(camel))
                key = camel;
        }
    }

    [[noreturn]] static void throw_not_listed(const model_builder::impl& parts, const schema::relation_draft& d,
                                              const model_entry& owner, std::string_view what)
    {
        const std::string name{owner.name};
        throw error{error_kind::schema, "E_MODEL_MEMBER",
                    std::string{parts.entry->name} + '.' + d.name + " names a member of " + name + " that is no " +
                        std::string{what} + " of the model: list it in its describe, with columns<&" + name +
                        "::member>()"}
            .in_model(std::string{parts.entry->name})
            .in_relation(d.name)
            .spoiling(spoils::nothing);
    }

    /// The names that a reader stamps into the relation members of its rows. Made once, since readers use them without
    /// a lock.
    void label(model_entry& e)
    {
        if (e.labels != nullptr)
            return;
        const auto& relations = builders_.at(&e)->parts().relations;
        auto* names = new std::pair<std::vector<std::string>, std::vector<slot_label>>;
        for (const schema::relation_draft& r : relations)
            names->first.push_back(r.name);
        for (const std::string& name : names->first)
            names->second.push_back({e.name, name});
        names->second.push_back({e.name, {}}); // so that the list has an address where there are no relations
        e.labels = names->second.data();
        kept_.emplace_back(names);
    }

    /// Two values of one name in JSON would be read as one.
    static void check_json_names(const model_builder::impl& parts)
    {
        std::map<std::string_view, std::string_view> met;
        const auto check = [&](std::string_view as, std::string_view name) {
            const auto [held, added] = met.emplace(as, name);
            if (as.empty() || added)
                return;
            const std::string model{parts.entry->name};
            throw error{error_kind::schema, "E_DUPLICATE_NAME",
                        model + '.' + std::string{held->second} + " and " + model + '.' + std::string{name} +
                            " are both called \"" + std::string{as} +
                            "\" in JSON: give one another name with serialize_as, or hide it"}
                .in_model(model)
                .spoiling(spoils::nothing);
        };
        for (const schema::column& c : parts.columns)
            check(c.serialize_as, c.name);
        for (const schema::computed& c : parts.draft.computed)
            check(c.serialize_as, c.name);
        for (const schema::relation_draft& r : parts.relations)
            check(r.serialize_as ? *r.serialize_as : r.name, r.name);
    }

    static schema::model_draft draft(model_builder::impl& parts)
    {
        schema::model_draft d = std::move(parts.draft);
        d.columns.assign(std::make_move_iterator(parts.columns.begin()), std::make_move_iterator(parts.columns.end()));
        d.relations.assign(std::make_move_iterator(parts.relations.begin()),
                           std::make_move_iterator(parts.relations.end()));
        return d;
    }

    std::vector<model_entry*> order_;
    std::map<model_entry*, std::unique_ptr<model_builder>> builders_;
    using names_and_labels = std::pair<std::vector<std::string>, std::vector<slot_label>>;
    static inline std::vector<names_and_labels*>& kept_ =
        *new std::vector<names_and_labels*>; // so that leak checkers see an owner
};

void boot_all(model_entry* const* entries, std::size_t count)
{
    const auto booted = [](const model_entry* e) { return e->booted.load(std::memory_order_acquire) != nullptr; };
    if (std::all_of(entries, entries + count, booted))
        return;
    typed_models& all = all_models();
    const std::scoped_lock lock{all.guard};
    if (std::all_of(entries, entries + count, booted))
        return;
    model_boot boot;
    for (std::size_t i = 0; i < count; ++i)
        boot.add(*entries[i]);
    all.registries.push_back(boot.run());
}

const schema::model& boot(model_entry& e)
{
    model_entry* const one = &e;
    boot_all(&one, 1);
    return *e.booted.load(std::memory_order_acquire);
}

bool is_booted(const model_entry& e) noexcept
{
    return e.booted.load(std::memory_order_acquire) != nullptr;
}

} // namespace ginnel::detail
