// replay_lucid DIR OUT: replays each scenario file of DIR on SQLite and writes OUT/<name>.json, which compare.mjs
// judges.

#include "json_values.hpp"
#include "scenario.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
namespace json = replay::json;

json::value read(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
        throw std::runtime_error{"cannot be read"};
    json::parse_options options;
    options.max_depth = 200;
    return json::parse(text.str(), {}, options);
}

std::vector<fs::path> scenario_files(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: replay_lucid DIR OUT\n";
        return 2;
    }
    int status = 0;
    std::size_t replayed = 0, skipped = 0;
    try {
        const fs::path out{argv[2]};
        fs::create_directories(out);
        for (const auto& file : scenario_files(argv[1])) {
            try {
                const auto scenario = read(file);
                if (!scenario.is_object() || !scenario.get_object().contains("steps"))
                    continue;
                const auto record = replay::replay_scenario(scenario.get_object());
                std::ofstream to{out / (replay::text_at(record, "name") + ".json"), std::ios::binary};
                to << json::serialize(record) << '\n';
                if (!to)
                    throw std::runtime_error{"its record cannot be written"};
                ++(record.contains("skipped") ? skipped : replayed);
            } catch (const std::exception& e) { // one broken file does not hide the others
                std::cerr << file.filename().string() << ": " << e.what() << '\n';
                status = 1;
            }
        }
    } catch (const std::exception& e) {
        std::cerr << "replay_lucid: " << e.what() << '\n';
        return 1;
    }
    std::cout << replayed << " scenarios replayed, " << skipped << " skipped\n";
    return status;
}
