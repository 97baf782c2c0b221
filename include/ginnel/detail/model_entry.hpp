#pragma once

#include <ginnel/detail/reflect.hpp>
#include <ginnel/detail/slot_state.hpp>
#include <ginnel/fwd.hpp>
#include <ginnel/schema/column.hpp>
#include <ginnel/schema/computed.hpp>
#include <ginnel/schema/read_hooks.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/naming.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::detail {

class model_builder;
class relation_notes;
class declared_read_hooks;
class declared_write_hooks;
struct model_entry;

/// Whether a model is the entry's: it may stand in several registries, and its functions say which type it is.
bool is_of(const schema::model& m, const model_entry& e) noexcept;

/// A member of a model, without its type.
struct member_id {
    model_entry* owner = nullptr;
    std::size_t offset = 0;
};

/// A relation member's type, as data.
struct relation_blueprint {
    schema::relation_kind kind;
    const schema::slot_ops* slot;
    model_entry* target;
    model_entry* const* through;
    std::size_t through_count;
    void (*pivot_fields)(model_builder&); ///< adds a typed pivot's fields; null if there is none
    /// morph_to: its types and, for each, the functions of the slot for rows of it; else null.
    model_entry* const* types = nullptr;
    const schema::slot_ops* const* type_slots = nullptr;
    std::size_t type_count = 0;
};

/// What the program knows of a model before it is booted, and the booted model. One per type.
struct model_entry {
    std::string_view name;
    const schema::model_ops* ops;
    /// Hands the struct's fields over; nothing for classes that list theirs in `describe`.
    void (*fields)(model_builder&);
    /// The user's `describe`, or null.
    void (*describe)(model_builder&);
    /// The functions in place of `ops` where `describe` says track_changes.
    const schema::model_ops* tracking_ops;

    /// Names of the relation members, in the order of the fields. Written once, before the model is booted.
    const slot_label* labels = nullptr;
    std::atomic<const schema::model*> booted{nullptr};
};

/// Builds a model from what its struct and its `describe` say; compiled code.
class model_builder {
public:
    explicit model_builder(model_entry& of);
    ~model_builder();
    model_builder(const model_builder&) = delete;
    model_builder& operator=(const model_builder&) = delete;

    void add_column(std::string_view name, std::size_t offset, const schema::field_ops& field);
    void add_relation(std::string_view name, std::size_t offset, const relation_blueprint& what);
    void add_extras(std::size_t offset);
    void add_state(std::size_t offset);
    /// A field of the pivot struct of the relation that was added last.
    void add_pivot_field(std::string_view name, std::size_t offset, const schema::field_ops& field);

    void table(std::string_view name);
    void primary_key(std::size_t offset);
    void morph_value(std::string_view value);
    void soft_delete(std::size_t offset);
    void timestamps(std::size_t created_at, std::size_t updated_at);
    void version(std::size_t offset);
    void track_changes();
    void add_scope(std::string_view name, std::shared_ptr<const schema::query_hook> hook, bool by_default);
    /// The column or relation that lies at this offset, to be described further. Valid until the next one is added.
    /// Throws error (schema, E_MODEL_MEMBER) if none lies there: a class that lists its columns left it out.
    schema::column& column(std::size_t offset);
    relation_notes& relation(std::size_t offset);
    /// Throws error (schema, E_DUPLICATE_NAME) where the name is taken.
    schema::computed& computed(std::string_view name, std::shared_ptr<const schema::computed_value> made_by);
    void naming(naming_function rule);
    void json_naming(naming_function rule);
    /// The model's hooks, to be added to.
    declared_read_hooks& read_hooks();
    declared_write_hooks& write_hooks();

    struct impl;
    impl& parts() noexcept { return *impl_; }

private:
    impl* impl_;
};

/// Which key of a relation.
enum class key_role : std::uint8_t { local, foreign, through_local, through_foreign, key_through, related, morph };

/// What `describe` says of one relation; compiled code. Keys are members of other models, whose names are known later.
class relation_notes {
public:
    void key(key_role role, member_id member);
    void via(std::vector<member_id> relations);
    void pick(member_id column, bool descending);
    void morph_name(std::string_view name);
    void like(member_id relation);
    void pivot_table(std::string_view name);
    void pivot_foreign_key(std::string_view name);
    void pivot_related_foreign_key(std::string_view name);
    void pivot_column(std::string_view name, column_type type);
    void pivot_timestamps(std::string_view created_at, std::string_view updated_at);
    void serialize_as(std::string_view name);
    void delete_rule(ginnel::on_delete rule);
    void on_query(std::shared_ptr<const schema::query_hook> hook);

    schema::relation_draft* draft = nullptr;
    struct key_note {
        key_role role;
        member_id member;
    };
    std::vector<key_note> keys;
    std::vector<member_id> passed;
    struct pick_note {
        member_id column;
        bool descending;
    };
    std::vector<pick_note> picks;
    member_id liked{}; ///< the relation whose path this one has; no owner: none
};

/// Boots the model and all that its relations reach, if that has not been done. Throws error (schema; E_MODELS when
/// there are several) with every mistake that was found.
const schema::model& boot(model_entry& e);
/// As boot, for several at once.
void boot_all(model_entry* const* entries, std::size_t count);

/// The functions of typed models that need no type: by offsets and the columns' own functions.
bool read_by_columns(const schema::model& m, const cell* row, void* object, std::size_t& failed);
bool set_column(const schema::model& m, void* object, std::size_t column, const cell& from);
value get_column(const schema::model& m, const void* object, std::size_t column);
void* slot_at(const schema::model& m, void* object, std::size_t index);
value* extras_at(const schema::model& m, void* object, const schema::extras_names& names);
void note_loaded(const schema::model& m, void* object, const std::vector<std::uint16_t>* columns);
bool has_column(const schema::model& m, const void* object, std::size_t column);
/// Those of models that track changes.
void keep_loaded(const schema::model& m, void* object, const std::vector<std::uint16_t>* columns);
bool is_changed(const schema::model& m, const void* object, std::size_t column);
void keep_saved(const schema::model& m, void* object, const std::vector<const schema::column*>* columns);

} // namespace ginnel::detail
