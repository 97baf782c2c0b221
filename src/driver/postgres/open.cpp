#include "driver/postgres/connection.hpp"
#include "driver/postgres/errors.hpp"
#include "driver/postgres/postgres.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::driver::postgres {
namespace {

struct free_options {
    void operator()(PQconninfoOption* o) const noexcept { PQconninfoFree(o); }
};
using conninfo_options = std::unique_ptr<PQconninfoOption, free_options>;

conninfo_options parse(const std::string& conninfo)
{
    char* text = nullptr;
    conninfo_options parsed{PQconninfoParse(conninfo.c_str(), &text)};
    std::unique_ptr<char, decltype(&PQfreemem)> message{text, &PQfreemem};
    if (!parsed)
        throw error{error_kind::usage, "E_CONNECTION_TEXT",
                    "The connection text cannot be read: write \"host=... dbname=...\" or "
                    "\"postgresql://user@host/name\", and quote "
                    "values with blanks."}
            .from_database(text ? text : "", "")
            .spoiling(spoils::connection);
    return parsed;
}

std::string given(const PQconninfoOption* options, std::string_view keyword)
{
    for (; options->keyword; ++options)
        if (options->keyword == keyword)
            return options->val ? options->val : "";
    return {};
}

void ignore_notice(void*, const PGresult*)
{
}

} // namespace

std::unique_ptr<connection> open(const options& o)
{
    conninfo_options parsed = parse(o.conninfo);
    // Our settings come behind the caller's own, which stay in force otherwise.
    std::string settings = given(parsed.get(), "options");
    settings += (settings.empty() ? "" : " ");
    settings += "-c DateStyle=ISO -c TimeZone=UTC -c standard_conforming_strings=on -c bytea_output=hex -c "
                "extra_float_digits=1";
    std::string timeout = std::to_string(o.connect_timeout.count());
    bool own_timeout = !given(parsed.get(), "connect_timeout").empty();

    std::vector<const char*> keywords{"dbname", "options", "client_encoding", "fallback_application_name"};
    std::vector<const char*> values{o.conninfo.c_str(), settings.c_str(), "UTF8", "ginnel"};
    if (!own_timeout) {
        keywords.push_back("connect_timeout");
        values.push_back(timeout.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);

    session s{PQconnectdbParams(keywords.data(), values.data(), 1)};
    if (!s || PQstatus(s.get()) != CONNECTION_OK)
        throw open_error(s.get());
    // Or libpq prints them to the program's standard error.
    PQsetNoticeReceiver(s.get(), ignore_notice, nullptr);
    if (PQsetnonblocking(s.get(), 1) != 0 || PQenterPipelineMode(s.get()) == 0)
        throw open_error(s.get());
    return std::make_unique<postgres_connection>(std::move(s), o.statement_cache);
}

pg_conn* handle(connection& c) noexcept
{
    return static_cast<postgres_connection&>(c).handle();
}

} // namespace ginnel::driver::postgres
