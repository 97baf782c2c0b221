#pragma once

#include <ginnel/ginnel.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace seeds {

/// An application folder of model files, removed with it.
class loopback_folder {
public:
    /// Files of common/models, by their stem; the models' names and the members of their entries in model-config.json.
    loopback_folder(const std::map<std::string, std::string>& files, const std::map<std::string, std::string>& models)
    {
        static int number = 0;
        path =
            std::filesystem::current_path() / ("loopback-" + std::to_string(getpid()) + "-" + std::to_string(++number));
        std::filesystem::create_directories(path / "server");
        std::filesystem::create_directories(path / "common/models");
        for (const auto& [stem, text] : files)
            std::ofstream{path / "common/models" / (stem + ".json")} << text;
        std::string entries;
        for (const auto& [name, more] : models)
            entries += (entries.empty() ? "\"" : ", \"") + name + R"(": {"dataSource": "db")" + more + "}";
        std::ofstream{path / "server/model-config.json"} << "{" + entries + "}";
        std::ofstream{path / "server/datasources.json"} << R"({"db": {"connector": "sqlite3", "file": "x.db"}})";
    }
    loopback_folder(const loopback_folder&) = delete;
    loopback_folder& operator=(const loopback_folder&) = delete;
    ~loopback_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }

    std::string database() const { return (path / "data.db").string(); }
    ginnel::application open() const { return ginnel::open_folder(path.string(), {.database = database()}); }

    std::filesystem::path path;
};

/// The page's three files. Each breaks off after its relations, so that the rest of a generated file stands there.
inline std::map<std::string, std::string> clinic_files()
{
    const std::string rest = "  \"acls\": [],\n  \"methods\": {}\n}\n";
    return {{"physician", R"({  
  "name": "Physician",
  "base": "PersistedModel",
  "properties": {
    "name": {
      "type": "string"
    }
  },
  "validations": [],
  "relations": {
    "patients": {
      "type": "hasMany",
      "model": "Patient",
      "foreignKey": "physicianId",
      "through": "Appointment"
    }
  },
)" + rest},
            {"patient", R"({  
  "name": "Patient",
  "base": "PersistedModel",
  "properties": {
    "name": {
      "type": "string"
    }
  },
  "validations": [],
  "relations": {
    "physicans": {
      "type": "hasMany",
      "model": "Physician",
      "foreignKey": "patientId",
      "through": "Appointment"
    }
  },
)" + rest},
            {"appointment", R"({  
  "name": "Appointment",
  "base": "PersistedModel",
  "properties": {
    "appointmentDate": {
      "type": "date"
    }
  },
  "validations": [],
  "relations": {
    "physician": {
      "type": "belongsTo",
      "model": "Physician",
      "foreignKey": "physicianId"
    },
    "patient": {
      "type": "belongsTo",
      "model": "Patient",
      "foreignKey": "patientId"
    }
  },
)" + rest}};
}

} // namespace seeds
