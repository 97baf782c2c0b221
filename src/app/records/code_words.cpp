#include "app/records/code_words.hpp"

#include <ginnel/schema/registry.hpp>

namespace ginnel::app {

namespace {

std::string call_of(const declared_relation& r)
{
    switch (r.type) {
    case relation_type::belongs_to:
        return "belongs_to";
    case relation_type::has_one:
        return "has_one";
    case relation_type::has_many:
        return "has_many";
    case relation_type::has_and_belongs_to_many:
    case relation_type::embeds_one: // in model files alone
    case relation_type::embeds_many:
    case relation_type::references_many:
        break;
    }
    return "many_to_many";
}

} // namespace

std::string code_words::place(const declared_relation& r, std::string_view option_name) const
{
    std::string text = call_of(r) + '(' + in_quotes(r.model) + ") " + in_quotes(r.name);
    if (!option_name.empty() && option_name != "model")
        text += ", " + option(option_name);
    return text;
}

std::string code_words::option(std::string_view loopback_name) const
{
    return '.' + schema::snake_case(loopback_name);
}

std::string code_words::type(column_type t) const
{
    return "types::" + std::string{ginnel::name_of(t)};
}

std::string code_words::spelled(const declared_model&, const declared_relation& r) const
{
    return call_of(r) + '(' + in_quotes(r.model) + ')';
}

std::string code_words::add_belongs_to(const declared_model& middle, const declared_model& of,
                                       const std::string& key) const
{
    return "write " + schema::snake_case(middle.name) + ".belongs_to(" + in_quotes(of.name) +
           ", {.foreign_key = " + in_quotes(key) + "})";
}

std::string code_words::make_model() const
{
    return "define it, or name another";
}

bool code_words::told_missing(const declared_model&, const declared_relation&, const std::string&, mistakes&) const
{
    return false;
}

} // namespace ginnel::app
