// room: value
#pragma once

namespace ginnel {

/// What becomes of the rows that refer to a row when that is deleted. Tables that the library makes have it as the rule
/// of their foreign key, so it holds for every program.
enum class on_delete {
    unsaid,   ///< what the database does by itself: it refuses the deletion
    restrict, ///< the deletion is refused, with an error of kind foreign_key
    set_null, ///< their key becomes null; it must be a column that can be
    cascade,  ///< they are deleted too; of a relation over a pivot table: its links are
    detach    ///< of relations over links, a pivot table or a through model that holds both keys: the links are deleted
};

} // namespace ginnel
