#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// The differential test. What is asked and of what data is said in types of its own (world.hpp, question.hpp), which the
/// engine's side translates and the evaluator answers without a line of the library.
namespace diff {

/// null, integer, real (averages only) or text.
using datum = std::variant<std::monostate, std::int64_t, double, std::string>;

inline bool is_null(const datum& d) noexcept
{
    return std::holds_alternative<std::monostate>(d);
}
std::string shown(const datum& d);

struct column_spec {
    std::string name;        ///< what answers call it
    std::string column_name; ///< what the table calls it
    bool text = false;
    bool nocase = false; ///< collate nocase in the table's definition
    bool narrow = false; ///< a 32-bit column of the model
    bool huge = false;   ///< holds integers whose sums would not fit
    bool uuid = false;   ///< texts that look like uuids
    bool spelled = false; ///< a text key of integers, spelled
    std::vector<std::string> words{}; ///< a column of types: what stands in it
};

struct table_spec {
    std::string name;
    std::string model; ///< empty: a link table that is no model
    std::vector<column_spec> columns;
    std::size_t primary_key = 0; ///< models only
    bool indexed = false;        ///< whether key columns have indexes, which changes the plans that the database chooses
    bool makes_keys = false;     ///< a row without a key gets one from the database; then no key is 0
    std::optional<std::size_t> deleted_at; ///< the column that says of a row that it was softly deleted
    std::vector<std::vector<datum>> rows;

    bool is_model() const noexcept { return !model.empty(); }
};

/// Rows of table `to` whose column `to_column` equals `from_column` of the rows reached so far, by the collation of `to_column`.
struct hop_spec {
    std::size_t from = 0, from_column = 0, to = 0, to_column = 0;
};

/// The rows of the printed matrix.
enum class variant : std::uint8_t {
    belongs_to,
    has_one,
    has_many,
    many_to_many,
    pivot_is_model,
    through_has_many,
    through_link_table,
    through_three_hops,
    through_via_names,
    has_one_through,
    self_belongs_to,
    self_has_many,
    self_many_to_many,
    self_through,
    self_has_one,
    self_morph_many,
    self_morph_to,
    self_via,
    morph_one,
    morph_many,
    morph_to,
    morph_to_many,
    morphed_by_many,
    has_one_of_many,
    morph_one_of_many,
    one_through_of_many,
    deep_through,
    via_belongs_to,
    via_has_many,
    via_many_to_many,
    via_through,
    via_link_table,
    via_morph,
    via_declared,
    via_picked,
    count_
};
inline constexpr std::size_t variants = static_cast<std::size_t>(variant::count_);
std::string_view name_of(variant v) noexcept;
bool to_one(variant v) noexcept;
/// Whether the path is a single hop, so that no table is passed.
bool direct(variant v) noexcept;

/// An added column that every query of the relation selects.
struct link_output_spec {
    std::size_t column = 0; ///< of the first table passed
    std::string alias;
};

/// A condition of the path itself: a column of types holds this word. `hop`: of the table that this hop leads to; none: of the
/// source, as a morph_to has it.
struct typed_column {
    std::optional<std::size_t> hop;
    std::size_t column = 0;
    std::string word;
};

/// Of the rows reached the first by these columns of the target is the one; its primary key decides between equals.
struct pick_spec {
    std::size_t column = 0;
    bool descending = false;
};

struct term;

struct relation_spec {
    std::string name;
    variant kind = variant::has_many;
    std::size_t source = 0, target = 0; ///< tables
    std::vector<hop_spec> path;
    std::vector<link_output_spec> links;
    std::vector<term> declared; ///< conditions that belong to the relation
    std::vector<typed_column> types;
    std::vector<pick_spec> picks;
    std::vector<std::size_t> steps; ///< the relations that are passed, by number; their hops are the path
    std::optional<std::size_t> family; ///< a morph_to is one relation for each of its types: the first of them
    // How it is declared to the library; empty: left out.
    std::string local_key, foreign_key, through_local_key, through_foreign_key, key_through, related_key;
    std::string pivot_table, pivot_foreign_key, pivot_related_foreign_key;
    std::string morph_name, morph_key, morph_value;
    std::vector<std::string> through, via, pivot_columns;
    bool one = false;   ///< leads to one row at most
    bool mixed = false; ///< an integer key meets a text that spells it

    bool many() const noexcept { return !one; }
};

/// A random schema with its rows.
struct world {
    std::vector<table_spec> tables;
    std::vector<relation_spec> relations;
    std::vector<variant> featured; ///< the kinds whose turn it is

    std::vector<std::size_t> relations_of(std::size_t table) const;
};

/// A name as SQL writes it.
std::string quoted(const std::string& name);

/// The tables' definitions and rows as SQL, as one would write it by hand; printed with a failing case.
std::string ddl(const world& w);

} // namespace diff
