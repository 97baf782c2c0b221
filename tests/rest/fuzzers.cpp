#include "fuzzers.hpp"

#include "mutator.hpp"
#include "rest/filters/file_filters.hpp"
#include "running_server.hpp"
#include "support/program.hpp"

#include <ginnel/error.hpp>
#include <ginnel/value/json.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

namespace rest = ginnel::rest;

std::vector<std::string> all_of(std::vector<std::string> a, const std::vector<std::string>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// Whether the server may answer so. The clinic has a row for most of what is asked, and its writes are undone by
/// nothing: what is asked later meets whatever was written before.
testing::AssertionResult may_be(const rest::answer& a, const rest::request& r, const std::vector<std::string>& failures)
{
    const bool json = a.body.empty() || ginnel::json::valid(a.body);
    if (a.status < 500 && json && failures.empty())
        return testing::AssertionSuccess();
    return testing::AssertionFailure() << a.status << ' ' << a.body.substr(0, 300) << "\nto " << r.method << ' '
                                       << r.target << '\n'
                                       << r.body << '\n'
                                       << (failures.empty() ? "" : failures.back());
}

/// A part of corpus/folders.txt: "> server/config.json" and the text of the file, and so on.
class written_folder {
public:
    explicit written_folder(const std::string& said)
        : path_{std::filesystem::current_path() / ("fuzzed-" + std::to_string(getpid()))}
    {
        std::filesystem::remove_all(path_);
        for (const char* folder : {"server/models", "common/models"})
            std::filesystem::create_directories(path_ / folder);
        std::ofstream{path_ / "server/datasources.json"} << R"({"db":{"name":"db","connector":"memory"}})";
        for (std::size_t from = said.find("> "); from != std::string::npos;) {
            const auto line = said.find('\n', from);
            const auto next = said.find("\n> ", from);
            const auto name = said.substr(from + 2, line - from - 2);
            // Names of the corpus alone, so that no change leads elsewhere.
            if (line != std::string::npos && (name.starts_with("server/") || name.starts_with("common/models/")) &&
                name.find("..") == std::string::npos)
                std::ofstream{path_ / name, std::ios::binary}
                    << said.substr(line + 1, next == std::string::npos ? next : next - line - 1);
            from = next == std::string::npos ? next : next + 1;
        }
    }
    written_folder(const written_folder&) = delete;
    written_folder& operator=(const written_folder&) = delete;
    ~written_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

void ask_all(const ginnel::app::application& a, const std::string& said)
{
    std::vector<std::string> failures;
    const rest::handler answers{a, a.settings().bounds, [&](const std::string& what) { failures.push_back(what); }};
    for (const auto& e : a.endpoints()) {
        const auto root = a.settings().rest_root + "/" + e.path;
        for (const rest::request& r :
             std::vector<rest::request>{{"GET", root},
                                        {"POST", root, "{}", "application/json"},
                                        {"POST", root, R"({"name":"a","id":1,"rank":"2"})", "application/json"},
                                        {"PATCH", root, R"({"name":"b"})", "application/json"},
                                        {"GET", "/explorer/openapi.json"}})
            ASSERT_TRUE(may_be(answers(r), r, failures)) << said;
        for (const auto& r : e.model->relations) {
            const auto target = root + "?filter={\"include\":\"" + r.name + "\"}";
            const rest::request asked{"GET", target};
            ASSERT_TRUE(may_be(answers(asked), asked, failures)) << said;
        }
    }
}

/// What is wrong with the folder, as its reader says it; empty: nothing.
std::string try_folder(const std::string& said)
{
    const written_folder folder{said};
    try {
        ginnel::app::application a{folder.path(), {.database = ":memory:", .language = rest::filters_of_files()}};
        a.connect();
        ask_all(a, said);
        return {};
    } catch (const ginnel::error& e) {
        return e.what();
    }
}

} // namespace

void fuzz_requests(std::size_t times, std::uint32_t seed)
{
    const clinic_database database;
    ginnel::app::application application{clinic_database::folder(), ginnel::app::overrides{database.path()}};
    application.connect();
    std::vector<std::string> failures;
    const rest::handler answers{application, {}, [&](const std::string& what) { failures.push_back(what); }};
    const auto try_one = [&](const rest::request& r) { ASSERT_TRUE(may_be(answers(r), r, failures)); };
    const auto ask = [&](const std::string& text) {
        for (const char* path :
             {"/api/Physicians?filter=", "/api/Appointments/1?filter=", "/api/Physicians/1/patients?filter=",
              "/api/Patients/", "/api/Patients/count?where=", "/api/Physicians?", "/api/Patients?after="})
            try_one({"GET", path + text});
        try_one({"POST", "/api/Appointments", text, "application/json"});
        try_one({"PUT", "/api/Patients/1", text, "application/json"});
        try_one({"PUT", "/api/Physicians/1/patients/rel", text, "application/json"});
    };
    mutator m{all_of(all_of(corpus_of("filters.txt"), corpus_of("brackets.txt")), corpus_of("bodies.txt")), seed};
    for (const auto& text : m.corpus())
        ask(text);
    for (std::size_t i = 0; i < times && !testing::Test::HasFailure(); ++i)
        ask(m.next());
}

void fuzz_folders(std::size_t times, std::uint32_t seed)
{
    mutator m{corpus_of("folders.txt"), seed};
    for (const auto& folder : m.corpus())
        EXPECT_EQ(try_folder(folder), ""); // so that changes begin at what is right
    std::size_t right = 0;
    for (std::size_t i = 0; i < times && !testing::Test::HasFailure(); ++i)
        right += try_folder(m.next(1)).empty();
    EXPECT_GT(right * 10, times); // else too little of what is served is reached
}

void fuzz_connections(std::size_t times, std::uint32_t seed)
{
    ginnel::rest::limits bounds;
    bounds.transfer = std::chrono::seconds{5};
    running_server s{bounds};
    auto corpus = corpus_of("http.txt");
    for (auto& text : corpus) { // lines end as HTTP wants it
        std::string out;
        for (const char c : text)
            out += c == '\n' ? std::string{"\r\n"} : std::string{c};
        out.resize(out.size() - 2); // the file's last line
        text = out;
    }
    mutator m{std::move(corpus), seed};
    const auto try_one = [&](const std::string& bytes) {
        client c{s.port()};
        c.send(bytes);
        c.end_sending();
        const auto all = c.rest();
        for (std::size_t at = 0; (at = all.find("HTTP/1.1 ", at)) != std::string::npos; ++at)
            ASSERT_NE(all[at + 9], '5') << bytes << "\n-> " << all;
    };
    for (const auto& text : m.corpus())
        try_one(text);
    for (std::size_t i = 0; i < times && !testing::Test::HasFailure(); ++i)
        try_one(m.next(2));
    EXPECT_EQ(get(s.port(), "/health").status, 200U);
    EXPECT_TRUE(s.failures.empty());
}
