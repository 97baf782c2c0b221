#include "sql/renderer.hpp"

#include "sql/identifier.hpp"

#include <ginnel/error.hpp>

namespace ginnel::sql {

statement renderer::run(const tree& t)
{
    std::visit([this](const auto& s) { write(s); }, t);
    return out_.take();
}

void renderer::identifier(std::string_view name)
{
    out_ << quoted_identifier(name, max_identifier());
}

void renderer::identifiers(const std::vector<std::string>& names)
{
    if (names.empty())
        refuse_tree("A list of columns is empty: name at least one column.");
    std::string_view separator;
    for (const std::string& name : names) {
        out_ << separator;
        identifier(name);
        separator = ", ";
    }
}

void renderer::bind(bound parameter)
{
    bound declared{};
    declared.type = parameter.type;
    declared.typed = parameter.typed;
    std::size_t number = out_.add(std::move(parameter));
    placeholder(number, declared);
}

std::size_t renderer::bind_keys(const keys& set)
{
    bound parameter{};
    parameter.from = set.given ? bound::origin::keys : bound::origin::slot_keys;
    parameter.keys = set.given;
    parameter.slot = set.index;
    parameter.type = set.type;
    parameter.typed = true;
    return out_.add(std::move(parameter));
}

void refuse_tree(const std::string& why)
{
    throw error{error_kind::usage, "E_SQL_TREE", why};
}

} // namespace ginnel::sql
