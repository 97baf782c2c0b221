#include "app/questions/declared_scopes.hpp"

#include "app/relations/relation_scope.hpp"

#include <exception>

namespace ginnel::app {

namespace {

/// Reads filters as one model file says them; `member`: where in it.
class filter_of_file {
public:
    filter_of_file(const scope_reading& by, const declared_model& m) : by_{by}, model_{m} {}

    std::optional<filter> operator()(const schema::model& of, const std::string& member, const std::string& text) const
    {
        try {
            if (by_.language)
                return by_.language(of, text, by_.within_rows);
            by_.wrong.add(model_.shown, member, "whoever reads this folder reads no filters: give overrides::language");
        } catch (const std::exception& e) {
            by_.wrong.add(model_.shown, member, e.what());
        }
        return {};
    }

private:
    const scope_reading& by_;
    const declared_model& model_;
};

} // namespace

void declared_scopes::add_to(std::vector<schema::model_draft>& drafts,
                             const std::map<std::string, declared_model>& models,
                             const std::map<std::string, declared_rules>& rules)
{
    for (auto& d : drafts) {
        if (const auto said = rules.find(d.name); said != rules.end() && !said->second.scope.empty()) {
            auto& made = of_models_[d.name] = std::make_shared<filter>();
            d.scopes.push_back({"default scope", std::make_shared<default_scope>(made), true});
        }
        for (const auto& said : models.at(d.name).relations)
            for (auto& r : d.relations)
                if (r.name == said.name && !said.rules.scope.empty()) {
                    auto& made = of_relations_[{d.name, r.name}] = std::make_shared<filter>();
                    r.on_query = std::make_shared<relation_scope>(made);
                }
    }
}

model_scopes declared_scopes::read(const declared_model& m, const declared_rules& rules, const schema::model& booted,
                      const scope_reading& by) const
{
    const filter_of_file read{by, m};
    model_scopes out;
    if (const auto made = of_models_.find(m.name); made != of_models_.end()) {
        if (auto what = read(booted, "scope", rules.scope))
            *made->second = std::move(*what);
        out.by_default = made->second;
    }
    for (const auto& [name, text] : rules.scopes)
        if (auto what = read(booted, "scopes." + name, text))
            out.named.push_back({name, std::move(*what)});
    return out;
}

void declared_scopes::read(const declared_model& m, const declared_relation& r, const schema::relation& booted,
              const scope_reading& by) const
{
    const auto made = of_relations_.find({m.name, r.name});
    if (made == of_relations_.end())
        return;
    const filter_of_file read{by, m};
    if (auto what = read(scoped_by(booted), "relations." + r.name + ".scope", r.rules.scope))
        *made->second = as_relation_scope(booted, std::move(*what));
}

void declared_scopes::read(const declared_model& m, embedded_relation& r, const scope_reading& by) const
{
    if (r.said.scope.empty())
        return;
    if (auto what = filter_of_file{by, m}(*r.target, "relations." + r.name + ".scope", r.said.scope))
        r.scope = std::move(*what);
}

} // namespace ginnel::app
