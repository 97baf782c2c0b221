#include "app/application.hpp"
#include "rest/filters/file_filters.hpp"

#include <ginnel/app/open_folder.hpp>

#include <filesystem>
#include <memory>
#include <utility>

namespace ginnel {

application open_folder(std::string_view folder, const folder_options& options)
{
    app::overrides said;
    if (!options.database.empty())
        said.database = options.database;
    if (options.log)
        said.log = options.log;
    said.language = rest::filters_of_files();
    auto opened = std::make_shared<app::application>(std::filesystem::path{folder}, said);
    opened->connect();
    return opened->records(opened);
}

} // namespace ginnel
