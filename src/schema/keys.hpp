#pragma once

#include "schema/resolver.hpp"

#include <span>
#include <string>
#include <string_view>

namespace ginnel::schema {

/// "User.country_id", for messages.
std::string spelled(const model& m, std::string_view column_name);

/// "country_id" or "countryId": the key that refers to `key` of the model, by convention.
std::string default_key(key_style style, const model& referred, std::string_view key);
/// The name that conventions take for a join on `joined` of the model: its own, or with Lucid always the primary key's.
std::string_view key_name_for(const task& t, const model& m, const column& joined);

/// The column that an option names by its property; reports any other name.
const column* said_key(resolver& r, task& t, std::string_view option, const std::string& said, const model& holder);
/// The column that an option names, or the primary key; reports when there is neither.
const column* key_or_primary(resolver& r, task& t, std::string_view option, const std::string& said,
                             const model& holder);
/// The column that an option names, or the first of the candidates that the model has; reports when there is none.
/// `refers_to`: what the column holds, as "Country.id".
const column* key_or_default(resolver& r, task& t, std::string_view option, const std::string& said,
                             const model& holder, std::span<const std::string> candidates,
                             const std::string& refers_to);

/// Appends a hop between two models; reports keys that cannot be compared.
void add_hop(resolver& r, task& t, const model& from, const column& from_key, const model& to, const column& to_key,
             bool key_on_from = false);
/// Reports keys that cannot be compared; `from` and `to` are spelled for messages.
bool check_types(resolver& r, task& t, const std::string& from, const column& from_key, const std::string& to,
                 const column& to_key);

} // namespace ginnel::schema
