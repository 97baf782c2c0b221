#pragma once

#include "app/answers/answer_bounds.hpp"
#include "app/answers/list_page.hpp"
#include "app/answers/protected_properties.hpp"
#include "app/questions/filter.hpp"
#include "app/answers/unshown.hpp"
#include "engine/session.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::app {

/// Lists a model's rows, which go from the driver's cells into the text of the answer, with nothing built in between.
class listing {
public:
    /// `hidden`: what is not shown below the roots. All must outlive it.
    listing(engine::session& s, const unshown& hidden, const answer_bounds& bounds)
        : session_{s}, hidden_{hidden}, bounds_{bounds}
    {
    }

    /// The rows, and what is asked beside them. Statements and errors: as read_list.
    listed rows(const schema::model& m, const filter& what, const list_wishes& wishes = {}) const;
    /// The row with this key as a JSON object, if it is among the rows. Statements: as above.
    std::optional<std::string> with_key(const schema::model& m, const value& key, const filter& what) const;

private:
    engine::session& session_;
    const unshown& hidden_;
    const answer_bounds& bounds_;
};

} // namespace ginnel::app
