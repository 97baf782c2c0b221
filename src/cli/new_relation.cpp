#include "app/declarations/naming.hpp"
#include "cli/generators.hpp"
#include "cli/names.hpp"
#include "cli/project.hpp"
#include "cli/prompt.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ginnel::cli {

namespace {

namespace json = boost::json;

struct relation_arguments {
    std::string folder = ".";
    std::string from, type, to, name, foreign_key, through, key_through, inverse;
    bool nests = false, hidden = false;
};

const std::vector<std::string> types{"hasMany", "belongsTo", "hasAndBelongsToMany", "hasOne"};
constexpr const char* other = "(other)";

std::string default_key(const std::string& model)
{
    return app::lower_camel(model) + "Id";
}

std::string default_name(const std::string& type, const std::string& target)
{
    const auto name = app::lower_camel(target);
    return type == "belongsTo" || type == "hasOne" ? name : app::plural_of(name);
}

bool passes(const relation_arguments& r)
{
    return !r.through.empty();
}

bool is_taken(const json::object& definition, const std::string& name)
{
    const auto holds = [&](const char* member) {
        const auto* in = definition.if_contains(member);
        return in && in->is_object() && in->get_object().contains(name);
    };
    return holds("relations") || holds("properties");
}

std::string taken(const std::string& model, const std::string& name)
{
    return model + " has a property or relation \"" + name + "\" already: give this one another name";
}

/// LoopBack's questions in its order, and after them those that it does not ask: the other key of the through model,
/// and the way back.
void ask_all(prompt& ask, const project& p, relation_arguments& r)
{
    r.from = ask.choice("Select the model to create the relationship from:", p.models());
    r.type = ask.choice("Relation type:", types, "hasMany");
    auto targets = p.models();
    targets.emplace_back(other);
    r.to = ask.choice("Choose a model to create a relationship with:", targets);
    const auto one_there_is = [&](const std::string& name) {
        return p.has(name) ? std::string{} : "there is no model \"" + name + "\": make it with ginnel model first";
    };
    if (r.to == other)
        r.to = ask.checked("Enter the model name:", {}, one_there_is);
    const auto from = p.definition(r.from);
    const auto or_none = [](const char* what) {
        return [what](const std::string& name) { return name.empty() ? std::string{} : wrong_name(what, name); };
    };
    r.name = ask.checked(
        "Enter the property name for the relation:", default_name(r.type, r.to), [&](const std::string& name) {
            return is_taken(from, name) ? taken(r.from, name) : wrong_name("the name of a relation", name);
        });
    r.foreign_key = ask.checked("Optionally enter a custom foreign key:", {}, or_none("a key"));
    if (r.type == "hasMany" && ask.yes("Require a through model?", false)) {
        r.through = ask.choice("Choose a through model:", targets);
        if (r.through == other)
            r.through = ask.checked("Enter the model name:", {}, one_there_is);
        r.key_through = ask.checked("Optionally enter the through model's key of " + r.to + ":",
                                    r.from == r.to ? "" : default_key(r.to), or_none("a key"));
    }
    if (p.is_public(r.from))
        r.nests = ask.yes("Allow the relation to be nested in REST APIs?", false);
    r.hidden = ask.yes("Disable the relation from being included?", false);
    r.inverse = ask.checked("Property name for the way back from " + r.to + " (blank for none):", {},
                            or_none("the name of a relation"));
}

json::object relation_of(const std::string& type, const std::string& model, const std::string& foreign_key)
{
    json::object relation{{"type", type}, {"model", model}};
    if (!foreign_key.empty()) // of hasAndBelongsToMany, whose keys the model between has
        relation["foreignKey"] = foreign_key;
    return relation;
}

/// The relations of the model's file, to be added to.
json::object& relations_in(json::object& definition)
{
    auto& r = definition["relations"];
    if (!r.is_object())
        r.emplace_object();
    return r.get_object();
}

void add_to(project& p, const std::string& model, const std::string& name, const json::object& relation)
{
    auto definition = p.definition(model);
    if (is_taken(definition, name))
        throw error{error_kind::usage, "E_NAME_TAKEN", taken(model, name)};
    relations_in(definition).insert_or_assign(name, relation);
    p.save(model, definition);
}

/// The key of a through model, and the relation that says whose it is; neither is made twice.
void add_key(project& p, const std::string& through, const std::string& of, const std::string& key)
{
    auto definition = p.definition(through);
    auto& relations = relations_in(definition);
    for (const auto& r : relations)
        if (r.value().is_object()) {
            const auto& o = r.value().get_object();
            const auto* type = o.if_contains("type");
            const auto* said = o.if_contains("foreignKey");
            const std::string has = said && said->is_string() && !said->get_string().empty()
                                        ? std::string{said->get_string()}
                                        : std::string{std::string_view{r.key()}} + "Id";
            if (type && type->is_string() && type->get_string() == "belongsTo" && has == key)
                return;
        }
    // "followerId" is the key of the relation "follower".
    auto name = key.ends_with("Id") && key.size() > 2 ? key.substr(0, key.size() - 2) : app::lower_camel(of);
    while (is_taken(definition, name))
        name += "Row";
    relations.insert_or_assign(name, relation_of("belongsTo", of, key));
    p.save(through, definition);
}

void make_way_back(project& p, const relation_arguments& r, const std::string& key)
{
    auto back = relation_of(r.type == "belongsTo"                          ? "hasMany"
                            : r.type == "hasAndBelongsToMany" || passes(r) ? r.type
                                                                           : "belongsTo",
                            r.from, r.type == "hasAndBelongsToMany" ? std::string{} : key);
    if (passes(r)) {
        back["foreignKey"] = r.key_through;
        back["through"] = r.through;
        back["keyThrough"] = r.foreign_key;
    }
    add_to(p, r.to, r.inverse, back);
}

void check_names(const relation_arguments& r)
{
    check_name("the name of a relation", r.name);
    if (!r.inverse.empty())
        check_name("the name of a relation", r.inverse);
    for (const auto& key : {r.foreign_key, r.key_through})
        if (!key.empty())
            check_name("a key", key);
}

void make(relation_arguments r)
{
    project p{r.folder};
    prompt ask{std::cin, std::cout};
    if (r.from.empty())
        ask_all(ask, p, r);
    if (r.type.empty())
        throw error{error_kind::usage, "E_RELATION_TYPE",
                    "--type is missing: write --type hasMany, belongsTo, hasAndBelongsToMany or hasOne"};
    const std::vector<std::string_view> known{types.begin(), types.end()};
    if (std::find(known.begin(), known.end(), r.type) == known.end())
        throw error{error_kind::usage, "E_RELATION_TYPE",
                    "\"" + r.type + "\" is no relation type" + did_you_mean(r.type, known) +
                        ": write --type hasMany, belongsTo, hasAndBelongsToMany or hasOne"};
    if (r.to.empty())
        throw error{error_kind::usage, "E_NO_TARGET", "the relation leads nowhere: write --to MODEL"};
    if (r.name.empty())
        r.name = default_name(r.type, r.to);
    check_names(r);
    if (passes(r) && r.type != "hasMany")
        throw error{error_kind::usage, "E_THROUGH",
                    "only hasMany passes a model of yours: leave --through out, or write --type hasMany"};
    if (!passes(r) && !r.key_through.empty())
        throw error{error_kind::usage, "E_THROUGH",
                    "--key-through is a key of the model passed, and none is: write --through MODEL beside it"};
    (void)p.definition(r.from); // an unknown model is told before anything that follows from it
    (void)p.definition(r.to);
    if (passes(r)) {
        (void)p.definition(r.through);
        if (r.foreign_key.empty())
            r.foreign_key = default_key(r.from);
        if (r.key_through.empty())
            r.key_through = default_key(r.to);
        if (r.foreign_key == r.key_through)
            throw error{error_kind::usage, "E_ONE_KEY",
                        "\"" + r.foreign_key + "\" would be both keys of " + r.through +
                            ": write --foreign-key and --key-through, as in followeeId and followerId"};
    }
    // Said in full, so that no reader has to know a default.
    auto key = r.foreign_key;
    if (key.empty() && r.type != "hasAndBelongsToMany")
        key = r.type == "belongsTo" ? r.name + "Id" : default_key(r.from);
    auto relation = relation_of(r.type, r.to, key);
    if (passes(r)) {
        relation["through"] = r.through;
        relation["keyThrough"] = r.key_through;
    }
    if (r.nests || r.hidden) {
        json::object options;
        if (r.nests)
            options["nestRemoting"] = true;
        if (r.hidden)
            options["disableInclude"] = true;
        relation["options"] = std::move(options);
    }
    add_to(p, r.from, r.name, relation);
    if (passes(r)) {
        add_key(p, r.through, r.from, r.foreign_key);
        add_key(p, r.through, r.to, r.key_through);
    }
    if (!r.inverse.empty())
        make_way_back(p, r, key);
    p.write();
    std::cout << "made the relation " << r.from << '.' << r.name << '\n';
}

} // namespace

