#include "app/files/model_reader.hpp"

#include "app/declarations/naming.hpp"
#include "app/files/model_keys.hpp"
#include "app/files/property_reader.hpp"
#include "app/files/relation_reader.hpp"
#include "app/files/rules_reader.hpp"
#include "app/json_view.hpp"
#include "app/files/shared_methods_reader.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <utility>

namespace ginnel::app {

namespace {

namespace json = boost::json;

class reader {
public:
    reader(folder& f, mistakes& wrong) : folder_{f}, wrong_{wrong}, model_config_{f.shown("model-config.json")}
    {
        for (const auto& [name, file] : f.models)
            names_.insert(name);
        read_shared_methods(of_all_, f, wrong);
    }

    declared_model operator()(const model_file& file, declared_rules& said)
    {
        said_ = &said;
        declared_model m;
        m.name = file.name;
        m.shown = file.shown;
        m.is_public = file.is_public;
        m.table = file.name;
        m.persisted = !file.data_source.empty();
        force_id_.reset();
        methods_ = {};
        add(m, file, 0);
        read_table(m, file);
        read_path(m, file);
        if (m.persisted)
            finish_key(m, file);
        check_shared_methods(methods_, m, said.scopes, wrong_, folder_.notes);
        said.rules.methods = of_all_;
        for (const auto& [method, shared] : methods_.said())
            said.rules.methods.say(method, shared);
        const auto* key = m.find(m.key);
        said.rules.forces_id = force_id_.value_or(key && key->generated);
        return m;
    }

private:
    /// What the file says on top of what its base says.
    void add(declared_model& m, const model_file& file, int depth)
    {
        add_base(m, file, depth);
        refuse_rules(file);
        if (checked_.insert(file.name).second)
            check_names(file, wrong_, folder_.notes);
        for (const auto& name : names_in(file, "excludeBaseProperties")) {
            std::erase_if(m.columns, [&](const auto& c) { return c.name == name; });
            forget_property(said_->rules, name);
        }
        each_member(file, "properties", "\"name\": {\"type\": \"string\"}",
                    [&](std::string_view name, const json::value& said) { add_property(m, file, name, said); });
        each_member(file, "relations", "\"patients\": {\"type\": \"hasMany\", \"model\": \"Patient\"}",
                    [&](std::string_view name, const json::value& said) { add_relation(m, file, name, said); });
        for (const std::string_view member : {"hidden", "hiddenProperties"})
            for (auto& name : names_in(file, member))
                m.hide.insert(std::move(name));
        for (const std::string_view member : {"protected", "protectedProperties"})
            for (auto& name : names_in(file, member))
                m.protect.insert(std::move(name));
        if (const auto force = read_rules(*said_, file, model_config_, wrong_))
            force_id_ = force;
        read_shared_methods(methods_, file, model_config_, wrong_);
    }

    void add_base(declared_model& m, const model_file& file, int depth)
    {
        const auto base = text_member(file.definition, "base", {file.shown, {}}, wrong_);
        if (base && *base == "Model")
            m.persisted = false;
        if (!base || *base == "PersistedModel" || *base == "Model")
            return;
        if (const auto at = folder_.models.find(*base); at != folder_.models.end()) {
            if (depth > 16)
                wrong_.add(file.shown, "base",
                           "the models are based on each other in a circle: base one of them on \"PersistedModel\"");
            else
                add(m, at->second, depth + 1);
            return;
        }
        if (is_built_in_model(*base)) {
            wrong_.add(file.shown, "base",
                       "LoopBack's own model " + in_quotes(*base) + " is not served yet: write \"PersistedModel\"");
            return;
        }
        std::vector<std::string_view> known{names_.begin(), names_.end()};
        known.emplace_back("PersistedModel");
        wrong_.add(file.shown, "base",
                   "there is no model " + in_quotes(*base) + did_you_mean(*base, known) + "; write \"PersistedModel\"");
    }

    // To leave rules out in silence would show too much.
    void refuse_rules(const model_file& file)
    {
        const auto refuse = [&](const json::object& in, const std::string& where, const std::string& member) {
            const auto* acls = in.if_contains("acls");
            if (acls && !acls->is_null() && !(acls->is_array() && acls->get_array().empty()))
                wrong_.add(where, member,
                           "access rules are not enforced yet, and to serve without them would open what they close: "
                           "remove them to serve the "
                           "model to everyone, or remove the model from " +
                               model_config_);
        };
        refuse(file.definition, file.shown, "acls");
        if (const auto* options = file.definition.if_contains("options"); options && options->is_object())
            refuse(options->get_object(), file.shown, "options.acls");
        refuse(file.options, model_config_, file.name + ".options.acls");
    }

    template <typename Visit>
    void each_member(const model_file& file, std::string_view name, std::string_view example, Visit visit)
    {
        const auto* said = file.definition.if_contains(name);
        if (!said || said->is_null())
            return;
        if (!said->is_object()) {
            wrong_.add(file.shown, name, "write an object: {" + std::string{example} + "}");
            return;
        }
        for (const auto& member : said->get_object()) {
            const auto key = view(member.key());
            if (key.empty() || key.find('\0') != std::string_view::npos)
                wrong_.add(file.shown, name, "a name is empty or holds a NUL character: give it a name");
            else
                visit(key, member.value());
        }
    }

