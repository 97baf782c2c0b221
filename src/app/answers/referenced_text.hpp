#pragma once

#include "app/answers/protected_properties.hpp"
#include "app/answers/text_rows.hpp"
#include "app/embedded/embedded_relation.hpp"
#include "app/questions/filter.hpp"
#include "app/answers/unshown.hpp"
#include "engine/session.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <vector>

namespace ginnel::app {

/// The rows that referencesMany leads to from any number of owners, as texts of one answer.
class referenced_rows {
public:
    /// All must outlive it.
    referenced_rows(engine::session& s, const unshown& hidden, text_answer& answer) noexcept
        : session_{s}, hidden_{hidden}, answer_{answer}
    {
    }

    /// For each list of keys the rows as a list of JSON: in the order of the keys, or in the one that the filter says;
    /// skip and limit are those of each list. Keys without a row are passed over. One statement, and one per include;
    /// none where there are no keys.
    std::vector<std::string> list(const embedded_relation& r, const filter& what,
                                  const std::vector<boost::json::array>& keys) const;

private:
    engine::session& session_;
    const unshown& hidden_;
    text_answer& answer_;
};

/// Runs a query into rows of text, and then what its includes of referencesMany ask: one statement for each of these.
void load_text(engine::session& s, const engine::query& q, text_rows& rows, const unshown& hidden);
/// The second half of it, for rows that were read already.
void load_referenced(engine::session& s, text_rows& rows, const unshown& hidden);

} // namespace ginnel::app
