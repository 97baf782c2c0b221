#include "schema/resolver.hpp"

#include <ginnel/schema/registry.hpp>

namespace ginnel::schema {

std::string task::spelled() const
{
    if (!draft->declared_as.empty())
        return draft->declared_as;
    return std::string{style() == key_style::camel ? lucid_name_of(draft->kind) : name_of(draft->kind)};
}

std::string task::option(std::string_view name) const
{
    if (owner->draft.said_at_run_time)
        return '.' + std::string{name};
    return style() == key_style::camel ? camel_case(name) : std::string{name};
}

std::string task::in_describe(std::string_view name, const model* holder) const
{
    if (style() == key_style::camel)
        return {};
    const std::string& m = source().name;
    return ", in describe: " + snake_case(m) + ".relation(&" + m + "::" + draft->name + ")." + std::string{name} +
           (holder != nullptr && !name.starts_with("pivot_") ? "(&" + holder->name + "::...)" : std::string{"(\"...\")"});
}

} // namespace ginnel::schema
