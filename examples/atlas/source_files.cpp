#include "source_files.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const std::string remedy = "; `make setup` in Ginnel's folder installs it";

json::value read_json(const fs::path& file)
{
    std::error_code failed;
    if (!fs::is_regular_file(file, failed))
        throw source_error{"the data file " + file.string() + " is missing" + remedy};
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    if (!in || !(text << in.rdbuf()))
        throw source_error{"the data file " + file.string() + " cannot be read"};
    json::value read = json::parse(text.str(), failed);
    if (failed)
        throw source_error{"the data file " + file.string() + " is no JSON (" + failed.message() + ")" + remedy};
    return read;
}

/// The list that a file consists of, or that it holds under a name.
json::array list_of(const fs::path& file, std::string_view name = {})
{
    const json::value read = read_json(file);
    const json::value* list = &read;
    if (!name.empty())
        list = read.is_object() ? read.get_object().if_contains(name) : nullptr;
    if (list == nullptr || !list->is_array() || list->get_array().empty())
        throw unexpected_content(file.string());
    return list->get_array();
}

/// The npm package in the current folder or above the program, as Node.js looks for packages.
fs::path find_countries()
{
    const fs::path file = fs::path{"node_modules"} / "world-countries" / "countries.json";
    std::error_code failed;
    if (fs::exists(file, failed))
        return file;
    for (fs::path folder = fs::read_symlink("/proc/self/exe", failed).parent_path(); folder.has_relative_path();
         folder = folder.parent_path())
        if (fs::exists(folder / file, failed))
            return folder / file;
    return file;
}

std::unordered_map<std::string, std::string> names_by_code(const fs::path& file, std::string_view standard)
{
    const json::array entries = list_of(file, standard);
    return taking_from(file.string(), [&] {
        std::unordered_map<std::string, std::string> names;
        for (const json::value& entry : entries)
            names.emplace(text_of(entry, "alpha_3"), text_of(entry, "name"));
        return names;
    });
}

} // namespace

std::string text_of(const boost::json::value& object, std::string_view name)
{
    return json::value_to<std::string>(object.at(name));
}

source_error unexpected_content(const std::string& file)
{
    return source_error{"the data file " + file + " does not hold what the atlas expects" + remedy};
}

source_files read_source_files(const options& from)
{
    const fs::path countries = from.countries.empty() ? find_countries() : fs::path{from.countries};
    const fs::path iso_codes = from.iso_codes;
    const fs::path subdivisions = iso_codes / "iso_3166-2.json";
    return {countries.string(),
            subdivisions.string(),
            list_of(countries),
            list_of(subdivisions, "3166-2"),
            names_by_code(iso_codes / "iso_639-3.json", "639-3"),
            names_by_code(iso_codes / "iso_4217.json", "4217")};
}
