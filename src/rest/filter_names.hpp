#pragma once

#include <ginnel/schema/model.hpp>

#include <set>
#include <string>
#include <string_view>

namespace ginnel::rest {

/// A model at a place of a filter.
struct subject {
    const schema::model& model;
    const std::set<std::string>* withheld = nullptr; ///< the properties that are not shown there
};

/// The property of this name. Throws `refusal` (400) with the nearest names. A hidden or withheld property is none to a client: a
/// condition on it, or an order by it, would tell its value.
const schema::column& property_named(const subject& s, std::string_view name, const std::string& at);
/// The relation of this name, likewise.
const schema::relation& relation_named(const schema::model& m, std::string_view name, const std::string& at);

} // namespace ginnel::rest
