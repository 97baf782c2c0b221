#pragma once

#include "app/answers/protected_properties.hpp"
#include "app/questions/filter.hpp"
#include "rest/requests/limits.hpp"
#include "rest/requests/target.hpp"

#include <boost/json/value.hpp>

#include <string_view>

namespace ginnel::app {
class application;
}

namespace ginnel::rest {

/// Whose rows a filter asks for, and what it may cost.
struct filter_place {
    const schema::model& model;
    const limits& bounds;
    const app::protected_properties& withheld;     ///< properties that no filter below the root may name
    const schema::relation* via = nullptr;         ///< the relation whose rows they are, on a relation's route
    const app::application* application = nullptr; ///< as `subject` has it
    bool within = false; ///< the rows stand in another's, so that what is withheld is not even named by them
};

/// Reads LoopBack's filter: `{"where": ..., "include": ..., "order": ..., "limit": ..., "skip": ..., "fields": ...}`.
///
/// Every name is looked up in the model; one that is not there is a refusal (400) that gives the nearest. Throws
/// `refusal`.
app::filter parse_filter(const filter_place& p, const boost::json::value& said);
/// The parameter `filter` of a request, in JSON or in brackets; not given, empty and "null" are no filter.
app::filter parse_filter(const filter_place& p, const target& t);
/// A filter that is a text of JSON.
app::filter parse_filter(const schema::model& m, std::string_view text, const limits& bounds,
                         const app::protected_properties& withheld = {});

/// A condition alone, as `where=` says it to count, update and delete; not given, it is empty and holds for each row.
/// `at` names it in messages. Throws `refusal`.
app::condition parse_where(const filter_place& p, const boost::json::value& said, std::string_view at = "where");
/// The parameter `where` of a request, likewise.
app::condition parse_where(const filter_place& p, const target& t);

} // namespace ginnel::rest
