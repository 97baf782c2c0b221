#include "app/relation_defaults.hpp"

#include "app/naming.hpp"
#include "value/nearest.hpp"

#include <algorithm>

namespace ginnel::app {

namespace {

using schema::relation_kind;

class resolver {
public:
    resolver(const declaration_words& words, std::map<std::string, declared_model>& models, mistakes& wrong)
        : words_{words}, models_{models}, wrong_{wrong}
    {
    }

    std::vector<schema::model_draft> operator()()
    {
        drop_unknown_models();
        hold_rows_within();
        // Keys first, relations after: a through relation may be declared before what gives its through model the keys.
        for (auto& [name, m] : models_)
            for (auto& r : m.relations)
                inject_key(m, r);
        for (auto& [name, m] : models_)
            hide(m);
        std::vector<schema::model_draft> drafts;
        for (auto& [name, m] : models_) {
            if (!m.persisted)
                continue;
            schema::model_draft d;
            for (const auto& r : m.relations)
                if (auto relation = within_row(r.type) ? std::nullopt : draft_of(m, r))
                    d.relations.push_back(std::move(*relation));
            d.name = m.name;
            d.table = m.table;
            d.style = schema::key_style::camel;
            d.primary_key = m.key;
            drafts.push_back(std::move(d));
        }
        // Last, since a relation's keys may still have made a column an integer.
        for (auto& d : drafts)
            d.columns = models_.at(d.name).columns;
        return drafts;
    }

private:
    /// After the keys, since these may be hidden too.
    void hide(declared_model& m)
    {
        const auto check = [&](std::string_view member, const std::string& name) {
            if (std::any_of(m.relations.begin(), m.relations.end(), [&](const auto& r) { return r.name == name; }))
                return;
            std::vector<std::string_view> known;
            for (const auto& c : m.columns)
                known.emplace_back(c.name);
            wrong_.add(m.shown, member, "there is no property " + in_quotes(name) + did_you_mean(name, known) + ": name a property, or remove it");
        };
        for (const auto& name : m.hide) {
            if (auto* c = m.find(name))
                c->serialize_as.clear();
            else
                check("hidden", name);
        }
        for (const auto& name : m.protect)
            if (!m.find(name))
                check("protected", name);
    }

    /// The model of this name, or null and a mistake.
    declared_model* model_named(const declared_model& owner, const declared_relation& r, std::string_view option,
                                const std::string& name)
    {
        if (const auto at = models_.find(name); at != models_.end()) {
            if (at->second.persisted || (option == "model" && within_row(r.type) && r.type != relation_type::references_many))
                return &at->second;
            wrong_.add(owner.shown, words_.place(r, option), in_quotes(name) + " has no table, since its base is \"Model\" or it has no data source: base it on \"PersistedModel\"");
            return nullptr;
        }
        if (words_.told_missing(owner, r, name, wrong_))
            return nullptr;
        std::vector<std::string_view> names;
        for (const auto& [known, m] : models_)
            names.emplace_back(known);
        const auto near = nearest(name, names, 1);
        wrong_.add(owner.shown, words_.place(r, option),
                   "there is no model " + in_quotes(name) + did_you_mean(name, names) + "; " +
                       (near.empty() ? words_.make_model() : "write " + in_quotes(near.front())));
        return nullptr;
    }

    void drop_unknown_models()
    {
        for (auto& entry : models_) {
            auto& m = entry.second;
            if (!m.persisted)
                m.relations.clear(); // values within other rows lead nowhere
            std::erase_if(m.relations, [&](const declared_relation& r) {
                const bool target = r.model.empty() || model_named(m, r, "model", r.model) != nullptr;
                const bool through = r.through.empty() || r.type == relation_type::has_and_belongs_to_many ||
                                     model_named(m, r, "through", r.through) != nullptr;
                const bool passed = std::all_of(r.passes.begin(), r.passes.end(), [&](const auto& name) {
                    return model_named(m, r, "through", name) != nullptr;
                });
                const bool clash = m.find(r.name) != nullptr;
                const bool told_apart = !target || r.model.empty() || within_row(r.type) || has_keys(m, r);
                if (clash)
                    wrong_.add(m.shown, words_.place(r, {}),
                               in_quotes(r.name) +
                                   " is the name of a property too, and an include could not show both: rename one");
                return !target || !through || !passed || clash || !told_apart;
            });
        }
    }

