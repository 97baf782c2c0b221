#pragma once

#include "engine/related_write.hpp"
#include "engine/session.hpp"

#include <ginnel/schema/relation.hpp>

#include <span>

namespace ginnel::engine {

/// A path of several hops, cut before its last one: what leads to the middle row, whose key the rows behind it hold.
class middle_path {
public:
    /// Throws error (unsupported, E_NO_MIDDLE) where the target does not hold the key of the model before it: such a
    /// row is tied by a link, or holds no key of this path at all. The relation must outlive this.
    explicit middle_path(const schema::relation& r);

    /// From the parent to the middle.
    const schema::relation& before() const noexcept { return before_; }
    /// From the middle to the target: one hop.
    const schema::relation& last() const noexcept { return last_; }
    /// The middle's column whose value the target's rows hold.
    const schema::column& key() const noexcept { return last_.local_key(); }
    /// Throws error (usage, E_WRONG_MIDDLE) where a row of this model is not the middle.
    void need_middle(const schema::model& m) const;

private:
    schema::relation before_, last_;
};

/// Inside a write transaction: locks the middle row of this key where the database has row locks, and looks whether it
/// is behind the parent. Statements: one, or two. Throws error (not_found, E_MIDDLE_OF_ANOTHER) where it is not.
void need_behind(session& inside, const middle_path& path, const value& parent, const value& middle);

/// Saves rows of the target under the row of the middle that has this key, as save_related does. In one write
/// transaction: the statements of need_behind, and those of save_related; none for no rows. A failure leaves all
/// objects as they were. Throws as need_behind.
void save_behind(session& s, const middle_path& path, const value& parent, const value& middle,
                 std::span<const related_row> rows);

} // namespace ginnel::engine
