#pragma once

#include "app/application.hpp"
#include "rest/filters/file_filters.hpp"

#include <ginnel/error.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

/// An application folder of a test's own, removed with it. Begins as a sound one with the models that are given.
class folder_maker {
public:
    folder_maker()
    {
        static int number = 0;
        path_ = std::filesystem::current_path() / ("app-" + std::to_string(getpid()) + "-" + std::to_string(++number));
        std::filesystem::create_directories(path_ / "server/models");
        std::filesystem::create_directories(path_ / "common/models");
        file("server/datasources.json", R"({"db": {"name": "db", "connector": "memory"}})");
    }
    folder_maker(const folder_maker&) = delete;
    folder_maker& operator=(const folder_maker&) = delete;
    ~folder_maker()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    folder_maker& file(const std::string& name, const std::string& text)
    {
        std::ofstream{path_ / name, std::ios::binary} << text;
        return *this;
    }
    /// A model in common/models/<lower name>.json that model-config.json names. `body`: its members beside the name.
    folder_maker& model(const std::string& name, const std::string& body)
    {
        std::string lower = name;
        for (auto& c : lower)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        file("common/models/" + lower + ".json", "{\"name\": \"" + name + "\"" + (body.empty() ? "" : ", " + body) + "}");
        return configure(name, R"({"dataSource": "db", "public": true})");
    }
    folder_maker& configure(const std::string& name, const std::string& entry)
    {
        entries_[name] = entry;
        std::string text = "{";
        for (const auto& [known, e] : entries_)
            text += (text.size() > 1 ? ",\n" : "\n") + ("\"" + known + "\": " + e);
        return file("server/model-config.json", text + "\n}");
    }

    const std::filesystem::path& path() const { return path_; }
    ginnel::app::application open(std::optional<std::string> database = {}) const
    {
        return ginnel::app::application{path_, ginnel::app::overrides{.database = std::move(database), .language = ginnel::rest::filters_of_files()}};
    }
    /// The message of the error that reading the folder ends in, without its first line; empty if it can be read.
    std::string mistakes() const
    {
        try {
            (void)open();
            return {};
        } catch (const ginnel::error& e) {
            const std::string text = e.what();
            const auto end = text.find('\n');
            return end == std::string::npos ? text : text.substr(end + 1);
        }
    }

private:
    std::filesystem::path path_;
    std::map<std::string, std::string> entries_;
};