    /// Rows without a key can be passed, and can name others; nothing can name them.
    bool has_keys(const declared_model& owner, const declared_relation& r)
    {
        const bool from_here = r.type == relation_type::belongs_to;
        const auto& named = from_here ? models_.at(r.model) : owner;
        const auto& led_to = models_.at(r.model);
        const auto& without = led_to.key.empty() ? led_to : named;
        if (!without.key.empty())
            return true;
        wrong_.add(owner.shown, words_.place(r, {}),
                   without.name + " has no id of one property, so that no relation but a belongsTo of its own can name "
                                  "its rows: give it one, or pass it by \"through\"");
        return false;
    }

    /// What stands within a row is a column of JSON.
    void hold_rows_within()
    {
        for (auto& [name, m] : models_)
            for (const auto& r : m.relations) {
                if (!within_row(r.type))
                    continue;
                if (auto* c = m.find(r.property))
                    c->type = column_type::json;
                else
                    m.columns.push_back(property_column(r.property, column_type::json));
            }
    }

    /// LoopBack's own default: the model's name and Id, whatever its key is called.
    static std::string default_key(const declared_model& m) { return lower_camel(m.name) + "Id"; }

    static std::string foreign_key_of(const declared_model& owner, const declared_relation& r)
    {
        if (!r.foreign_key.empty())
            return r.foreign_key;
        return r.type == relation_type::belongs_to ? r.name + "Id" : default_key(owner);
    }

    std::string key_through_of(const declared_relation& r) const
    {
        return r.key_through.empty() ? default_key(models_.at(r.model)) : r.key_through;
    }

    /// belongsTo gives its own model the key, hasMany and hasOne the target. A through model gets none: its own
    /// belongsTo relations, or properties, have to name it.
    void inject_key(declared_model& owner, const declared_relation& r)
    {
        if (!r.through.empty() || !r.via.empty() || r.type == relation_type::has_and_belongs_to_many ||
            within_row(r.type))
            return;
        if (!r.pair_key.empty())
            return inject_pair(owner, r);
        auto& target = models_.at(r.model);
        const bool here = r.type == relation_type::belongs_to;
        auto& holder = here ? owner : target;
        const auto name = foreign_key_of(owner, r);
        // A name of a column is no property to add, but a mistake that is told later.
        if (holder.find(name) || holder.find_column(name))
            return;
        const auto& referred = here ? target : owner;
        const auto* key = find_key(referred, r.primary_key.empty() ? referred.key : r.primary_key);
        holder.columns.push_back(property_column(name, key ? key->type : column_type::int64));
    }

    /// The key and the type of a polymorphic relation, indexed.
    void inject_pair(declared_model& owner, const declared_relation& r)
    {
        auto& holder = r.type == relation_type::belongs_to ? owner : models_.at(r.model);
        const auto* key = r.type == relation_type::belongs_to
                              ? nullptr
                              : find_key(owner, r.primary_key.empty() ? owner.key : r.primary_key);
        const auto add = [&](const std::string& name, column_type type) {
            if (!holder.find(name) && !holder.find_column(name))
                holder.columns.push_back(property_column(name, type));
            auto* c = holder.find(name);
            if (c && c->type == column_type::real)
                c->type = column_type::int64;
            if (c)
                c->indexed = true;
        };
        add(r.pair_key, key ? key->type : column_type::int64);
        add(r.pair_type, column_type::text);
    }

    static const schema::column* find_key(const declared_model& m, std::string_view name)
    {
        for (const auto& c : m.columns)
            if (c.name == name)
                return &c;
        return nullptr;
    }

    /// A property that must be there; null and a mistake if it is not.
    schema::column* key_named(const declared_model& owner, const declared_relation& r, std::string_view option,
                              declared_model& holder, const std::string& name)
    {
        if (auto* c = holder.find(name))
            return c;
        if (told_column(owner, r, option, holder, name))
            return nullptr;
        std::vector<std::string_view> names;
        for (const auto& c : holder.columns)
            names.emplace_back(c.name);
        wrong_.add(owner.shown, words_.place(r, option),
                   holder.name + " has no property " + in_quotes(name) + did_you_mean(name, names) + ": add it to " +
                       holder.shown + ", or name another");
        return nullptr;
    }

