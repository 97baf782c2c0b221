#include "models.hpp"

#include "drafts.hpp"
#include "failures.hpp"

namespace replay {

namespace schema = ginnel::schema;

models::models(const json::object& scenario, const table_columns& columns) : scenario_{scenario}, columns_{columns}
{
    std::set<relation_name> all;
    for (const auto& [name, m] : scenario.at("models").as_object())
        if (const auto* relations = m.as_object().if_contains("relations"))
            for (const auto& [relation, ignored] : relations->as_object())
                all.emplace(std::string{name.data(), name.size()}, std::string{relation.data(), relation.size()});
    registry_ = declare(all);
    try {
        registry_->boot();
        return;
    } catch (const ginnel::error&) { // each relation alone then, to learn which are wrong and why
    }
    auto good = all;
    for (const auto& one : all)
        try {
            std::set<relation_name> alone;
            add_with_passed(one, alone);
            declare(alone)->boot();
        } catch (const ginnel::error& e) {
            good.erase(one);
            refusals_.emplace(one, e);
        }
    registry_ = declare(good);
    registry_->boot();
}

const schema::relation& models::relation(const schema::model& m, std::string_view name) const
{
    if (const auto found = refusals_.find({m.name, std::string{name}}); found != refusals_.end())
        throw found->second;
    return m.relation_named(name);
}

void models::add_with_passed(const relation_name& one, std::set<relation_name>& into) const
{
    const auto& all = scenario_.at("models").as_object();
    const auto* relations = all.contains(one.first) ? all.at(one.first).as_object().if_contains("relations") : nullptr;
    const auto* found = relations != nullptr ? relations->as_object().if_contains(one.second) : nullptr;
    if (found == nullptr || !into.insert(one).second)
        return;
    const auto* options = found->as_object().if_contains("options");
    if (options == nullptr)
        return;
    auto at = one.first;
    for (const auto& v : list_at(options->as_object(), "via")) {
        const auto name = text_of(v);
        add_with_passed({at, name}, into);
        const auto* passed = all.at(at).as_object().at("relations").as_object().if_contains(name);
        if (passed == nullptr)
            return; // the registry says so
        at = text_at(passed->as_object(), "related");
    }
}

std::unique_ptr<schema::registry> models::declare(const std::set<relation_name>& relations) const
{
    auto registry = std::make_unique<schema::registry>();
    for (const auto& [name, m] : scenario_.at("models").as_object()) {
        auto draft = model_draft_of(scenario_, {name.data(), name.size()});
        // In the order of the declaration, which is that of serialised relations.
        if (const auto* declared = m.as_object().if_contains("relations"))
            for (const auto& [relation, ignored] : declared->as_object())
                if (const std::string of{relation.data(), relation.size()}; relations.contains({draft.name, of}))
                    draft.relations.push_back(relation_draft_of(scenario_, draft.name, of, *this, columns_));
        registry->add(std::move(draft));
    }
    return registry;
}

} // namespace replay
