#pragma once

#include <ginnel/app/property.hpp>
#include <ginnel/app/record.hpp>
#include <ginnel/app/record_query.hpp>
#include <ginnel/app/related_records.hpp>
#include <ginnel/app/relation_options.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ginnel {

namespace detail {
struct application_state;
}

/// A model defined at run time. Made by `application::define`, and lives as long as its application.
///
/// Each relation follows LoopBack's defaults where nothing is said, and adds the key property where it is missing, as
/// LoopBack does. What is wrong is told by `application::boot`. After it the calls that define throw error (E_BOOTED).
class record_model {
public:
    record_model(const record_model&) = delete;
    record_model& operator=(const record_model&) = delete;

    const std::string& name() const noexcept { return name_; }

    /// Each row belongs to at most one target: `appointment.belongs_to(physician)`. Named after the target
    /// ("physician") unless `as` says otherwise; its key is `<relation>Id` ("physicianId").
    record_model& belongs_to(const model_name& target, const relation_options& o = {});
    /// At most one target per row, named after it ("profile"); its key on the target is `<source>Id`. With `through` or
    /// `via` it is reached past other models.
    record_model& has_one(const model_name& target, const relation_options& o = {});
    /// Targets of each row, named by the target's plural ("patients"); their key on the target is `<source>Id`.
    ///
    /// With `through`, past a model: `foreign_key` (`<source>Id`) there is the key of the source, and `key_through`
    /// (`<target>Id`) that of the target; where the model passed has no such property and the target has
    /// `<through>Id`, the path goes on by that (a country's posts through its users). Past several models, or with
    /// `via` past relations of any kind.
    record_model& has_many(const model_name& target, const relation_options& o = {});
    /// Both sides many, by a link table that needs no model: `pivot_table`, or both names in the order of the alphabet
    /// ("PhysicianSpecialty"), with the keys `<source>Id` (`foreign_key`) and `<target>Id` (`key_through`).
    record_model& many_to_many(const model_name& target, const relation_options& o = {});
    /// LoopBack's name of `many_to_many`.
    record_model& has_and_belongs_to_many(const model_name& target, const relation_options& o = {});

    /// Each row belongs to at most one row, of one of these models: `comment.morph_to("commentable", {post, video})`.
    /// Its key is `<name>Id`, and `<name>Type` names the model; both are added where they are missing.
    record_model& morph_to(std::string_view name, const std::vector<morph_type>& types, const relation_options& o = {});
    /// Targets that hold this row's key and type, named by the target's plural: `post.morph_many(comment)` goes by the
    /// one morph_to of `comment` that lists `post`, or by the word in `morph_name`.
    record_model& morph_many(const model_name& target, const relation_options& o = {});
    /// As morph_many, at most one, named after the target.
    record_model& morph_one(const model_name& target, const relation_options& o = {});
    /// Both sides many, by a link table that several models share: `post.morph_to_many(tag, {.morph_name =
    /// "taggable"})` goes by "taggables" (`pivot_table`) with `taggableId` (`foreign_key`), `taggableType`
    /// (`morph_key`) and `tagId`
    /// (`key_through`).
    record_model& morph_to_many(const model_name& target, const relation_options& o = {});
    /// The other side of a morph_to_many: `tag.morphed_by_many(post, {.morph_name = "taggable"})`, where `foreign_key`
    /// is `tagId` and `key_through` is `taggableId`.
    record_model& morphed_by_many(const model_name& target, const relation_options& o = {});

    /// The model's rows. Throws error (E_NOT_BOOTED).
    record_query query() const;
    /// All rows, or those that a closure chooses: `find([](auto& q) { q.where("name", "like", "A%"); })`. Statements:
    /// one, and one per relation preloaded.
    std::vector<record> find() const { return query().all(); }
    /// Of a key, as `query().find(key)`: the row, or none.
    template <typename What>
    auto find(const What& what) const
    {
        if constexpr (std::is_invocable_v<const What&, record_query&>)
            return chosen(what).all();
        else
            return query().find(what);
    }
    /// The first of the rows that a closure chooses. Statements: as find.
    std::optional<record> find_one(const record_closure& which = {}) const { return chosen(which).first(); }
    /// As `query().find(key)`.
    template <typename Key>
    std::optional<record> find_by_id(const Key& key) const
    {
        return query().find(key);
    }
    /// Whether there is a row with this key. One statement.
    template <typename Key>
    bool exists(const Key& key) const
    {
        return has_row(detail::to_value(key));
    }
    /// One statement.
    std::int64_t count(const record_closure& which = {}) const { return chosen(which).count(); }

    /// A record that is not stored yet, with what it is given; `save` stores it. No statement.
    record build(const property_values& values = {}) const;
    /// Inserts a record; its generated key and defaults come back in it. Throws error, before any SQL:
    /// E_UNKNOWN_COLUMN, E_VALUE_TYPE, E_MISSING_MODEL_ATTRIBUTE for a required property without a value; of a model of
    /// a folder's file, data E_INVALID_ROW where it breaks the rules of the file. One statement, and one per uniqueness
    /// to be looked for.
    record create(const property_values& values) const;
    /// Inserts records, all or none. Statements: one per 100 records that give values for the same properties, in one
    /// transaction if more than one.
    std::vector<record> create_many(const std::vector<property_values>& rows) const;
    /// Changes the row that has the key which the values name, or inserts it. Statements: one that looks for it, and
    /// one that writes.
    record upsert(const property_values& values) const;
    /// The first row that a closure chooses, else one that is made of these values; second: whether it was made. In one
    /// write transaction: one statement or two.
    std::pair<record, bool> find_or_create(const record_closure& which, const property_values& values) const;
    /// Changes what is named of the row with this key; none where there is no such row. Statements: two, one where
    /// nothing changes.
    template <typename Key>
    std::optional<record> update_by_id(const Key& key, const property_values& values) const
    {
        return updated_by_id(detail::to_value(key), values);
    }
    /// Changes what is named of all rows that a closure chooses; gives their number. One statement.
    std::int64_t update_all(const record_closure& which, const property_values& values) const;
    /// Deletes the row with this key; gives whether it was there. One statement.
    template <typename Key>
    bool destroy_by_id(const Key& key) const
    {
        return destroyed_by_id(detail::to_value(key));
    }
    /// Deletes all rows that a closure chooses, without one all rows of the model; gives their number. One statement.
    std::int64_t destroy_all(const record_closure& which = {}) const;

private:
    friend class application;
    friend struct detail::application_state;
    record_model(detail::application_state& app, std::string name) : app_{&app}, name_{std::move(name)} {}

    record_query chosen(const record_closure& which) const;
    bool has_row(value key) const;
    std::optional<record> updated_by_id(value key, const property_values& values) const;
    bool destroyed_by_id(value key) const;

    detail::application_state* app_;
    std::string name_;
};

} // namespace ginnel
