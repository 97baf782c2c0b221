#pragma once

#include <ginnel/app/property.hpp>
#include <ginnel/app/record_closure.hpp>
#include <ginnel/on_delete.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel {

class record_model;

/// A model, by its name or itself: `"Patient"`, `patient`. A name may be that of a model defined later.
class model_name {
public:
    model_name(const char* name) : name_{name} {}
    model_name(std::string_view name) : name_{name} {}
    model_name(const std::string& name) : name_{name} {}
    model_name(const record_model& m);

    const std::string& text() const noexcept { return name_; }

private:
    std::string name_;
};

/// One model or several: `appointment`, `{"Country", "User"}`.
class model_names {
public:
    model_names() = default;
    model_names(const char* name) : names_{name} {}
    model_names(std::string_view name) : names_{name} {}
    model_names(const std::string& name) : names_{name} {}
    model_names(const record_model& m) : names_{model_name{m}} {}
    model_names(std::initializer_list<model_name> names) : names_{names} {}

    const std::vector<model_name>& list() const noexcept { return names_; }

private:
    std::vector<model_name> names_;
};

/// A model to whose rows a polymorphic relation leads, and what its type column holds for them: `post`, or
/// `{"clip", video}` where that is not the model's own `morph_value`.
class morph_type {
public:
    morph_type(const char* model) : model_{model} {}
    morph_type(std::string_view model) : model_{model} {}
    morph_type(const std::string& model) : model_{model} {}
    morph_type(const record_model& model) : model_{model} {}
    morph_type(std::string_view value, const model_name& model) : value_{value}, model_{model} {}

    const std::string& value() const noexcept { return value_; }
    const std::string& model() const noexcept { return model_.text(); }

private:
    std::string value_;
    model_name model_;
};

/// A column that a link table without a model has beside its two keys.
struct pivot_column {
    std::string name;
    property_type type;
};

/// What may be said of a relation. Keys are names of properties; what is not said follows LoopBack's defaults, which
/// each call of `record_model` tells.
struct relation_options {
    model_names through{};          ///< the model or models to pass, nearest to the source first
    std::vector<std::string> via{}; ///< relations to pass instead of models: of the source, then of what each leads to
    std::string as{};               ///< the relation's name
    std::string morph_name{};       ///< polymorphic relations: the word of their keys, "commentable" of "commentableId"
    std::string morph_key{};        ///< the property, or the link table's column, that names the type: `<word>Type`
    std::string morph_value{};      ///< what stands there for this model; empty: what morph_to says, or the model's own
    std::string foreign_key{}; ///< what repeats the key: on the source (belongs_to), the target, the first model passed
    std::string key_through{}; ///< on the last model passed: what repeats the target's key
    std::string primary_key{}; ///< what `foreign_key` repeats, where that is not the primary key
    std::string through_foreign_key{}; ///< on the target: what repeats the key of the last model passed
    std::string through_local_key{};   ///< of the last model passed: what `through_foreign_key` repeats
    std::string pivot_table{};         ///< many_to_many: the link table
    std::vector<pivot_column> pivot_columns{};
    std::string pivot_created_at{}, pivot_updated_at{}; ///< columns of the link table that hold when
    /// has_one and morph_one: of several rows the one with the greatest (least) value of this property is related; of
    /// equal ones the one with the greatest (least) key. `scope` chooses among which.
    std::string latest_by{}, oldest_by{};
    /// What becomes of the rows that refer when the row that they refer to is deleted: of the related rows under
    /// has_one, has_many, morph_one and morph_many, of this model's row under belongs_to, of the links under
    /// many_to_many and past a model that links both (detach). In the foreign keys of tables that are created; where
    /// none can say it, by whatever deletes records. A rule that the relation cannot have is told by `boot`.
    ginnel::on_delete on_delete = ginnel::on_delete::unsaid;
    record_closure scope{}; ///< conditions and orders of each query of the relation
};

} // namespace ginnel
