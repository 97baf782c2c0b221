#include "cli/project.hpp"

#include "app/application.hpp"
#include "app/declarations/naming.hpp"
#include "app/files/folder.hpp"
#include "app/files/json_file.hpp"
#include "app/json_view.hpp"
#include "cli/pretty_json.hpp"
#include "rest/filters/file_filters.hpp"
#include "value/nearest.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <fstream>
#include <utility>

namespace ginnel::cli {

namespace {

namespace json = boost::json;

json::object read(const std::filesystem::path& file, const std::string& shown, const std::filesystem::path& folder)
{
    app::mistakes wrong;
    auto o = app::read_json_object(file, shown, wrong);
    if (!o)
        wrong.throw_all(folder.string());
    return std::move(*o);
}

} // namespace

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
    return read(folder_ / file, file, folder_);
}

void project::save(const std::string& model, const json::object& definition) const
{
    const auto at = std::find(models_.begin(), models_.end(), model);
    write_file(folder_ / files_[static_cast<std::size_t>(at - models_.begin())], pretty(definition));
}

void project::add(const std::string& model, const json::object& definition, const json::object& entry, bool server_only)
{
    if (has(model))
        throw error{error_kind::usage, "E_MODEL_THERE",
                    "there is a model \"" + model + "\" already: give the new one another name"};
    const auto below = server_.empty() ? "models/" : server_only ? "server/models/" : "common/models/";
    const auto file = below + app::dashed(model) + ".json";
    if (std::filesystem::exists(folder_ / file))
        throw error{error_kind::usage, "E_FILE_THERE",
                    file + " is there already: move it away, or give the model another name"};
    const auto config = server_ + "model-config.json";
    auto entries = read(folder_ / config, config, folder_);
    entries.insert_or_assign(model, entry);
    write_file(folder_ / file, pretty(definition));
    write_file(folder_ / config, pretty(entries));
    models_.push_back(model);
    files_.push_back(file);
    if (const auto* open = entry.if_contains("public"); !open || !open->is_bool() || open->get_bool())
        open_.push_back(model);
}

void project::check() const
{
    (void)app::application{folder_, {.database = {}, .language = rest::filters_of_files()}};
}

void write_file(const std::filesystem::path& file, std::string_view text)
{
    std::error_code problem;
    if (file.has_parent_path())
        std::filesystem::create_directories(file.parent_path(), problem);
    // Beside it and then in its place, so that no reader sees half of it.
    auto beside = file;
    beside += ".new";
    std::ofstream out{beside, std::ios::binary};
    out << text;
    out.close();
    if (out)
        std::filesystem::rename(beside, file, problem);
    if (!out || problem)
        throw error{error_kind::usage, "E_FILE",
                    file.string() + " cannot be written: give this process the right to write there"};
}

} // namespace ginnel::cli
