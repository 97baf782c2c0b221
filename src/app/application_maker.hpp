#pragma once

#include "app/application_parts.hpp"
#include "app/declarations/mistakes.hpp"
#include "app/files/folder.hpp"
#include "app/files/model_reader.hpp"
#include "app/questions/declared_scopes.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ginnel::app {

/// Makes the parts of an application from its folder: reads the files, checks what they declare, boots the models, and
/// ties to each booted model and relation what its file says beside. Of the database it reads at most which tables
/// there are.
class application_maker {
public:
    /// Both must outlive it.
    application_maker(const std::filesystem::path& folder, const overrides& said);

    /// Once. Throws one error (E_MODEL_FILES) that lists the mistakes of all files.
    std::unique_ptr<application_parts> make();

private:
    void read_files();
    void write_tables_in_lower_case();
    void draft_models();
    void check_declarations();
    void dash_paths();
    void describe_models_without_tables();
    void keep_columns_as_sqlite3();
    void boot_models();
    void tie_models();
    void tie_model(const declared_model& m, const schema::model& booted);
    void tie_relation(const declared_model& m, const declared_relation& r, const schema::relation& booted);
    void hide_properties();
    void tie_embedded_relations();
    void tie_embedded_relation(const declared_model& m, const declared_relation& r, const schema::model& owner);
    void tie_scopes();
    /// Booted, or one that describes rows within others; null: there is none.
    const schema::model* used_model(const std::string& name) const;
    void throw_mistakes() const;

    const std::filesystem::path& path_;
    const overrides& said_;
    mistakes wrong_;
    folder files_;
    models_of_files declared_;
    std::set<std::string> of_files_; ///< the other models are made for links
    std::vector<schema::model_draft> drafts_;
    declared_scopes scopes_;
    std::map<std::string, const schema::model*> described_; ///< models without tables
    std::unique_ptr<application_parts> made_ = std::make_unique<application_parts>();
};

} // namespace ginnel::app
