#include "app/model_reader.hpp"

#include "app/naming.hpp"
#include "app/property_reader.hpp"
#include "app/relation_reader.hpp"
#include "value/nearest.hpp"

#include <algorithm>

namespace ginnel::app {

namespace {

namespace json = boost::json;

std::string_view view(const json::string& s)
{
    return {s.data(), s.size()};
}
std::string_view view(json::string_view s)
{
    return {s.data(), s.size()};
}

class reader {
public:
    reader(const folder& f, mistakes& wrong) : folder_{f}, wrong_{wrong}
    {
        for (const auto& [name, file] : f.models)
            names_.insert(name);
    }

    declared_model operator()(const model_file& file)
    {
        declared_model m;
        m.name = file.name;
        m.shown = file.shown;
        m.is_public = file.is_public;
        m.table = file.name; // LoopBack's SQLite connector takes the names as they are
        add(m, file, 0);
        read_table(m, file);
        read_path(m, file);
        finish_key(m, file);
        return m;
    }

private:
    /// What the file says on top of what its base says.
    void add(declared_model& m, const model_file& file, int depth)
    {
        add_base(m, file, depth);
        refuse_what_is_not_served(file);
        each_member(file, "properties", "\"name\": {\"type\": \"string\"}", [&](std::string_view name, const json::value& said) {
            add_property(m, file, name, said);
        });
        each_member(file, "relations", "\"patients\": {\"type\": \"hasMany\", \"model\": \"Patient\"}",
                    [&](std::string_view name, const json::value& said) { add_relation(m, file, name, said); });
        for (const auto& name : names_in(file, "hidden"))
            if (auto* c = property_of(m, file, "hidden", name))
                c->serialize_as.clear();
        for (const auto& name : names_in(file, "protected"))
            if (property_of(m, file, "protected", name))
                m.protect.insert(name);
    }

    void add_base(declared_model& m, const model_file& file, int depth)
    {
        const auto base = text_member(file.definition, "base", {file.shown, {}}, wrong_);
        if (!base || *base == "PersistedModel" || *base == "Model")
            return;
        if (const auto at = folder_.models.find(*base); at != folder_.models.end()) {
            if (depth > 16)
                wrong_.add(file.shown, "base", "the models are based on each other in a circle: base one of them on \"PersistedModel\"");
            else
                add(m, at->second, depth + 1);
            return;
        }
        if (is_built_in_model(*base)) {
            wrong_.add(file.shown, "base", "LoopBack's own model " + in_quotes(*base) + " is not served yet: write \"PersistedModel\"");
            return;
        }
        std::vector<std::string_view> known{names_.begin(), names_.end()};
        known.emplace_back("PersistedModel");
        wrong_.add(file.shown, "base", "there is no model " + in_quotes(*base) + did_you_mean(*base, known) + "; write \"PersistedModel\"");
    }

