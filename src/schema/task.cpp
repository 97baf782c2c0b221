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
    return style() == key_style::camel ? camel_case(name) : std::string{name};
}

} // namespace ginnel::schema
