#include "app/declarations/link_models.hpp"

#include "app/declarations/naming.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

void add_key(declared_model& links, const declared_model& of, std::string name)
{
    if (links.find(name))
        return;
    const auto* key = of.find(of.key);
    auto column = property_column(name, key && key->type != column_type::real ? key->type : column_type::int64);
    column.indexed = true;
    links.columns.push_back(std::move(column));
}

std::string key_name(const std::string& said, const declared_model& of)
{
    return said.empty() ? lower_camel(of.name) + "Id" : said;
}

} // namespace

void add_link_models(std::map<std::string, declared_model>& models)
{
    std::map<std::string, declared_model> made;
    for (const auto& [owner_name, owner] : models)
        for (const auto& r : owner.relations) {
            const auto target = models.find(r.model);
            if (r.type != relation_type::has_and_belongs_to_many || target == models.end())
                continue;
            const auto name =
                r.through.empty() ? std::min(owner.name, r.model) + std::max(owner.name, r.model) : r.through;
            if (models.contains(name))
                continue;
            auto& links = made[name];
            if (links.name.empty()) {
                links.name = links.table = name;
                links.path = plural_of(name);
                links.shown = owner.shown;
                links.is_public = false;
                links.links_alone = true;
                links.columns.push_back(injected_id());
            }
            add_key(links, owner, key_name(r.foreign_key, owner));
            add_key(links, target->second, key_name(r.key_through, target->second));
        }
    models.merge(made);
}

} // namespace ginnel::app
