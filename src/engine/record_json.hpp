#pragma once

#include "engine/record.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::engine {

/// What of a record's tree becomes JSON. By default: all columns that were read or assigned, all loaded relations, no
/// extras.
///
/// Names are those of the JSON (`serialize_as`). A relation without an entry in `relations` is written whole; whether a
/// relation is written at all is a matter of `relation_names` and `omit_relations`.
struct json_choice {
    std::optional<std::vector<std::string>> fields;         ///< only these columns; not given: all
    std::vector<std::string> omit;                          ///< these not, even if picked
    std::optional<std::vector<std::string>> relation_names; ///< only these relations; not given: all that are loaded
    std::vector<std::string> omit_relations;
    std::map<std::string, json_choice> relations; ///< what to take of each relation's rows
    std::string extras_as; ///< the member that takes the added columns, as an object; empty: none are written
};

/// Writes a record at the end of `out` as a JSON object: columns, then relations, in the model's order. An empty to-one
/// is null, an empty to-many is []. Integers keep all digits, times and decimals their stored text, json columns their
/// structure; bytes are written in base64.
///
/// `most`: how many bytes `out` may have after any record; past them stands error limit, E_ANSWER_TOO_LARGE.
void append_json(std::string& out, const record& r, const json_choice& choice = {},
                 std::size_t most = std::string::npos);
/// The same for a list, as an array.
void append_json(std::string& out, const std::vector<record>& rows, const json_choice& choice = {},
                 std::size_t most = std::string::npos);

std::string to_json(const record& r, const json_choice& choice = {}, std::size_t most = std::string::npos);
std::string to_json(const std::vector<record>& rows, const json_choice& choice = {},
                    std::size_t most = std::string::npos);

} // namespace ginnel::engine