    // Each of these changes who sees which rows; to leave it out in silence would show too much.
    void refuse_what_is_not_served(const model_file& file)
    {
        const auto* acls = file.definition.if_contains("acls");
        if (acls && acls->is_array() && !acls->get_array().empty())
            wrong_.add(file.shown, "acls",
                       "access rules are not enforced yet, and to serve without them would open what they close: remove them to serve the "
                       "model to everyone, or write \"public\": false in server/model-config.json");
        const auto* scope = file.definition.if_contains("scope");
        if (scope && scope->is_object() && !scope->get_object().empty())
            wrong_.add(file.shown, "scope", "a default scope is not applied yet, so rows that it excludes would be served: remove it");
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
        const auto known = std::find_if(m.columns.begin(), m.columns.end(), [&](const auto& c) { return c.name == name; });
        if (said.is_null() || (said.is_bool() && !said.get_bool())) { // removes an inherited one
            if (known != m.columns.end())
                m.columns.erase(known);
            return;
        }
        auto c = read_property(name, said, names_, {file.shown, "properties." + std::string{name}}, wrong_);
        if (!c) {
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
        const auto known = std::find_if(m.relations.begin(), m.relations.end(), [&](const auto& other) { return other.name == r->name; });
        if (known != m.relations.end())
            *known = std::move(*r);
        else
            m.relations.push_back(std::move(*r));
    }

    std::vector<std::string> names_in(const model_file& file, std::string_view member)
    {
        std::vector<std::string> names;
        const auto* said = file.definition.if_contains(member);
        if (!said || said->is_null())
            return names;
        if (said->is_array())
            for (const auto& name : said->get_array())
                if (name.is_string())
                    names.emplace_back(view(name.get_string()));
        if (!said->is_array() || names.size() != said->get_array().size())
            wrong_.add(file.shown, member, "write a list of property names: [\"password\"]");
        return names;
    }

    schema::column* property_of(declared_model& m, const model_file& file, std::string_view member, const std::string& name)
    {
        if (auto* c = m.find(name))
            return c;
        if (name == "id")
            return nullptr; // injected later; LoopBack's User hides none of it
        std::vector<std::string_view> known;
        for (const auto& c : m.columns)
            known.emplace_back(c.name);
        wrong_.add(file.shown, member, "there is no property " + in_quotes(name) + did_you_mean(name, known) + ": name a property, or remove it");
        return nullptr;
    }

    void read_table(declared_model& m, const model_file& file)
    {
        const json::object* holder = &file.definition;
        std::string member;
        if (const auto* options = holder->if_contains("options"); options && options->is_object() && options->get_object().contains("sqlite3")) {
            holder = &options->get_object();
            member = "options.";
        }
        const auto* said = holder->if_contains("sqlite3");
        if (!said)
            return;
        if (!said->is_object())
            wrong_.add(file.shown, member + "sqlite3", "what the connector is told is an object: write {\"table\": \"name\"}");
        else if (auto table = text_member(said->get_object(), "table", {file.shown, member + "sqlite3"}, wrong_))
            m.table = *table;
    }

    void read_path(declared_model& m, const model_file& file)
    {
        m.path = text_member(file.definition, "plural", {file.shown, {}}, wrong_).value_or(plural_of(m.name));
        if (const auto* http = file.definition.if_contains("http"); http && http->is_object())
            if (auto path = text_member(http->get_object(), "path", {file.shown, "http"}, wrong_))
                m.path = *path;
        while (!m.path.empty() && m.path.front() == '/')
            m.path.erase(0, 1);
        while (!m.path.empty() && m.path.back() == '/')
            m.path.pop_back();
        if (m.path.empty() || m.path.find('/') != std::string::npos)
            wrong_.add(file.shown, "http.path", "a path is one name: write \"/" + plural_of(m.name) + "\"");
    }

    void finish_key(declared_model& m, const model_file& file)
    {
        std::vector<schema::column*> keys;
        for (auto& c : m.columns)
            if (c.primary)
                keys.push_back(&c);
        if (keys.size() > 1)
            wrong_.add(file.shown, "properties." + keys[1]->name + ".id",
                       in_quotes(keys[0]->name) + " is the id already, and ids of several properties cannot be served: leave \"id\" to one of them");
        if (!keys.empty()) {
            m.key = keys.front()->name;
            return;
        }
        const bool inject = flag_member(file.definition, "idInjection", {file.shown, {}}, wrong_).value_or(true);
        if (!inject) {
            wrong_.add(file.shown, "idInjection", "no property is marked as the id and none is injected: write \"id\": true at one property, or \"idInjection\": true");
            return;
        }
        if (auto* c = m.find("id")) {
            // LoopBack injects over a property of this name.
            *c = injected_id();
            return;
        }
        m.columns.push_back(injected_id());
    }

    const folder& folder_;
    mistakes& wrong_;
    std::set<std::string> names_;
};

} // namespace

std::map<std::string, declared_model> read_models(const folder& f, mistakes& wrong)
{
    std::map<std::string, declared_model> models;
    reader read{f, wrong};
    for (const auto& [name, file] : f.models)
        if (file.configured)
            models.emplace(name, read(file));
    return models;
}

} // namespace ginnel::app
