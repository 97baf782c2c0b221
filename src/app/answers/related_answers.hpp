#pragma once

#include "app/answers/answer_bounds.hpp"
#include "app/answers/list_page.hpp"
#include "app/answers/protected_properties.hpp"
#include "app/questions/filter.hpp"
#include "app/questions/scopes.hpp"
#include "app/relations/related_rows.hpp"
#include "app/answers/unshown.hpp"
#include "app/writing/row_values.hpp"

#include <ginnel/schema/relation.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::app {

/// A row to create, and what its link is to hold.
struct new_related {
    row_values row;
    row_values link{};
};

/// The link to a row, by its primary key, and what it is to hold.
struct wanted_related {
    value id;
    row_values link{};
};

/// What a sync did, by primary keys of the related rows.
struct related_changes {
    std::vector<value> attached, detached, updated;
};

/// What answers about related rows are made by.
struct answering {
    const row_making& making;
    const copied_columns& copied;
    const unshown& hidden;
    const scopes_of_models& scopes;
    answer_bounds bounds;
};

/// Questions about the rows that a relation leads to from one row, answered as JSON text. Statements and errors: as
/// `related_rows` and the functions of related_links.hpp; error limit, E_ANSWER_TOO_LARGE past the bounds.
class related_answers {
public:
    /// All must outlive it. `parent`: the primary key of its row.
    related_answers(engine::session& s, const schema::relation& r, value parent, const answering& by);
    ~related_answers();

    /// `asked`: null where nothing was, not even an empty filter.
    listed list(const filter* asked, const list_wishes& wishes = {}) const;
    std::int64_t count(const filter* asked) const;
    std::optional<std::string> find_by_id(const value& id, const filter& what) const;
    /// One row, or several: all or none.
    std::string create(new_related row) const;
    std::vector<std::string> create(std::vector<new_related> rows) const;
    /// Nothing where the row is not related.
    std::optional<std::string> update(const value& id, const row_values& changed) const;
    bool destroy_by_id(const value& id) const;
    void destroy_all() const;

    /// Whether the row is there and related. One statement.
    bool is_related(const value& id) const;
    bool is_linked(const value& id) const;
    std::string link(const value& id, const row_values& holds) const;
    void unlink(const value& id) const;
    related_changes sync(const std::vector<wanted_related>& links) const;

    // Of a relation that leads to one row:
    /// Where the parent's own row holds the key, "{}" for a null key, and "null" for one that leads nowhere.
    std::optional<std::string> one(const filter& what) const;
    /// Throws error (unique, E_HAS_ONE) where there is one already.
    std::string create_one(row_values row) const;
    /// Its primary key.
    std::optional<value> one_key() const;
    bool destroy_one() const;

private:
    std::unique_ptr<const related_rows> rows_;
    answering by_;
};

} // namespace ginnel::app
