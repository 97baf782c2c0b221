#pragma once

#include "app/application.hpp"
#include "rest/requests/sent_row.hpp"

#include <ginnel/schema/relation.hpp>

#include <boost/json/value.hpp>

#include <vector>

namespace ginnel::rest {

/// A row of a relation as a body says it, with what its link is to hold under the name of the model passed.
struct sent_related {
    sent_row row, link;
};

/// What a body says as an object: no body, and null, are an empty one. Throws `refusal` (400) for other values.
const boost::json::object& object_of(const boost::json::value& said);

/// The model whose rows are a relation's links; null: it has none.
const schema::model* links_of(const schema::relation& r) noexcept;

/// Reads an object of a body as a new row. Throws `app::invalid_row` for what is wrong with it by itself.
sent_related read_new_related(const app::application& a, const schema::relation& r, const boost::json::value& said);
/// The same of a row that no relation ties to another, and of what a link is to hold.
sent_row read_new_row(const app::application& a, const schema::model& m, const boost::json::value& said);
/// Reads what is to change. Throws as above, and `refusal` (400) for a key that is not `key`.
sent_row read_change(const app::application& a, const schema::model& m, const boost::json::value& said,
                     const value& key);
/// Rows that are to be linked: [2, {"id": 3, "Appointment": {"fee": 4}}]. Throws `refusal` (400).
std::vector<app::wanted_related> read_links(const app::application& a, const schema::relation& r,
                                            const boost::json::value& said);

} // namespace ginnel::rest
