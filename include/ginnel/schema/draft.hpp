#pragma once

#include <ginnel/schema/model.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::schema {

/// How default key names are made: `country_id` (typed structs), or `countryId` (Lucid's and LoopBack's properties).
enum class key_style : std::uint8_t { snake, camel };

/// A column of a link table that a relation declares.
struct link_column {
    std::string name;
    column_type type = column_type::text;
    bool nullable = true;
};

/// A relation as declared: names, to be resolved into a path by `registry::boot`. What is empty follows convention.
struct relation_draft {
    std::string name;
    relation_kind kind = relation_kind::has_many;
    std::string target;               ///< model name
    std::vector<std::string> through; ///< model names, nearest to the source first
    std::vector<std::string> via;     ///< relation names to pass instead: of the source, then of what each leads to
    /// Keys are property names. has_*: local_key on the source, foreign_key on the target. belongs_to: foreign_key on
    /// the source, local_key on the target. Through: foreign_key on the (first) through model, through_local_key on it,
    /// through_foreign_key on the target, or `key_through` on the through model when that links both sides. With
    /// several through models, the keys of the last hop are those between the last of them and the target; hops between
    /// two of them follow convention, or `via`.
    std::string local_key, foreign_key, through_local_key, through_foreign_key, key_through;
    /// many_to_many (and beside key_through): related_key on the target; the pivot's columns are raw names unless the
    /// pivot is a model.
    std::string related_key, pivot_table, pivot_foreign_key, pivot_related_foreign_key;
    /// Keys of two types are meant (an integer and a text that spells it): the database compares them in its own way.
    /// Without it such a relation is refused, since databases differ in what they then find.
    bool mixed_keys = false;
    /// Polymorphic kinds: the relation's word for its pair of keys, from which `<word>_id` and `<word>_type` follow
    /// (and the pivot table, its plural). morph_to: its own name, unless said. morph_one and morph_many: what the
    /// target's morph_to says, unless said.
    std::string morph_name;
    /// The column that names the type: a property of the target (morph_one, morph_many) or of the source (morph_to), or
    /// the raw name of a pivot's column.
    std::string morph_key;
    /// What stands in that column; not given: the model's `morph_value`.
    std::string morph_value;
    /// morph_to: the models that the type column may name. An empty value: the model's `morph_value`.
    struct morph_type {
        std::string value;
        std::string model;
        const slot_ops* slot = nullptr;
    };
    std::vector<morph_type> morph_types;
    /// has_one, morph_one, has_one_through: of several rows the first by these orders of the target's columns is the
    /// one; the primary key decides between equals.
    struct pick {
        std::string column;
        bool descending = false;
    };
    std::vector<pick> of_many;
    std::vector<link_column> pivot_columns; ///< declared columns beside the two keys, always selected
    std::string pivot_created_at, pivot_updated_at;
    std::optional<std::string> serialize_as; ///< not given: the name; given and empty: never serialised
    std::shared_ptr<const query_hook> on_query;
    ginnel::on_delete delete_rule = ginnel::on_delete::unsaid;
    std::size_t offset = 0;
    const slot_ops* slot = nullptr;
    /// A typed link row's fields: name, how to read, where.
    struct link_field {
        std::string name;
        const field_ops* ops;
        std::size_t offset;
    };
    std::vector<link_field> link_fields;
    std::string declared_as; ///< how messages spell the declaration, e.g. "has_many_through<Post, User> posts"
    std::string keyed_as{};  ///< the name from which keys follow by convention; empty: `name`
};

/// A model as declared.
struct model_draft {
    std::string name;
    std::string table; ///< empty: plural snake_case of the name
    std::vector<column> columns;
    /// Property name; empty: the column marked primary, else "id". An integer column that becomes the key without
    /// having been marked primary counts as generated.
    std::string primary_key;
    key_style style = key_style::snake;
    bool said_at_run_time = false; ///< in C++, but not by a struct: messages spell options as `.foreign_key`
    std::vector<relation_draft> relations;
    std::string morph_value; ///< how type columns of polymorphic relations name the model; empty: its name
    std::vector<model_scope> scopes;
    std::string deleted_at;  ///< property that says when a row was softly deleted; empty: rows are not
    /// Properties that say when a row was created and last written, and how often it was written; empty: none does.
    std::string created_at{}, updated_at{}, version{};
    const model_ops* ops = nullptr;
    std::size_t extras_offset = model::none, state_offset = model::none;
    std::vector<schema::computed> computed;
    std::shared_ptr<const schema::read_hooks> read_hooks;
    std::shared_ptr<const schema::write_hooks> write_hooks;
};

} // namespace ginnel::schema
