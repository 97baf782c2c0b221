#pragma once

#include <ginnel/value/cell.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ginnel::schema {

class model;
struct column;
struct relation;

/// Functions by which the engine reaches lists of objects whose type it cannot see.
///
/// A slot is a relation's member in an object, or the list of roots that a query fills. To-many slots own their rows in
/// order; to-one slots share theirs. Addresses of rows in a to-many slot live until its next `emplace`.
struct slot_ops {
    /// Appends an object of this model (to-one: replaces) and gives its address.
    void* (*emplace)(void* slot, const model& m);
    void* (*at)(void* slot, std::size_t ordinal);
    std::size_t (*size)(const void* slot);
    /// Makes the slot loaded and empty and stamps it with its relation (null for a list of roots).
    /// `partial`: loaded under a condition or limit.
    void (*reset)(void* slot, const relation* r, bool partial);
    /// To-one slots only (else null): the slot takes the object that `from`, a slot of the same type, holds.
    void (*share)(void* slot, const void* from);
    /// A slot on its own, so that loading into a user's object leaves nothing half: filled detached, swapped in at the
    /// end.
    void* (*make)();
    void (*destroy)(void* slot);
    void (*swap_in)(void* slot, void* other);
    void (*set_count)(void* slot, const relation* r, std::int64_t count);
    /// Whether the slot was loaded, and under conditions or a limit.
    bool (*loaded)(const void* slot);
    bool (*partial)(const void* slot);
    /// The typed link row beside the newest object of the slot, or null if the slot keeps none.
    void* (*emplace_link)(void* slot);
    /// Makes room in an empty list of roots, for about as many rows as are expected; null: lists that need none.
    void (*reserve)(void* slot, std::size_t rows) = nullptr;
    /// Makes a loaded and empty slot ready for through rows, which `emplace_link` then gives; null: it keeps none.
    void (*prepare_through)(void* slot) = nullptr;
    /// Whether the slot is the one row that find and first want.
    bool one_root = false;
    /// The typed link row beside object number `ordinal`, or null if it has none; null: slots that keep none.
    void* (*link_at)(void* slot, std::size_t ordinal) = nullptr;
};

/// The names of a query's added columns, shared by all rows of the query.
using extras_names = std::shared_ptr<const std::vector<std::string>>;

/// Functions by which the engine reaches into objects of a model; typed structs and records have each their own.
struct model_ops {
    /// Reads all columns of the model, which stand in order from `row` on. False: column `failed` did not fit.
    bool (*read)(const model& m, const cell* row, void* object, std::size_t& failed);
    /// Reads one column.
    bool (*set)(const model& m, void* object, std::size_t column, const cell& from);
    value (*get)(const model& m, const void* object, std::size_t column);
    /// The slot of the model's relation number `index`.
    void* (*slot)(const model& m, void* object, std::size_t index);
    /// Where added columns go: as many values as names, to be filled in; null if the model keeps none.
    value* (*extras)(const model& m, void* object, const extras_names& names);
    /// Called for each object that was read; `columns` is null after a full read, else says which were selected.
    void (*loaded)(const model& m, void* object, const std::vector<std::uint16_t>* columns);
    /// Whether the object knows this column: it was read or assigned. Null: objects that know all of theirs.
    bool (*has)(const model& m, const void* object, std::size_t column) = nullptr;
    /// Whether each object has a place for added columns, whatever its model says.
    bool keeps_extras = false;
    /// Whether the column was assigned another value since the object was read or written. Null: objects that do not
    /// know.
    bool (*changed)(const model& m, const void* object, std::size_t column) = nullptr;
    /// Called for each object that was written; `columns` is null where all of it was, else says which. Null: nothing
    /// to note.
    void (*saved)(const model& m, void* object, const std::vector<const column*>* columns) = nullptr;
};

} // namespace ginnel::schema
