#include "app/declarations/relation_drafts.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::app {

using schema::relation_kind;

namespace {

/// Whether the last hop goes ahead: a country's posts through its users. LoopBack knows the key on the model passed
/// alone, so that one wins where both are there.
bool far_key_on_target(const declared_relation& r, declared_model& middle, declared_model& target)
{
    if (!r.far_key.empty() || !r.through_primary_key.empty())
        return true;
    return r.key_through.empty() && !middle.find(default_key(target)) && target.find(default_key(middle));
}

} // namespace

std::optional<schema::relation_draft> relation_drafts::draft_of(declared_model& owner, const declared_relation& r)
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
        return direct(owner, target, owner, r, std::move(d));
    case relation_type::has_one:
    case relation_type::has_many: {
        const bool one = r.type == relation_type::has_one;
        if (!r.via.empty() || !r.through.empty()) {
            d.kind = one ? relation_kind::has_one_through : relation_kind::has_many_through;
            return passing(owner, target, r, std::move(d));
        }
        d.kind = one ? relation_kind::has_one : relation_kind::has_many;
        return direct(owner, owner, target, r, std::move(d));
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

std::optional<relation_drafts::draft> relation_drafts::polymorphic(declared_model& owner, const declared_relation& r,
                                                                   draft d)
{
    d.local_key = r.primary_key;
    d.morph_key = r.pair_type;
    if (!r.through.empty())
        return polymorphic_links(owner, r, std::move(d));
    d.foreign_key = r.pair_key;
    if (r.type != relation_type::belongs_to) {
        d.kind = r.type == relation_type::has_one ? relation_kind::morph_one : relation_kind::morph_many;
        return d;
    }
    d.kind = relation_kind::morph_to;
    const auto* pair = owner.find(r.pair_key);
    for (const auto& [name, m] : models_)
        if (const auto* key = m.find(m.key); pair && key && comparable(pair->type, key->type))
            d.morph_types.push_back({name, name, nullptr});
    return d;
}

std::optional<relation_drafts::draft> relation_drafts::polymorphic_links(declared_model& owner,
                                                                         const declared_relation& r, draft d)
{
    auto& middle = models_.at(r.through);
    auto& target = models_.at(r.model);
    d.kind = r.inverted ? relation_kind::morphed_by_many : relation_kind::morph_to_many;
    d.pivot_table = middle.table;
    d.related_key = target.key;
    const auto plain_key = r.inverted ? foreign_key_of(owner, r) : keys_.key_through_of(r);
    (r.inverted ? d.pivot_related_foreign_key : d.pivot_foreign_key) = r.pair_key;
    (r.inverted ? d.pivot_foreign_key : d.pivot_related_foreign_key) = plain_key;
    auto& paired = r.inverted ? target : owner;
    auto& plain = r.inverted ? owner : target;
    auto* pair = keys_.through_key(owner, r, middle, r.pair_key, paired, "polymorphic");
    auto* other = keys_.through_key(owner, r, middle, plain_key, plain, r.inverted ? "foreignKey" : "keyThrough");
    auto* paired_key = paired.find(paired.key);
    auto* plain_target = plain.find(plain.key);
    if (!pair || !other || !paired_key || !plain_target ||
        !keys_.key_named(owner, r, "polymorphic", middle, r.pair_type))
        return {};
    if (!keys_.join(owner, r, middle, *pair, paired, *paired_key) ||
        !keys_.join(owner, r, middle, *other, plain, *plain_target))
        return {};
    pair->indexed = other->indexed = true;
    return d;
}

/// `referred` has the key that `holder` repeats.
std::optional<relation_drafts::draft> relation_drafts::direct(declared_model& owner, declared_model& referred,
                                                              declared_model& holder, const declared_relation& r,
                                                              draft d)
{
    d.foreign_key = foreign_key_of(owner, r);
    d.local_key = r.primary_key.empty() ? referred.key : r.primary_key;
    auto* foreign = keys_.key_named(owner, r, "foreignKey", holder, d.foreign_key);
    auto* local = keys_.key_of(owner, r, "primaryKey", referred, d.local_key);
    if (!foreign || !local || !keys_.join(owner, r, holder, *foreign, referred, *local))
        return {};
    foreign->indexed = true;
    return d;
}

std::optional<relation_drafts::draft> relation_drafts::passing(declared_model& owner, declared_model& target,
                                                               const declared_relation& r, draft d)
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

std::optional<relation_drafts::draft> relation_drafts::past(declared_model& owner, declared_model& target,
                                                            declared_model& middle, const declared_relation& r, draft d)
{
    const auto near_name = foreign_key_of(owner, r);
    const auto far_name = r.far_key.empty() ? default_key(middle) : r.far_key;
    auto* near = keys_.through_key(owner, r, middle, near_name, owner, "foreignKey");
    auto* far = keys_.key_named(owner, r, "throughForeignKey", target, far_name);
    d.local_key = r.primary_key.empty() ? owner.key : r.primary_key;
    d.through_local_key = r.through_primary_key.empty() ? middle.key : r.through_primary_key;
    auto* local = keys_.key_of(owner, r, "primaryKey", owner, d.local_key);
    auto* passed = keys_.key_named(owner, r, "throughLocalKey", middle, d.through_local_key);
    if (!near || !far || !local || !passed)
        return {};
    if (!keys_.join(owner, r, middle, *near, owner, *local) || !keys_.join(owner, r, target, *far, middle, *passed))
        return {};
    near->indexed = far->indexed = true;
    d.through = {middle.name};
    d.foreign_key = near_name;
    d.through_foreign_key = far_name;
    return d;
}

std::optional<relation_drafts::draft> relation_drafts::through(declared_model& owner, declared_model& target,
                                                               declared_model& middle, const declared_relation& r,
                                                               draft d)
{
    const auto near_name = foreign_key_of(owner, r), far_name = keys_.key_through_of(r);
    if (near_name == far_name) {
        wrong_.add(owner.shown, words_.place(r, {}),
                   in_quotes(near_name) + " would be both keys of " + middle.name + ": write " +
                       words_.option("foreignKey") + " with its key of this " + owner.name + ", and " +
                       words_.option("keyThrough") + " with its key of the related " + target.name);
        return {};
    }
    auto* near = keys_.through_key(owner, r, middle, near_name, owner, "foreignKey");
    auto* far = keys_.through_key(owner, r, middle, far_name, target, "keyThrough");
    d.local_key = r.primary_key.empty() ? owner.key : r.primary_key;
    auto* local = keys_.key_of(owner, r, "primaryKey", owner, d.local_key);
    auto* related = keys_.key_of(owner, r, "model", target, target.key);
    if (!near || !far || !local || !related)
        return {};
    if (!keys_.join(owner, r, middle, *near, owner, *local) || !keys_.join(owner, r, middle, *far, target, *related))
        return {};
    near->indexed = far->indexed = true;
    d.through = {middle.name};
    d.foreign_key = near_name;
    d.key_through = far_name;
    d.related_key = target.key;
    return d;
}

/// LoopBack makes the linking model itself, from both names in alphabetical order.
std::optional<relation_drafts::draft> relation_drafts::linked(declared_model& owner, declared_model& target,
                                                              const declared_relation& r, draft d)
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
    d.pivot_related_foreign_key = keys_.key_through_of(r);
    if (d.pivot_foreign_key == d.pivot_related_foreign_key) {
        wrong_.add(owner.shown, words_.place(r, {}),
                   in_quotes(d.pivot_foreign_key) + " would be both keys of the table " + in_quotes(name) + ": write " +
                       words_.option("foreignKey") + " and " + words_.option("keyThrough"));
        return {};
    }
    if (!keys_.key_of(owner, r, "primaryKey", owner, d.local_key) ||
        !keys_.key_of(owner, r, "model", target, target.key))
        return {};
    return d;
}

} // namespace ginnel::app
