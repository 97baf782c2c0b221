#include "app/declarations/naming.hpp"
#include "cli/generators.hpp"
#include "cli/project.hpp"
#include "cli/prompt.hpp"

#include <ginnel/error.hpp>

#include <boost/json/parse.hpp>

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ginnel::cli {

namespace {

namespace json = boost::json;

struct model_arguments {
    std::string folder = ".";
    std::string name, source, base, plural;
    std::vector<std::string> properties;
    bool is_private = false, server_only = false;
};

const std::vector<std::string> types{"string", "number", "boolean",  "object", "array",
                                     "date",   "buffer", "geopoint", "any"};

/// "12" for a number, "true" for a boolean; anything else is a text.
json::value default_of(const std::string& type, const std::string& text)
{
    if (type == "string" || type == "date")
        return json::value(text);
    boost::json::error_code problem;
    auto parsed = json::parse(text, problem);
    return problem ? json::value(text) : parsed;
}

/// "name:string", "name:string:required", "stars:number=3"
void add_property(json::object& into, const std::string& said)
{
    const auto refuse = [&]() -> void {
        throw error{error_kind::usage, "E_PROPERTY",
                    "\"" + said + "\" is no property: write NAME:TYPE, NAME:TYPE:required or NAME:TYPE=DEFAULT"};
    };
    const auto equals = said.find('=');
    const auto head = said.substr(0, equals);
    const auto colon = head.find(':');
    if (colon == std::string::npos || colon == 0)
        refuse();
    auto type = head.substr(colon + 1);
    json::object property;
    const auto more = type.find(':');
    const bool required = more != std::string::npos;
    if (required && type.substr(more) != ":required")
        refuse();
    type = type.substr(0, more);
    property["type"] = type;
    if (required)
        property["required"] = true;
    if (equals != std::string::npos)
        property["default"] = default_of(type, said.substr(equals + 1));
    into[head.substr(0, colon)] = std::move(property);
}

void ask_properties(prompt& ask, json::object& into)
{
    ask.say("Enter an empty property name when done.");
    for (;;) {
        const auto name = ask.text("Property name:");
        if (name.empty())
            return;
        json::object property;
        const auto type = ask.choice("Property type:", types, "string");
        property["type"] = type;
        if (ask.yes("Required?", false))
            property["required"] = true;
        if (const auto value = ask.text("Default value [leave blank for none]:"); !value.empty())
            property["default"] = default_of(type, value);
        into[name] = std::move(property);
    }
}

void make(model_arguments given)
{
    project p{given.folder};
    prompt ask{std::cin, std::cout};
    const bool asks = given.name.empty(); // what a command line leaves out is as by default
    json::object properties;
    if (asks) {
        given.name = ask.needed("Enter the model name:");
        given.source = ask.choice("Select the data source to attach " + given.name + " to:", p.data_sources(),
                                  p.data_sources().empty() ? std::string{} : p.data_sources().front());
        auto bases = p.models();
        bases.insert(bases.begin(), {"PersistedModel", "Model"});
        given.base = ask.choice("Select the model's base class:", bases, "PersistedModel");
        given.is_private = !ask.yes("Expose " + given.name + " via the REST API?", true);
        if (!given.is_private)
            given.plural = ask.text("Custom plural form (used to build REST URL):");
        given.server_only = ask.choice("Common model or server only?", {"common", "server"}, "common") == "server";
        ask_properties(ask, properties);
    }
    for (const auto& said : given.properties)
        add_property(properties, said);
    if (given.source.empty() && !p.data_sources().empty())
        given.source = p.data_sources().front();
    // As LoopBack's generator writes it, with the members that it leaves empty.
    json::object m{{"name", given.name}};
    if (!given.plural.empty())
        m["plural"] = given.plural;
    m["base"] = given.base.empty() ? "PersistedModel" : given.base;
    m["idInjection"] = true;
    m["options"] = json::object{{"validateUpsert", true}};
    m["properties"] = std::move(properties);
    m["validations"] = json::array{};
    m["relations"] = json::object{};
    m["acls"] = json::array{};
    m["methods"] = json::object{};
    p.add(given.name, m, {{"dataSource", given.source}, {"public", !given.is_private}}, given.server_only);
    p.check();
    std::cout << "made the model " << given.name << '\n';
}

} // namespace

void add_model(CLI::App& program)
{
    auto* command =
        program.add_subcommand("model", "Make a model's file; without --name it asks, as LoopBack's generator does");
    auto given = std::make_shared<model_arguments>();
    command->add_option("DIR", given->folder, "The application")->capture_default_str();
    command->add_option("--name", given->name, "Of the model: Physician");
    command->add_option("--datasource", given->source, "Of server/datasources.json (default: the first)");
    command->add_option("--base", given->base, "PersistedModel, Model, or a model of yours (default: PersistedModel)");
    command->add_option("--plural", given->plural, "In its URL (default: the English plural of its name)");
    command->add_option("--property", given->properties,
                        "NAME:TYPE, NAME:TYPE:required or NAME:TYPE=DEFAULT; again for each");
    command->add_flag("--private", given->is_private, "Give it no routes");
    command->add_flag("--server-only", given->server_only, "Write it to server/models instead of common/models");
    command->footer(
        "Example:\n  ginnel model blog --name Reader --property name:string:required --property age:number");
    command->callback([given] { make(*given); });
}

} // namespace ginnel::cli
