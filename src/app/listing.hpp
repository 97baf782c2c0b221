#pragma once

#include "app/answer_bounds.hpp"
#include "app/filter.hpp"
#include "app/protected_properties.hpp"
#include "engine/session.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ginnel::app {

/// Whose rows are listed: a model's, or those that a relation reaches from one parent. They go from the driver's cells
/// into the text of the answer, with nothing built in between.
struct listed {
    const schema::model* model = nullptr;
    const schema::relation* relation = nullptr; ///< instead of the model
    value parent{};                             ///< the key from which the relation starts
};

/// What a listing says beside the rows, where it was asked.
struct page_wish {
    bool total = false; ///< how many rows there are, whatever the limit
    std::optional<std::string>
        cursor;           ///< the rows behind this position, by which pages are walked; empty: from the begin
    std::string secret{}; ///< that cursors are signed with; not empty where there is a cursor
};
struct list_page {
    std::string body;
    std::optional<std::int64_t> total;
    std::optional<std::string> next, previous; ///< positions to ask from
};

/// Lists rows.
class listing {
public:
    /// `hidden`: what is not shown below the roots. All must outlive it.
    listing(engine::session& s, const protected_properties& hidden, const answer_bounds& bounds)
        : session_{s}, hidden_{hidden}, bounds_{bounds}
    {
    }

    /// The rows as a JSON array. Statements: one, and one per relation included for which a row has a key. Throws error
    /// limit, E_ANSWER_TOO_LARGE past the bounds.
    std::string rows(const listed& whose, const filter& what) const;
    /// The first row as a JSON object; nothing if there is none. Statements: as above.
    std::optional<std::string> first(const listed& whose, const filter& what) const;
    /// The row with this key, likewise, if it is among the rows.
    std::optional<std::string> with_key(const listed& whose, const value& key, const filter& what) const;
    /// A page of the rows; its filter's limit says how many, else `page_rows` is taken. Statements: as above, and one
    /// for the total. Throws, beside the above, error data: E_CURSOR, E_CURSOR_FOREIGN for a cursor that is none of
    /// this order; error usage, E_CURSOR_ORDER where the order is by related rows.
    list_page page(const listed& whose, const filter& what, const page_wish& wish) const;
    static constexpr std::int64_t page_rows = 100;

    /// How many rows the listing has without a limit. One statement.
    std::int64_t count(const listed& whose, const condition& where) const;

private:
    std::optional<std::string> one(const listed& whose, const filter& what, const value* key) const;

    engine::session& session_;
    const protected_properties& hidden_;
    const answer_bounds& bounds_;
};

} // namespace ginnel::app