void add_relation(CLI::App& program)
{
    auto* command = program.add_subcommand(
        "relation", "Write a relation into the models' files; without --from it asks, as LoopBack's generator does");
    auto given = std::make_shared<relation_arguments>();
    command->add_option("DIR", given->folder, "The application")->capture_default_str();
    command->add_option("--from", given->from, "Model that has the relation");
    command->add_option("--type", given->type, "hasMany, belongsTo, hasAndBelongsToMany or hasOne");
    command->add_option("--to", given->to, "Model that it leads to");
    command->add_option("--name", given->name, "Of the relation (default: the target's name, in the plural for many)");
    command->add_option("--foreign-key", given->foreign_key, "Key of the model that has the relation");
    command->add_option("--through", given->through,
                        "Model that a hasMany passes; it gets its keys and belongsTo relations");
    command->add_option("--key-through", given->key_through, "Key of the target on the through model");
    command->add_option("--inverse", given->inverse, "Name of the way back, which is written into the target");
    command->add_flag("--nest", given->nests, "Allow nested routes: nestRemoting");
    command->add_flag("--disable-include", given->hidden, "Allow no include of it");
    command->footer("Example:\n  ginnel relation blog --from Physician --type hasMany --to Patient --through "
                    "Appointment --inverse physicians");
    command->callback([given] { make(*given); });
}

} // namespace ginnel::cli
