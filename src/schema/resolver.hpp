#pragma once

#include "schema/link_tables.hpp"
#include "schema/problem.hpp"

#include <ginnel/schema/draft.hpp>
#include <ginnel/schema/model.hpp>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::schema {

/// A model of a registry with the draft it was made from.
struct entry {
    schema::model model;
    model_draft draft;
    bool booted = false;
    bool sound = true; ///< during a boot: no mistake was found in it, nor in what it leads to
    std::size_t rank = 0;
};

/// What a many-to-many needs before its link table can be built.
struct pivot_plan {
    const column* local_key = nullptr;
    const column* related_key = nullptr;
    std::string table_name;
    const schema::model* model = nullptr;         ///< whose table it is, if any
    std::string foreign_key, related_foreign_key; ///< names of columns of the link table
    std::string type_key, type_value;             ///< polymorphic: the column that names the type, and the name
};

/// A relation on its way from its draft to its path.
struct task {
    enum class stage : std::uint8_t { waiting, under_way, done, failed };

    entry* owner = nullptr;
    const relation_draft* draft = nullptr;
    relation* out = nullptr;
    const model* target = nullptr; ///< null while a `via` has not been followed to its end
    stage state = stage::waiting;
    pivot_plan pivot;

    const model& source() const noexcept { return owner->model; }
    key_style style() const noexcept { return owner->draft.style; }
    bool failed() const noexcept { return state == stage::failed; }
    /// "Country.posts", for messages.
    std::string path_name() const { return source().name + "." + draft->name; }
    /// How the declaration was spelled, as far as it is known: the subject of a message.
    std::string spelled() const;
    /// How this model's door spells an option: foreign_key, or foreignKey.
    std::string option(std::string_view name) const;
    /// How the option is written in code, as the end of a message: ", in describe:
    /// user.relation(&User::posts).foreign_key(&Post::...)". `holder` is the model whose column it names; null for the
    /// columns of a pivot table, which have no members. Nothing where the model was not declared in C++.
    std::string in_describe(std::string_view name, const model* holder) const;
};

/// One boot: resolves the relations of all models that are not booted, and gathers every mistake.
class resolver {
public:
    resolver(std::deque<entry>& entries, link_tables::standing& standing_tables);

    /// Boots the models that have no mistakes and lead to no model that has; gives the mistakes of the others.
    std::vector<problem> run();

    // For the makers of paths (path_*.cpp):

    /// Notes a mistake; the relation has failed.
    void report(task& t, const char* code, const std::string& sentence);
    /// The model of this name; reports it missing.
    const model* model_named(task& t, const std::string& name);
    /// The model whose table this is, or null.
    const model* model_of_table(std::string_view table_name) const;
    /// Whether the model's primary key was declared wrongly, which is reported once, at the model.
    bool key_is_broken(const model& m) const;
    /// The relation with its path; reports an unknown name. Null if it could not be resolved.
    const relation* resolved(task& t, const model& m, const std::string& name);
    const model_draft& draft_of(const model& m) const { return entry_of(m).draft; }
    link_tables& links() noexcept { return links_; }

private:
    void report(entry& e, const char* code, const std::string& sentence);
    void check_columns(entry& e);
    void choose_primary_key(entry& e);
    void find_deleted_at(entry& e);
    void find_row_marks(entry& e);
    void find_picks(task& t);
    void make_tasks(entry& e);
    void find_target(task& t);
    bool resolve(task& t);
    void finish(task& t);
    void spread_failures();
    entry& entry_of(const model& m) const;

    std::deque<entry>& entries_;
    link_tables::standing& standing_;
    link_tables links_;
    std::deque<task> tasks_;
    std::vector<task*> under_way_;
    std::vector<problem> problems_;
};

/// Makers of paths; each leaves the path in `t.out`, or reports.
void belongs_to_path(resolver& r, task& t);
void has_path(resolver& r, task& t);
/// A many-to-many in two steps: all link tables are built between them.
void plan_pivot(resolver& r, task& t);
void pivot_path(resolver& r, task& t);
void through_path(resolver& r, task& t);
void via_path(resolver& r, task& t);
/// morph_one and morph_many.
void morph_has_path(resolver& r, task& t);
void morph_to_path(resolver& r, task& t);
/// Reports each on_delete that its relation cannot have, that contradicts another of the same key, or that could not be
/// kept for want of a relation.
void check_delete_rules(resolver& r, std::deque<task>& tasks);
/// Binds the fields of a typed link row to columns of the path's link table.
void bind_link_row(resolver& r, task& t);

} // namespace ginnel::schema