    /// Keys are named by property; where a column was named, its property is what was meant.
    bool told_column(const declared_model& owner, const declared_relation& r, std::string_view option,
                     const declared_model& holder, const std::string& name)
    {
        const auto* c = holder.find_column(name);
        if (c)
            wrong_.add(owner.shown, words_.place(r, option),
                       in_quotes(name) + " is a column of the table of " + holder.name +
                           ", and keys are named by property: write " + in_quotes(c->name));
        return c != nullptr;
    }

    /// Both sides of a hop must be of one type. A property declared "number" that turns out to be a key is an integer,
    /// as the generated ids are: joined as a real it would be compared as one.
    bool join(const declared_model& owner, const declared_relation& r, const declared_model& near, schema::column& a,
              const declared_model& far, schema::column& b)
    {
        if (a.type == column_type::real)
            a.type = column_type::int64;
        if (b.type == column_type::real)
            b.type = column_type::int64;
        if (comparable(a.type, b.type))
            return true;
        wrong_.add(owner.shown, words_.place(r, {}),
                   near.name + "." + a.name + " is of another type than " + far.name + "." + b.name + " (" +
                       words_.type(a.type) + " and " + words_.type(b.type) +
                       "), so no row would ever match: give both properties one type");
        return false;
    }

    std::optional<schema::relation_draft> draft_of(declared_model& owner, const declared_relation& r)
    {
        schema::relation_draft d;
        d.name = r.name;
        d.target = r.model;
        d.declared_as = words_.spelled(owner, r);
        if (owner.hide.contains(r.name))
            d.serialize_as.emplace();
        d.on_query = r.scope;
        d.delete_rule = r.delete_rule;
        if (!r.pair_key.empty())
            return polymorphic(owner, r, std::move(d));
        auto& target = models_.at(r.model);
        switch (r.type) {
        case relation_type::belongs_to:
            d.kind = relation_kind::belongs_to;
            return direct(owner, target, target, owner, r, std::move(d));
        case relation_type::has_one:
        case relation_type::has_many: {
            const bool one = r.type == relation_type::has_one;
            if (!r.via.empty() || !r.through.empty()) {
                d.kind = one ? relation_kind::has_one_through : relation_kind::has_many_through;
                return passing(owner, target, r, std::move(d));
            }
            d.kind = one ? relation_kind::has_one : relation_kind::has_many;
            return direct(owner, target, owner, target, r, std::move(d));
        }
        case relation_type::has_and_belongs_to_many:
            return linked(owner, target, r, std::move(d));
        case relation_type::embeds_one:
        case relation_type::embeds_many:
        case relation_type::references_many:
            break;
        }
        return {};
    }

    std::optional<schema::relation_draft> polymorphic(declared_model& owner, const declared_relation& r,
                                                      schema::relation_draft d)
    {
        d.local_key = r.primary_key;
        d.morph_key = r.pair_type;
        if (r.through.empty()) {
            d.foreign_key = r.pair_key;
            if (r.type != relation_type::belongs_to) {
                d.kind = r.type == relation_type::has_one ? relation_kind::morph_one : relation_kind::morph_many;
                return d;
            }
            d.kind = relation_kind::morph_to;
            const auto* pair = owner.find(r.pair_key);
            for (const auto& [name, m] : models_)
                if (const auto* key = find_key(m, m.key); pair && key && comparable(pair->type, key->type))
                    d.morph_types.push_back({name, name, nullptr});
            return d;
        }
        auto& middle = models_.at(r.through);
        auto& target = models_.at(r.model);
        d.kind = r.inverted ? relation_kind::morphed_by_many : relation_kind::morph_to_many;
        d.pivot_table = middle.table;
        d.related_key = target.key;
        const auto plain_key = r.inverted ? foreign_key_of(owner, r) : key_through_of(r);
        (r.inverted ? d.pivot_related_foreign_key : d.pivot_foreign_key) = r.pair_key;
        (r.inverted ? d.pivot_foreign_key : d.pivot_related_foreign_key) = plain_key;
        auto& paired = r.inverted ? target : owner;
        auto& plain = r.inverted ? owner : target;
        auto* pair = through_key(owner, r, middle, r.pair_key, paired, "polymorphic");
        auto* other = through_key(owner, r, middle, plain_key, plain, r.inverted ? "foreignKey" : "keyThrough");
        auto* paired_key = paired.find(paired.key);
        auto* plain_target = plain.find(plain.key);
        if (!pair || !other || !paired_key || !plain_target || !key_named(owner, r, "polymorphic", middle, r.pair_type))
            return {};
        if (!join(owner, r, middle, *pair, paired, *paired_key) ||
            !join(owner, r, middle, *other, plain, *plain_target))
            return {};
        pair->indexed = other->indexed = true;
        return d;
    }

