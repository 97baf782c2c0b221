#include "engine/row_not_found.hpp"

#include <ginnel/error.hpp>

#include <cstddef>

namespace ginnel::engine {

namespace {

[[noreturn]] void refuse(const schema::model& m, const std::string& why)
{
    throw error{error_kind::not_found, "E_ROW_NOT_FOUND", why}.in_model(m.name).spoiling(spoils::nothing);
}

} // namespace

void throw_row_not_found(const schema::model& m)
{
    refuse(m, "no row of " + m.name + " meets the query");
}

void throw_row_not_found(const schema::model& m, std::span<const std::string> keys)
{
    constexpr std::size_t most = 10;
    std::string list;
    for (std::size_t i = 0; i < keys.size() && i < most; ++i)
        list += (i != 0 ? ", " : "") + keys[i];
    if (keys.size() > most)
        list += " and " + std::to_string(keys.size() - most) + " more";
    refuse(m, "there is no " + m.name + " with the key" + (keys.size() > 1 ? "s " : " ") + list);
}

} // namespace ginnel::engine
