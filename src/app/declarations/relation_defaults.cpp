#include "app/declarations/relation_defaults.hpp"

#include "app/declarations/injected_keys.hpp"
#include "app/declarations/relation_drafts.hpp"
#include "value/nearest.hpp"

#include <algorithm>

namespace ginnel::app {

namespace {

/// Looks whether what models name of one another is there.
class declaration_check {
public:
    declaration_check(const declaration_words& words, std::map<std::string, declared_model>& models, mistakes& wrong)
        : words_{words}, models_{models}, wrong_{wrong}
    {
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

private:
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

    const declaration_words& words_;
    std::map<std::string, declared_model>& models_;
    mistakes& wrong_;
};

} // namespace

std::vector<schema::model_draft> make_drafts(const declaration_words& words,
                                             std::map<std::string, declared_model>& models, mistakes& wrong)
{
    declaration_check check{words, models, wrong};
    check.drop_unknown_models();
    // Keys first, relations after: a through relation may be declared before what gives its through model the keys.
    inject_keys(models);
    for (auto& [name, m] : models)
        check.hide(m);
    relation_drafts relations{words, models, wrong};
    std::vector<schema::model_draft> drafts;
    for (auto& [name, m] : models) {
        if (!m.persisted)
            continue;
        schema::model_draft d;
        for (const auto& r : m.relations)
            if (auto relation = within_row(r.type) ? std::nullopt : relations.draft_of(m, r))
                d.relations.push_back(std::move(*relation));
        d.name = m.name;
        d.table = m.table;
        d.style = schema::key_style::camel;
        d.primary_key = m.key;
        drafts.push_back(std::move(d));
    }
    // Last, since a relation's keys may still have made a column an integer.
    for (auto& d : drafts)
        d.columns = models.at(d.name).columns;
    return drafts;
}

} // namespace ginnel::app
