#include "app/declarations/naming.hpp"
#include "app/declarations/relation_defaults.hpp"
#include "app/records/code_words.hpp"
#include "app/records/state.hpp"

#include <ginnel/error.hpp>

#include <algorithm>

namespace ginnel::app {

namespace {

std::map<std::string, declared_model> declared_of(const std::map<std::string, defined_model>& definitions,
                                                  mistakes& wrong)
{
    std::map<std::string, declared_model> models;
    std::map<std::string, std::string> tables;
    for (const auto& [name, m] : definitions) {
        for (const auto& sentence : m.mistakes)
            wrong.add(name, {}, sentence);
        const auto [at, is_new] = tables.emplace(lower(m.declared.table), name);
        if (!is_new)
            wrong.add(name, {}, at->second + " has the table " + in_quotes(m.declared.table) + " already: say .table");
        models.emplace(name, m.declared);
    }
    return models;
}

/// What passes a relation that was refused would be refused for the lack of it; so it waits for the next boot.
void drop_followers(std::vector<schema::model_draft>& drafts, const std::map<std::string, declared_model>& models)
{
    bool dropped = false;
    for (const auto& d : drafts)
        dropped = dropped || d.relations.size() != models.at(d.name).relations.size();
    if (!dropped)
        return;
    for (auto& d : drafts)
        std::erase_if(d.relations, [](const schema::relation_draft& r) { return !r.via.empty(); });
}

/// As belongs_to gives its model the key, morph_to gives it the pair of key and type.
void inject_pairs(const std::map<std::string, defined_model>& definitions,
                  std::map<std::string, declared_model>& models)
{
    for (const auto& [name, m] : definitions)
        for (const auto& d : m.morphs) {
            if (d.kind != schema::relation_kind::morph_to)
                continue;
            auto& holder = models.at(name);
            const auto add = [&](const std::string& property, column_type type) {
                if (!holder.find(property) && !holder.find_column(property))
                    holder.columns.push_back(property_column(property, type));
                if (auto* c = holder.find(property))
                    c->indexed = true;
            };
            auto key_type = column_type::int64;
            if (const auto first = d.morph_types.empty() ? models.end() : models.find(d.morph_types.front().model);
                first != models.end())
                if (const auto* key = first->second.find(first->second.key))
                    key_type = key->type;
            add(d.foreign_key, key_type);
            add(d.morph_key, column_type::text);
        }
}

/// What programs may say and LoopBack's files may not.
void add_to_drafts(std::vector<schema::model_draft>& drafts, const std::map<std::string, defined_model>& definitions)
{
    for (auto& d : drafts) {
        const auto& m = definitions.at(d.name);
        d.deleted_at = m.deleted_at;
        d.morph_value = m.morph_value;
        d.scopes = m.scopes;
        for (auto& r : d.relations)
            if (const auto picks = m.picks.find(r.name); picks != m.picks.end())
                r.of_many = picks->second;
        d.relations.insert(d.relations.end(), m.morphs.begin(), m.morphs.end());
    }
}

std::unique_ptr<schema::registry> registry_of(std::vector<schema::model_draft> drafts, mistakes& wrong)
{
    auto registry = std::make_unique<schema::registry>();
    for (auto& d : drafts) {
        d.said_at_run_time = true;
        d.ops = &engine::record_ops();
        for (auto& r : d.relations)
            r.slot = schema::to_many(r.kind) ? &engine::record_list_ops() : &engine::record_one_ops();
        registry->add(std::move(d));
    }
    try {
        registry->boot();
    } catch (const error& e) {
        // Several stand below a heading, a line each.
        const std::string_view text = e.what();
        if (e.code() != "E_MODELS") {
            wrong.add_sentence(text);
        } else {
            for (auto at = text.find("\n  "); at != std::string_view::npos;) {
                const auto end = text.find("\n  ", at + 3);
                wrong.add_sentence(text.substr(at + 3, end == std::string_view::npos ? end : end - at - 3));
                at = end;
            }
        }
        registry.reset();
    }
    return registry;
}

/// A scope that names what is not there is told now, not by the first query.
void try_scopes(const schema::registry& registry, mistakes& wrong)
{
    for (const auto* m : registry.models()) {
        for (const auto& s : m->scopes) {
            try {
                engine::query rows{*m};
                rows.add_scope(s.name);
            } catch (const error& e) {
                wrong.add(m->name, "scope " + in_quotes(s.name), e.what());
            }
        }
        for (const auto& r : m->relations) {
            if (!r.on_query)
                continue;
            try {
                (void)engine::query{r, false};
            } catch (const error& e) {
                wrong.add(m->name, in_quotes(r.name) + ", .scope", e.what());
            }
        }
    }
}

} // namespace

} // namespace ginnel::app

namespace ginnel::detail {

void application_state::boot()
{
    if (registry)
        return;
    app::mistakes wrong;
    auto models = app::declared_of(definitions, wrong);
    app::inject_pairs(definitions, models);
    auto drafts = app::make_drafts(app::code_words{}, models, wrong);
    app::drop_followers(drafts, models);
    app::add_to_drafts(drafts, definitions);
    auto made = app::registry_of(std::move(drafts), wrong);
    if (made)
        app::try_scopes(*made, wrong);
    if (!wrong.empty())
        wrong.throw_models();
    registry = std::move(made);
}

} // namespace ginnel::detail
