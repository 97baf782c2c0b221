#pragma once

#include "app/answers/answer_bounds.hpp"
#include "app/answers/list_page.hpp"
#include "app/answers/model_answers.hpp"
#include "app/answers/protected_properties.hpp"
#include "app/answers/related_answers.hpp"
#include "app/declarations/relation_rules.hpp"
#include "app/embedded/embedded_rows.hpp"
#include "app/embedded/references_rows.hpp"
#include "app/questions/filter.hpp"
#include "app/questions/scopes.hpp"
#include "app/settings/settings.hpp"
#include "app/writing/model_rules.hpp"

#include <ginnel/schema/registry.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ginnel {
class application; // models and records of programs
}

namespace ginnel::app {

class grouped_session;
struct application_parts;

/// A model that has routes.
struct endpoint {
    const schema::model* model;
    std::string path; ///< below the REST root: "Physicians"
};

/// What is said at the start instead of in the folder's files.
struct overrides {
    std::optional<std::string> database; ///< a SQLite file
    std::function<void(std::string_view sql)>
        log{};                  ///< told of each statement before it runs, on the thread that runs it
    bool dump = false;          ///< whether the rows of all tables may be asked for, hidden properties too
    filter_language language{}; ///< in which model files say their scopes
    std::size_t readers = 4;    ///< connections that read, where the database takes several
    bool looks = true;          ///< false: the models alone are wanted, and the database is not looked at
};

/// An application: models, settings and a database, read from a folder in LoopBack's layout. Any thread may ask it.
class application {
public:
    /// Reads the folder, and of a SQLite file that is there as which types its tables declare their columns. Throws one
    /// error (E_MODEL_FILES) that lists the mistakes of all files, and what the database throws.
    explicit application(const std::filesystem::path& folder, const overrides& said = {});
    ~application();
    application(application&&) noexcept;
    application& operator=(application&&) noexcept;

    const schema::registry& models() const noexcept;
    const std::vector<endpoint>& endpoints() const noexcept;
    const app::settings& settings() const noexcept;
    /// What of the folder is passed over, for whoever starts it.
    const std::vector<std::string>& notes() const noexcept;

    /// Protected properties that no filter may name below its root: those of models without routes. Of other models
    /// anyone may ask at the root what they hold, as in LoopBack.
    const protected_properties& withheld() const noexcept;

    /// How the model's rows are written, and which of its methods have routes.
    const model_rules& rules(const schema::model& m) const;
    /// The filters that the model's file says.
    const model_scopes& scopes(const schema::model& m) const;
    /// Whether `overrides::dump` was said.
    bool dumps() const noexcept;

    /// What cursors are signed with.
    const std::string& cursor_secret() const noexcept;

    /// Opens the database, SQLite's in WAL mode, with one connection that groups write through, and creates the tables
    /// that are missing, in one transaction. Throws what the database throws.
    void connect();

    /// Runs works that ask this application, each of which is all or nothing, in one transaction: `work` is called for
    /// 0 to `count - 1`, and what one writes that gives false is undone alone. When it returns, all that stands is
    /// committed; where it throws, none is, and every work may be run again. `work` does not throw. Statements: begin
    /// and commit, and if `count` is above 1 two per work.
    void in_one_transaction(std::size_t count, const std::function<bool(std::size_t)>& work) const;

    /// Whether the database answers a question about the first model's rows. One statement.
    bool database_answers() const noexcept;

    /// The row with this key and its includes as a JSON object; nothing if there is none. Statements: one, and one per
    /// relation included for which a row has a key. Throws error limit, E_ANSWER_TOO_LARGE past the bounds.
    std::optional<std::string> find_by_id(const schema::model& m, const value& key, const filter& what,
                                          const answer_bounds& bounds = {}) const;
    /// The rows as a JSON array. Statements: as above.
    std::string find(const schema::model& m, const filter& what, const answer_bounds& bounds = {}) const;
    /// The same, and what is asked beside the rows; cursors are signed with the secret of the settings. Statements and
    /// errors: as read_list.
    listed list(const schema::model& m, const filter& what, list_wishes wishes, const answer_bounds& bounds = {}) const;

    /// Writes rows of a model, and counts them. Throws error (usage, E_NOT_CONNECTED).
    model_answers rows(const schema::model& m, const answer_bounds& bounds = {}) const;

    /// What its file says of a relation's routes.
    const relation_rules& rules(const schema::relation& r) const;
    /// Whether an include of the relation is answered; else it is passed over ("disableInclude").
    bool is_included(const schema::relation& r) const;
    /// The relations whose rows, or their keys, stand within the rows of their models.
    const embedded_relations& embedded() const noexcept;
    /// What the row with this primary key holds for one of them. Throws error (usage, E_NOT_CONNECTED).
    embedded_column column_of(const embedded_relation& r, value owner) const;
    references_rows referenced(const embedded_relation& r, value owner, const answer_bounds& bounds = {}) const;
    /// The rows that a relation leads to from the row with this primary key. Throws error (usage, E_NOT_CONNECTED).
    related_answers related(const schema::relation& r, value parent, const answer_bounds& bounds = {}) const;

    /// The same models, rules and database for programs. `owner`: kept as long as what is given; without one this must
    /// outlive it. Throws error (usage, E_NOT_CONNECTED).
    ginnel::application records(std::shared_ptr<const void> owner = {}) const;

    /// Writes the rows of a file, {"Physician": [{"id": 1, "name": "Dr. Amara Okafor"}]}, as they stand: no defaults,
    /// no validations. The next key that is generated follows the largest. In one transaction. Throws error: E_SEED,
    /// and what the database throws.
    void seed(const std::filesystem::path& file);
    /// The rows of all models as JSON, {"Physician": [...]}, ordered by key, hidden properties and links too. One
    /// statement per model.
    std::string tables() const;

private:
    grouped_session& connected() const;

    std::unique_ptr<application_parts> parts_;
};

} // namespace ginnel::app
