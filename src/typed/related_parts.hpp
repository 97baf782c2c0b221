#pragma once

#include "engine/related_write.hpp"
#include "engine/write.hpp"

#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/links.hpp>
#include <ginnel/value/value.hpp>

#include <span>
#include <vector>

// Shared by the compiled code behind related rows; not installed.

namespace ginnel::detail {

/// The key of a parent row that the path starts from; null where the row was not saved.
value key_of_parent(const schema::relation& r, const void* parent);
/// Throws error (usage, E_UNSAVED_PARENT) where a parent is not stored, by what its row_state says (`stored`) or by its
/// key: null, or a nil uuid; (usage, E_NULL_KEY) where a key that is no primary key is null.
void need_saved_parent(const schema::relation& r, const value& key, bool stored = true);
/// Links as the engine takes them: those of a pivot's struct without the fields that hold keys.
std::vector<engine::link> links_of(const schema::relation& r, std::span<const link> given);
/// Rows that are to be saved under the parent with this key, over one hop: what of each is to be written.
std::vector<engine::related_row> rows_to_save(const schema::relation& r, const value& key,
                                              const std::vector<void*>& rows);

} // namespace ginnel::detail
