#include "cli/properties.hpp"

#include "app/declarations/mistakes.hpp"
#include "app/files/rules_reader.hpp"
#include "cli/names.hpp"

#include <ginnel/error.hpp>

#include <boost/json/parse.hpp>

#include <utility>
#include <vector>

namespace ginnel::cli {

namespace {

namespace json = boost::json;

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

[[noreturn]] void refuse(const std::string& sentence)
{
    throw error{error_kind::usage, "E_PROPERTY", sentence};
}

} // namespace

std::string properties::wrong_name(const std::string& name) const
{
    if (auto wrong = cli::wrong_name("the name of a property", name); !wrong.empty())
        return wrong;
    if (said_.contains(name))
        return "there is a property \"" + name + "\" already: give this one another name";
    if (has_ids_ && name == "id")
        return "\"id\" is every row's key already, a number that is given to it: leave it out. For keys of your own "
               "mark a property of another name with \"id\": true in the model's file";
    return {};
}

std::string properties::wrong_property(const std::string& name, const json::object& property) const
{
    if (const auto* type = property.if_contains("type");
        type->get_string().starts_with('[') || type->get_string().ends_with("[]"))
        return "properties." + name + ".type: a list is written array: " + name +
               ":array (in the model's file [\"string\"] says of what)";
    app::mistakes wrong;
    app::model_rules rules;
    const app::place at{{}, "properties." + name};
    if (const auto column = app::read_property(name, property, models_, at, wrong))
        app::read_property_rules(rules, *column, property, at, wrong);
    return wrong.empty() ? std::string{} : wrong.sentences().front().substr(2); // behind the file, which there is none
}

void properties::add(const std::string& said)
{
    const auto unread = [&] {
        refuse("\"" + said + "\" is no property: write NAME:TYPE, NAME:TYPE:required or NAME:TYPE=DEFAULT");
    };
    const auto equals = said.find('=');
    const auto head = said.substr(0, equals);
    const auto colon = head.find(':');
    if (colon == std::string::npos || colon == 0)
        unread();
    const auto name = head.substr(0, colon);
    auto type = head.substr(colon + 1);
    const auto more = type.find(':');
    const bool required = more != std::string::npos;
    if (required && type.substr(more) != ":required")
        unread();
    type = type.substr(0, more);
    json::object property{{"type", type}};
    if (required)
        property["required"] = true;
    if (equals != std::string::npos)
        property["default"] = default_of(type, said.substr(equals + 1));
    if (const auto wrong = wrong_name(name); !wrong.empty())
        refuse(wrong);
    if (const auto wrong = wrong_property(name, property); !wrong.empty())
        refuse(wrong);
    said_[name] = std::move(property);
}

void properties::ask(prompt& ask)
{
    ask.say("Enter an empty property name when done.");
    for (;;) {
        const auto name = ask.text("Property name:");
        if (name.empty())
            return;
        if (const auto wrong = wrong_name(name); !wrong.empty()) {
            ask.say(wrong);
            continue;
        }
        json::object property;
        const auto type = ask.choice("Property type:", types, "string");
        property["type"] = type;
        if (ask.yes("Required?", false))
            property["required"] = true;
        const auto value = ask.checked("Default value [leave blank for none]:", {}, [&](const std::string& text) {
            auto with = property;
            with["default"] = default_of(type, text);
            return text.empty() ? std::string{} : wrong_property(name, with);
        });
        if (!value.empty())
            property["default"] = default_of(type, value);
        said_[name] = std::move(property);
    }
}

} // namespace ginnel::cli
