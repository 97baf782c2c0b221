#pragma once

#include <ginnel/app/application.hpp>

#include <string>
#include <string_view>

namespace ginnel {

/// What is said at the start instead of in the folder's files.
struct folder_options {
    std::string database{};   ///< a SQLite file instead of the data source's; empty: what the folder says
    statement_observer log{}; ///< as application_options::log
};

/// The models of an application folder in LoopBack's layout, booted, with its database, whose missing tables are
/// created: `ginnel::open_folder("examples/clinic").model("Physician").find_by_id(1)`. Rows are written by the rules of
/// the model files: validations, defaults, what their scopes ask.
///
/// Of the server's library: link `ginnel::server`. Throws one error (schema, E_MODEL_FILES) that lists the mistakes of
/// all files, and what the database throws.
application open_folder(std::string_view folder, const folder_options& options = {});

} // namespace ginnel
