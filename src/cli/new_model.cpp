#include "cli/generators.hpp"
#include "cli/names.hpp"
#include "cli/project.hpp"
#include "cli/prompt.hpp"
#include "cli/properties.hpp"

#include <ginnel/error.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
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

/// Throws where there is no such data source.
void check_source(const project& p, const std::string& source)
{
    const auto known = p.data_sources();
    if (known.empty())
        throw error{error_kind::usage, "E_NO_SOURCE",
                    p.shown("datasources.json") + " has no data source: add \"db\": {\"name\": \"db\", "
                                                  "\"connector\": \"sqlite3\", \"file\": \"app.db\"}"};
    if (std::find(known.begin(), known.end(), source) != known.end())
        return;
    std::string all;
    for (const auto& name : known)
        all += (all.empty() ? "\"" : ", \"") + name + "\"";
    throw error{error_kind::usage, "E_NO_SOURCE",
                "there is no data source \"" + source + "\": " + p.shown("datasources.json") + " has " + all};
}

/// What is asked in the order of LoopBack's generator, but for the properties.
void ask_all(prompt& ask, const project& p, model_arguments& given)
{
    given.name = ask.checked("Enter the model name:", {}, [&](const std::string& name) {
        return p.has(name) ? "there is a model \"" + name + "\" already: give the new one another name"
                           : wrong_name("the name of a model", name);
    });
    given.source = ask.choice("Select the data source to attach " + given.name + " to:", p.data_sources(),
                              p.data_sources().empty() ? std::string{} : p.data_sources().front());
    auto bases = p.models();
    bases.insert(bases.begin(), {"PersistedModel", "Model"});
    given.base = ask.choice("Select the model's base class:", bases, "PersistedModel");
    given.is_private = !ask.yes("Expose " + given.name + " via the REST API?", true);
    if (!given.is_private)
        given.plural = ask.checked("Custom plural form (used to build REST URL):", {}, [](const std::string& plural) {
            return plural.empty() ? std::string{} : wrong_name("a plural", plural);
        });
    given.server_only = ask.choice("Common model or server only?", {"common", "server"}, "common") == "server";
}

void make(model_arguments given)
{
    project p{given.folder};
    prompt ask{std::cin, std::cout};
    const bool asks = given.name.empty(); // what a command line leaves out is as by default
    if (given.source.empty() && !p.data_sources().empty())
        given.source = p.data_sources().front();
    check_source(p, given.source);
    if (asks)
        ask_all(ask, p, given);
    check_name("the name of a model", given.name);
    if (!given.plural.empty())
        check_name("a plural", given.plural);
    properties said{{p.models().begin(), p.models().end()}, given.base != "Model"};
    if (asks)
        said.ask(ask);
    for (const auto& property : given.properties)
        said.add(property);
    // As LoopBack's generator writes it, with the members that it leaves empty.
    json::object m{{"name", given.name}};
    if (!given.plural.empty())
        m["plural"] = given.plural;
    m["base"] = given.base.empty() ? "PersistedModel" : given.base;
    m["idInjection"] = true;
    m["options"] = json::object{{"validateUpsert", true}};
    m["properties"] = said.take();
    m["validations"] = json::array{};
    m["relations"] = json::object{};
    m["acls"] = json::array{};
    m["methods"] = json::object{};
    p.add(given.name, m, {{"dataSource", given.source}, {"public", !given.is_private}}, given.server_only);
    p.write();
    std::cout << "made the model " << given.name << '\n';
    if (given.base == "Model" && !given.is_private)
        std::cout << "It has no routes, for a base \"Model\" keeps no rows: its properties describe rows within others "
                     "(write --base PersistedModel for one with routes).\n";
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
