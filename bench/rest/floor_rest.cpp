// The floor of the servers: the statements that Ginnel runs for the four workloads, prepared beforehand over SQLite's C
// interface, and the same text, by the same HTTP library on one thread. It knows nothing but these workloads.
// floor_rest DATABASE PORT
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <sqlite3.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

sqlite3* db;

struct statement {
    explicit statement(const char* sql)
    {
        if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr) != SQLITE_OK) {
            std::cerr << sqlite3_errmsg(db) << ": " << sql << '\n';
            std::exit(1);
        }
    }
    bool step() { return sqlite3_step(handle) == SQLITE_ROW; }
    std::int64_t number(int column) { return sqlite3_column_int64(handle, column); }
    std::string_view text(int column)
    {
        const auto* at = reinterpret_cast<const char*>(sqlite3_column_text(handle, column));
        return {at ? at : "", static_cast<std::size_t>(sqlite3_column_bytes(handle, column))};
    }
    sqlite3_stmt* handle = nullptr;
};

void append_text(std::string& out, std::string_view s)
{
    out += '"';
    for (const char c : s) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c; // no other characters are in this data
    }
    out += '"';
}

/// A row of name and id, without the brace at its end.
void append_row(std::string& out, statement& s)
{
    out += "{\"name\":";
    append_text(out, s.text(0));
    out += ",\"id\":";
    out += std::to_string(s.number(1));
}

std::string one(std::int64_t id)
{
    static statement s{R"(select "Physician"."name", "Physician"."id" from "Physician" where "Physician"."id" = ?1)"};
    sqlite3_bind_int64(s.handle, 1, id);
    std::string out;
    if (s.step()) {
        append_row(out, s);
        out += '}';
    }
    sqlite3_reset(s.handle);
    return out;
}

std::string list(std::int64_t id)
{
    static statement s{
        R"(select "Patient"."name", "Patient"."id", "Appointment"."physicianId" as "through_physicianId" from "Patient" inner join "Appointment" on "Patient"."id" = "Appointment"."patientId" where "Appointment"."physicianId" = ?1 order by "Appointment"."id" limit ?2)"};
    sqlite3_bind_int64(s.handle, 1, id);
    sqlite3_bind_int64(s.handle, 2, 10001);
    std::string out = "[";
    while (s.step()) {
        append_row(out, s);
        out += "},";
    }
    sqlite3_reset(s.handle);
    if (out.back() == ',')
        out.pop_back();
    return out + ']';
}

std::string include()
{
    static statement physicians{
        R"(select "Physician"."name", "Physician"."id" from "Physician" order by "Physician"."id" limit ?1)"};
    static statement patients{
        R"(select "Patient"."name", "Patient"."id", "Appointment"."physicianId" as "through_physicianId" from "Patient" inner join "Appointment" on "Patient"."id" = "Appointment"."patientId" where "Appointment"."physicianId" in (select value from json_each(?1)) order by "Patient"."id")"};
    sqlite3_bind_int64(physicians.handle, 1, 50);
    std::vector<std::string> rows;
    std::vector<std::int64_t> ids;
    std::string keys = "[";
    while (physicians.step()) {
        append_row(rows.emplace_back(), physicians);
        rows.back() += ",\"patients\":[";
        ids.push_back(physicians.number(1));
        keys += std::to_string(ids.back()) + ',';
    }
    sqlite3_reset(physicians.handle);
    keys.back() = ']';
    sqlite3_bind_text(patients.handle, 1, keys.data(), static_cast<int>(keys.size()), SQLITE_STATIC);
    while (patients.step()) {
        const auto of = patients.number(2);
        std::size_t at = 0;
        while (ids[at] != of)
            ++at;
        append_row(rows[at], patients);
        rows[at] += "},";
    }
    sqlite3_reset(patients.handle);
    std::string out = "[";
    for (auto& row : rows) {
        if (row.back() == ',')
            row.pop_back();
        out.append(row).append("]},");
    }
    out.back() = ']';
    return out;
}

std::string create(std::string_view body)
{
    static statement s{R"(insert into "Patient" ("name") values (?1))"};
    const auto begin = body.find("\"name\":\"") + 8;
    const auto name = body.substr(begin, body.find('"', begin) - begin);
    sqlite3_bind_text(s.handle, 1, name.data(), static_cast<int>(name.size()), SQLITE_STATIC);
    s.step();
    sqlite3_reset(s.handle);
    std::string out = "{\"name\":";
    append_text(out, name);
    return out + ",\"id\":" + std::to_string(sqlite3_last_insert_rowid(db)) + '}';
}

std::string answer(const http::request<http::string_body>& r)
{
    constexpr std::string_view root = "/api/Physicians";
    const std::string_view target{r.target().data(), r.target().size()};
    if (r.method() == http::verb::post)
        return create(r.body());
    if (target.size() > root.size() && target[root.size()] == '?')
        return include();
    const auto id = std::strtoll(std::string{target.substr(root.size() + 1)}.c_str(), nullptr, 10);
    return target.ends_with("/patients") ? list(id) : one(id);
}

struct session : std::enable_shared_from_this<session> {
    explicit session(tcp::socket s) : socket{std::move(s)} {}
    void read()
    {
        asked = {};
        http::async_read(socket, buffer, asked, [self = shared_from_this()](boost::system::error_code e, std::size_t) {
            if (!e)
                self->write();
        });
    }
    void write()
    {
        said = {};
        said.version(11);
        said.set(http::field::content_type, "application/json; charset=utf-8");
        said.body() = answer(asked);
        said.prepare_payload();
        http::async_write(socket, said, [self = shared_from_this()](boost::system::error_code e, std::size_t) {
            if (!e)
                self->read();
        });
    }
    tcp::socket socket;
    boost::beast::flat_buffer buffer;
    http::request<http::string_body> asked;
    http::response<http::string_body> said;
};

void accept(tcp::acceptor& a)
{
    a.async_accept([&a](boost::system::error_code e, tcp::socket s) {
        if (!e) {
            s.set_option(tcp::no_delay{true});
            std::make_shared<session>(std::move(s))->read();
        }
        accept(a);
    });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3 || sqlite3_open(argv[1], &db) != SQLITE_OK)
        return 2;
    sqlite3_exec(db, "pragma journal_mode = wal; pragma synchronous = normal", nullptr, nullptr, nullptr);
    asio::io_context io{1};
    tcp::acceptor acceptor{io, {asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(std::atoi(argv[2]))}};
    accept(acceptor);
    io.run();
}