    void add_property(declared_model& m, const model_file& file, std::string_view name, const json::value& said)
    {
        const auto known =
            std::find_if(m.columns.begin(), m.columns.end(), [&](const auto& c) { return c.name == name; });
        if (said.is_null() || (said.is_bool() && !said.get_bool())) { // removes an inherited one
            if (known != m.columns.end())
                m.columns.erase(known);
            m.holds.erase(std::string{name});
            forget_property(said_->rules, name);
            return;
        }
        m.holds.erase(std::string{name});
        if (auto held = model_held(said, names_))
            m.holds.emplace(name, std::move(*held));
        const place at{file.shown, "properties." + std::string{name}};
        auto c = read_property(name, said, names_, at, wrong_);
        if (c) {
            read_property_rules(said_->rules, *c, said, at, wrong_);
            m.texts.erase(c->name);
            if (wants_text(said))
                m.texts.insert(c->name);
        } else {
            // The name stands, so that what refers to it is not reported as well.
            c.emplace();
            c->name = c->column_name = std::string{name};
        }
        if (known != m.columns.end())
            *known = std::move(*c);
        else
            m.columns.push_back(std::move(*c));
    }

    void add_relation(declared_model& m, const model_file& file, std::string_view name, const json::value& said)
    {
        auto r = read_relation(name, said, {file.shown, "relations." + std::string{name}}, wrong_);
        if (!r)
            return;
        const auto known = std::find_if(m.relations.begin(), m.relations.end(),
                                        [&](const auto& other) { return other.name == r->name; });
        if (known != m.relations.end())
            *known = std::move(*r);
        else
            m.relations.push_back(std::move(*r));
    }

    std::vector<std::string> names_in(const model_file& file, std::string_view member)
    {
        std::vector<std::string> names;
        const auto said = find_setting(file, model_config_, member);
        if (!said)
            return names;
        if (said->value->is_array())
            for (const auto& name : said->value->get_array())
                if (name.is_string())
                    names.emplace_back(view(name.get_string()));
        if (!said->value->is_array() || names.size() != said->value->get_array().size())
            wrong_.add(said->file, said->member, "write a list of property names: [\"password\"]");
        return names;
    }

    void read_table(declared_model& m, const model_file& file)
    {
        const auto said = find_setting(file, model_config_, "sqlite3");
        if (!said)
            return;
        if (!said->value->is_object())
            wrong_.add(said->file, said->member,
                       "what the connector is told is an object: write {\"table\": \"name\"}");
        else if (auto table = text_member(said->value->get_object(), "table", said->at(), wrong_))
            m.table = *table;
        else if (auto name = text_member(said->value->get_object(), "tableName", said->at(), wrong_))
            m.table = *name;
    }

    void read_path(declared_model& m, const model_file& file)
    {
        m.path = text_member(file.definition, "plural", {file.shown, {}}, wrong_).value_or(plural_of(m.name));
        if (const auto http = find_setting(file, model_config_, "http"); http && http->value->is_object())
            if (auto path = text_member(http->value->get_object(), "path", http->at(), wrong_))
                m.path = *path;
        while (!m.path.empty() && m.path.front() == '/')
            m.path.erase(0, 1);
        while (!m.path.empty() && m.path.back() == '/')
            m.path.pop_back();
        if (m.path.empty() || m.path.find("//") != std::string::npos)
            wrong_.add(file.shown, "http.path",
                       "a path has names between its slashes: write \"/" + plural_of(m.name) + "\"");
    }

    void finish_key(declared_model& m, const model_file& file)
    {
        std::vector<schema::column*> keys;
        for (auto& c : m.columns)
            if (c.primary)
                keys.push_back(&c);
        if (keys.size() > 1 && !m.is_public)
            return make_pair_unique(m, keys);
        if (keys.size() > 1)
            wrong_.add(
                file.shown, "properties." + keys[1]->name + ".id",
                in_quotes(keys[0]->name) +
                    " is the id already, and ids of several properties cannot be served: leave \"id\" to one of them");
        if (!keys.empty()) {
            m.key = keys.front()->name;
            return;
        }
        bool inject = true;
        if (const auto said = find_setting(file, model_config_, "idInjection")) {
            if (said->value->is_bool())
                inject = said->value->get_bool();
            else
                wrong_.add(said->file, said->member, "write true or false");
        }
        if (!inject) {
            if (m.is_public)
                wrong_.add(file.shown, "idInjection",
                           "no property is marked as the id and none is injected, so that no route could name a row: "
                           "write \"id\": true at one property, or \"idInjection\": true, or \"public\": false for a "
                           "model that others pass through");
            if (!m.find(m.key))
                m.key.clear();
            return;
        }
        if (auto* c = m.find("id")) {
            // LoopBack injects over a property of this name.
            *c = injected_id();
            return;
        }
        m.columns.push_back(injected_id());
    }

    /// No route names a row of a model that is not public, so its id may be several properties, as a table of links has
    /// it. To the engine that is a table without a primary key, and an index keeps its rows apart.
    void make_pair_unique(declared_model& m, const std::vector<schema::column*>& keys)
    {
        declared_index together{"id", {}, true};
        for (auto* c : keys) {
            c->primary = c->generated = false;
            together.properties.push_back(c->name);
        }
        said_->indexes.push_back(std::move(together));
        m.key.clear();
    }

    folder& folder_;
    mistakes& wrong_;
    std::string model_config_;
    std::set<std::string> names_;
    std::set<std::string> checked_;
    declared_rules* said_ = nullptr; ///< of the model that is read
    std::optional<bool> force_id_;
    shared_methods methods_; ///< of the model that is read
    shared_methods of_all_;  ///< what config.json says
};

} // namespace

models_of_files read_models(folder& f, mistakes& wrong)
{
    models_of_files out;
    reader read{f, wrong};
    for (const auto& [name, file] : f.models)
        if (file.configured)
            out.models.emplace(name, read(file, out.rules[name]));
    return out;
}

} // namespace ginnel::app
