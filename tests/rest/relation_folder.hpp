#pragma once

#include "app/application.hpp"
#include "rest/filters/file_filters.hpp"
#include "rest/routes/handler.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/// An application folder written for a test: model files by the name of their model, all on one database, which begins
/// with `rows`, in `tables` of other programs where these are given.
class relation_folder {
public:
    relation_folder(const std::map<std::string, std::string>& models, const std::string& rows,
                    const std::string& tables = {})
    {
        static int number = 0;
        path_ = std::filesystem::current_path() /
                ("relations-" + std::to_string(getpid()) + "-" + std::to_string(++number));
        std::filesystem::create_directories(path_ / "server");
        std::filesystem::create_directories(path_ / "common" / "models");
        std::string config;
        for (const auto& [name, definition] : models) {
            std::ofstream{path_ / "common" / "models" / (name + ".json")} << definition;
            config += (config.empty() ? "" : ",") + ("\"" + name + "\":{\"dataSource\":\"db\",\"public\":true}");
        }
        std::ofstream{path_ / "server" / "model-config.json"} << '{' + config + '}';
        std::ofstream{path_ / "server" / "datasources.json"}
            << R"({"db":{"name":"db","connector":"sqlite3","file":"data.db"}})";
        if (!tables.empty())
            run(tables);
        application = std::make_unique<ginnel::app::application>(
            path_, ginnel::app::overrides{.database = (path_ / "data.db").string(),
                                          .log = [this](std::string_view sql) { statements.emplace_back(sql); },
                                          .language = ginnel::rest::filters_of_files()});
        application->connect();
        run(rows);
        answers = std::make_unique<ginnel::rest::handler>(*application, ginnel::rest::limits{},
                                                          [](const std::string& what) { ADD_FAILURE() << what; });
    }
    relation_folder(const relation_folder&) = delete;
    relation_folder& operator=(const relation_folder&) = delete;
    ~relation_folder()
    {
        answers.reset();
        application.reset();
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    /// Statements from outside, past the application.
    void run(const std::string& script) const
    {
        sqlite3* db = nullptr;
        const bool done = sqlite3_open((path_ / "data.db").c_str(), &db) == SQLITE_OK &&
                          sqlite3_exec(db, script.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        const std::string why = sqlite3_errmsg(db);
        sqlite3_close(db);
        if (!done)
            throw std::runtime_error{why};
    }

    /// The cells of a query's rows as SQLite types and writes them, "integer 1|text a;": past the application too.
    std::string cells(const std::string& query) const
    {
        sqlite3* db = nullptr;
        sqlite3_stmt* s = nullptr;
        std::string out;
        if (sqlite3_open((path_ / "data.db").c_str(), &db) == SQLITE_OK &&
            sqlite3_prepare_v2(db, query.c_str(), -1, &s, nullptr) == SQLITE_OK)
            for (; sqlite3_step(s) == SQLITE_ROW; out += ';')
                for (int i = 0; i < sqlite3_column_count(s); ++i) {
                    static constexpr const char* names[] = {"", "integer", "real", "text", "blob", "null"};
                    out += i ? "|" : "";
                    out += names[sqlite3_column_type(s, i)];
                    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(s, i));
                    out += text ? std::string{" "} + text : "";
                }
        else
            out = sqlite3_errmsg(db);
        sqlite3_finalize(s);
        sqlite3_close(db);
        return out;
    }

    /// "200 [...]": status and body of an answer; `statements` are then those of this request, but for those of
    /// transactions.
    std::string ask(std::string_view method, const std::string& target, std::string_view body = {})
    {
        statements.clear();
        const auto whole = "/api/" + target;
        const auto a = (*answers)(ginnel::rest::request{method, whole, body, "application/json"});
        std::erase_if(statements, [](const std::string& sql) {
            auto word = sql.substr(0, sql.find_first_of(" ;"));
            for (auto& c : word)
                c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            return word == "BEGIN" || word == "COMMIT" || word == "ROLLBACK" || word == "SAVEPOINT" ||
                   word == "RELEASE";
        });
        return std::to_string(a.status) + (a.body.empty() ? "" : " " + a.body);
    }

    std::vector<std::string> statements;
    std::unique_ptr<ginnel::app::application> application;
    std::unique_ptr<ginnel::rest::handler> answers;

private:
    std::filesystem::path path_;
};
