#pragma once

#include "clinic.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// A copy of examples/clinic with another config.json; removed with the object.
class configured_clinic {
public:
    explicit configured_clinic(std::string_view config)
    {
        static int number = 0;
        path_ = std::filesystem::current_path() /
                ("configured-" + std::to_string(getpid()) + "-" + std::to_string(++number));
        std::filesystem::copy(clinic_database::folder(), path_, std::filesystem::copy_options::recursive);
        std::ofstream{path_ / "server" / "config.json"} << config;
    }
    configured_clinic(const configured_clinic&) = delete;
    configured_clinic& operator=(const configured_clinic&) = delete;
    ~configured_clinic()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};