    /// `referred` has the key that `holder` repeats.
    std::optional<schema::relation_draft> direct(declared_model& owner, declared_model&, declared_model& referred,
                                                 declared_model& holder, const declared_relation& r,
                                                 schema::relation_draft d)
    {
        d.foreign_key = foreign_key_of(owner, r);
        d.local_key = r.primary_key.empty() ? referred.key : r.primary_key;
        auto* foreign = key_named(owner, r, "foreignKey", holder, d.foreign_key);
        auto* local = key_of(owner, r, "primaryKey", referred, d.local_key);
        if (!foreign || !local || !join(owner, r, holder, *foreign, referred, *local))
            return {};
        foreign->indexed = true;
        return d;
    }

    std::optional<schema::relation_draft> passing(declared_model& owner, declared_model& target,
                                                  const declared_relation& r, schema::relation_draft d)
    {
        if (!r.via.empty()) {
            d.via = r.via;
            return d;
        }
        auto& first = models_.at(r.through);
        if (r.passes.empty())
            return far_key_on_target(r, first, target) ? past(owner, target, first, r, std::move(d))
                                                       : through(owner, target, first, r, std::move(d));
        // Through several models, the schema finds the hops between them.
        d.through = {r.through};
        d.through.insert(d.through.end(), r.passes.begin(), r.passes.end());
        const auto near = foreign_key_of(owner, r);
        if (!r.foreign_key.empty() || first.find(near))
            d.foreign_key = near;
        d.local_key = r.primary_key.empty() ? owner.key : r.primary_key;
        d.key_through = r.key_through;
        d.through_foreign_key = r.far_key;
        d.through_local_key = r.through_primary_key;
        return d;
    }

    /// Whether the last hop goes ahead: a country's posts through its users. LoopBack knows the key on the model passed
    /// alone, so that one wins where both are there.
    static bool far_key_on_target(const declared_relation& r, declared_model& middle, declared_model& target)
    {
        if (!r.far_key.empty() || !r.through_primary_key.empty())
            return true;
        return r.key_through.empty() && !middle.find(default_key(target)) && target.find(default_key(middle));
    }

    std::optional<schema::relation_draft> past(declared_model& owner, declared_model& target, declared_model& middle,
                                               const declared_relation& r, schema::relation_draft d)
    {
        const auto near_name = foreign_key_of(owner, r);
        const auto far_name = r.far_key.empty() ? default_key(middle) : r.far_key;
        auto* near = through_key(owner, r, middle, near_name, owner, "foreignKey");
        auto* far = key_named(owner, r, "throughForeignKey", target, far_name);
        d.local_key = r.primary_key.empty() ? owner.key : r.primary_key;
        d.through_local_key = r.through_primary_key.empty() ? middle.key : r.through_primary_key;
        auto* local = key_of(owner, r, "primaryKey", owner, d.local_key);
        auto* passed = key_named(owner, r, "throughLocalKey", middle, d.through_local_key);
        if (!near || !far || !local || !passed)
            return {};
        if (!join(owner, r, middle, *near, owner, *local) || !join(owner, r, target, *far, middle, *passed))
            return {};
        near->indexed = far->indexed = true;
        d.through = {middle.name};
        d.foreign_key = near_name;
        d.through_foreign_key = far_name;
        return d;
    }

