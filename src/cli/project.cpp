#include "cli/project.hpp"

#include "app/application_maker.hpp"
#include "app/declarations/naming.hpp"
#include "app/files/folder.hpp"
#include "app/files/json_file.hpp"
#include "app/json_view.hpp"
#include "cli/file_writer.hpp"
#include "cli/pretty_json.hpp"
#include "rest/filters/file_filters.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace ginnel::cli {

namespace json = boost::json;

project::project(std::filesystem::path folder) : folder_{std::move(folder)}
{
    app::mistakes wrong;
    const auto f = app::read_folder(folder_, wrong);
    if (!wrong.empty())
        wrong.throw_all(folder_.string());
    server_ = f.server;
    for (const auto& [name, m] : f.models) {
        models_.push_back(name);
        files_.push_back(m.shown);
        if (m.configured && m.is_public)
            open_.push_back(name);
    }
    for (const auto& source : f.data_sources)
        sources_.emplace_back(app::view(source.key()));
}

bool project::has(std::string_view model) const noexcept
{
    return std::find(models_.begin(), models_.end(), model) != models_.end();
}

bool project::is_public(std::string_view model) const
{
    return std::find(open_.begin(), open_.end(), model) != open_.end();
}

std::vector<std::string> project::data_sources() const
{
    return sources_;
}

json::object project::definition(const std::string& model) const
{
    const auto at = std::find(models_.begin(), models_.end(), model);
    if (at == models_.end()) {
        const std::vector<std::string_view> names{models_.begin(), models_.end()};
        throw error{error_kind::usage, "E_NO_MODEL",
                    "there is no model \"" + model + "\"" + did_you_mean(model, names) + ": make it with ginnel model"};
    }
    const auto& file = files_[static_cast<std::size_t>(at - models_.begin())];
    return read(file);
}

json::object project::read(const std::string& file) const
{
    app::mistakes wrong;
    const auto at = staged_.find(file);
    auto o = at == staged_.end() ? app::read_json_object(folder_ / file, file, wrong)
                                 : app::parse_json_object(at->second, file, wrong);
    if (!o)
        wrong.throw_all(folder_.string());
    return std::move(*o);
}

void project::save(const std::string& model, const json::object& definition)
{
    const auto at = std::find(models_.begin(), models_.end(), model);
    staged_.insert_or_assign(files_[static_cast<std::size_t>(at - models_.begin())], pretty(definition));
}

void project::add(const std::string& model, const json::object& definition, const json::object& entry, bool server_only)
{
    if (has(model))
        throw error{error_kind::usage, "E_MODEL_THERE",
                    "there is a model \"" + model + "\" already: give the new one another name"};
    const auto below = server_.empty() ? "models/" : server_only ? "server/models/" : "common/models/";
    const auto file = below + app::dashed(model) + ".json";
    if (std::filesystem::exists(folder_ / file) || staged_.contains(file))
        throw error{error_kind::usage, "E_FILE_THERE",
                    file + " is there already: move it away, or give the model another name"};
    const auto config = server_ + "model-config.json";
    auto entries = read(config);
    entries.insert_or_assign(model, entry);
    staged_.insert_or_assign(file, pretty(definition));
    staged_.insert_or_assign(config, pretty(entries));
    models_.push_back(model);
    files_.push_back(file);
    if (const auto* open = entry.if_contains("public"); !open || !open->is_bool() || open->get_bool())
        open_.push_back(model);
}

void project::write()
{
    try {
        const app::overrides as_served{.database = {}, .language = rest::filters_of_files()};
        (void)app::application_maker{folder_, as_served, staged_}.make();
    } catch (const error& e) {
        throw error{e.kind(), "E_NOT_SERVED",
                    "nothing is written, for the folder could not be served:\n" + std::string{e.what()}};
    }
    std::map<std::filesystem::path, std::string> files;
    for (const auto& [file, text] : staged_)
        files.emplace(folder_ / file, text);
    write_files(files);
    staged_.clear();
}

} // namespace ginnel::cli
