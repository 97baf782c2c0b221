#pragma once

#include <ginnel/schema/model.hpp>

#include <string>
#include <string_view>

namespace ginnel::rest {

/// The property of this name. Throws `refusal` (400) with the nearest names. A hidden property is none to a client: a condition
/// on it would tell its value.
const schema::column& property_named(const schema::model& m, std::string_view name, const std::string& at);
/// The relation of this name, likewise.
const schema::relation& relation_named(const schema::model& m, std::string_view name, const std::string& at);

} // namespace ginnel::rest