    std::optional<schema::relation_draft> through(declared_model& owner, declared_model& target, declared_model& middle,
                                                  const declared_relation& r, schema::relation_draft d)
    {
        const auto near_name = foreign_key_of(owner, r), far_name = key_through_of(r);
        if (near_name == far_name) {
            wrong_.add(owner.shown, words_.place(r, {}),
                       in_quotes(near_name) + " would be both keys of " + middle.name + ": write " +
                           words_.option("foreignKey") + " with its key of this " + owner.name + ", and " +
                           words_.option("keyThrough") + " with its key of the related " + target.name);
            return {};
        }
        auto* near = through_key(owner, r, middle, near_name, owner, "foreignKey");
        auto* far = through_key(owner, r, middle, far_name, target, "keyThrough");
        d.local_key = r.primary_key.empty() ? owner.key : r.primary_key;
        auto* local = key_of(owner, r, "primaryKey", owner, d.local_key);
        auto* related = key_of(owner, r, "model", target, target.key);
        if (!near || !far || !local || !related)
            return {};
        if (!join(owner, r, middle, *near, owner, *local) || !join(owner, r, middle, *far, target, *related))
            return {};
        near->indexed = far->indexed = true;
        d.through = {middle.name};
        d.foreign_key = near_name;
        d.key_through = far_name;
        d.related_key = target.key;
        return d;
    }

    schema::column* through_key(const declared_model& owner, const declared_relation& r, declared_model& middle,
                                const std::string& name, const declared_model& of, std::string_view option)
    {
        if (auto* c = middle.find(name))
            return c;
        if (told_column(owner, r, option, middle, name))
            return nullptr;
        std::vector<std::string_view> names;
        for (const auto& c : middle.columns)
            names.emplace_back(c.name);
        const auto near = nearest(name, names, 1);
        wrong_.add(owner.shown, words_.place(r, {}),
                   "it passes " + middle.name + ", which has no " + in_quotes(name) + " to hold the key of " + of.name +
                       (near.empty() ? std::string{} : " (nearest: " + in_quotes(near.front()) + ")") + ": " +
                       words_.add_belongs_to(middle, of, name) + ", or write " + words_.option(option) +
                       " here with the property that it has");
        return nullptr;
    }

    /// A primary key, which is missing only where its absence was reported already.
    schema::column* key_of(const declared_model& owner, const declared_relation& r, std::string_view option,
                           declared_model& m, const std::string& name)
    {
        if (auto* c = m.find(name))
            return c;
        if (!r.primary_key.empty())
            return key_named(owner, r, option, m, name);
        return nullptr;
    }

    /// LoopBack makes the linking model itself, from both names in alphabetical order.
    std::optional<schema::relation_draft> linked(declared_model& owner, declared_model& target,
                                                 const declared_relation& r, schema::relation_draft d)
    {
        const auto name =
            r.through.empty() ? std::min(owner.name, target.name) + std::max(owner.name, target.name) : r.through;
        declared_relation passing = r;
        passing.through = name;
        if (const auto middle = models_.find(name); middle != models_.end()) {
            d.kind = relation_kind::has_many_through;
            return through(owner, target, middle->second, passing, std::move(d));
        }
        d.kind = relation_kind::many_to_many;
        d.pivot_columns = r.link_columns;
        d.pivot_created_at = r.linked_at;
        d.pivot_updated_at = r.relinked_at;
        d.pivot_table = name;
        d.local_key = r.primary_key.empty() ? owner.key : r.primary_key;
        d.related_key = target.key;
        d.pivot_foreign_key = foreign_key_of(owner, r);
        d.pivot_related_foreign_key = key_through_of(r);
        if (d.pivot_foreign_key == d.pivot_related_foreign_key) {
            wrong_.add(owner.shown, words_.place(r, {}),
                       in_quotes(d.pivot_foreign_key) + " would be both keys of the table " + in_quotes(name) +
                           ": write " + words_.option("foreignKey") + " and " + words_.option("keyThrough"));
            return {};
        }
        if (!key_of(owner, r, "primaryKey", owner, d.local_key) || !key_of(owner, r, "model", target, target.key))
            return {};
        return d;
    }

    const declaration_words& words_;
    std::map<std::string, declared_model>& models_;
    mistakes& wrong_;
};

} // namespace

std::vector<schema::model_draft> make_drafts(const declaration_words& words,
                                             std::map<std::string, declared_model>& models, mistakes& wrong)
{
    return resolver{words, models, wrong}();
}

} // namespace ginnel::app
