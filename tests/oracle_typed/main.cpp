// replay_typed OUT: runs the generated scenarios and writes OUT/<name>.json for each recording, which compare.mjs
// judges.

#include "oracle_typed/scenario.hpp"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

void write(const std::filesystem::path& folder, std::string_view name, const std::string& record)
{
    std::ofstream to{folder / (std::string{name} + ".json"), std::ios::binary};
    to << record;
    if (!to.flush())
        throw std::runtime_error{"cannot write the record of " + std::string{name}};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: replay_typed OUT\n";
        return 2;
    }
    int status = 0;
    try {
        const std::filesystem::path out{argv[1]};
        std::filesystem::create_directories(out);
        for (const auto& [name, play] : oracle::written_scenarios()) {
            try {
                oracle::scenario s;
                play(s);
                write(out, name, s.record(name));
            } catch (const std::exception& e) { // one broken scenario does not hide the others
                std::cerr << name << ": " << e.what() << '\n';
                status = 1;
            }
        }
        for (const auto& [name, reason] : oracle::left_out_scenarios())
            write(out, name, "{\"name\":" + oracle::json_of(name) + ",\"skipped\":" + oracle::json_of(reason) + "}\n");
    } catch (const std::exception& e) {
        std::cerr << "replay_typed: " << e.what() << '\n';
        return 1;
    }
    return status;
}
