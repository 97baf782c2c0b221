#include "rest/answers/error_body.hpp"

#include "value/json_writer.hpp"

#include <algorithm>
#include <vector>

namespace ginnel::rest {

namespace {

/// {"name": ["presence", "length.min"]}
void append_by_property(std::string& out, const std::vector<app::broken_rule>& broken,
                        std::string app::broken_rule::*what)
{
    out += '{';
    std::vector<std::string_view> told;
    for (const auto& first : broken) {
        if (std::find(told.begin(), told.end(), first.property) != told.end())
            continue;
        out += told.empty() ? "" : ",";
        told.push_back(first.property);
        append_json_string(out, first.property);
        out += ":[";
        const char* before = "";
        for (const auto& b : broken)
            if (b.property == first.property) {
                out += before;
                before = ",";
                append_json_string(out, b.*what);
            }
        out += ']';
    }
    out += '}';
}

/// The error itself, without the object around it.
std::string validation_error(const app::invalid_row& row)
{
    std::string out = R"({"statusCode":422,"name":"ValidationError","message":)";
    append_json_string(out, row.what());
    out += R"(,"details":{"context":)";
    append_json_string(out, row.model());
    out += R"(,"codes":)";
    append_by_property(out, row.broken(), &app::broken_rule::code);
    out += R"(,"messages":)";
    append_by_property(out, row.broken(), &app::broken_rule::message);
    return out + "}}";
}

} // namespace

std::string error_body(unsigned status, std::string_view message, std::string_view code, std::string_view details)
{
    std::string out = "{\"error\":{\"statusCode\":" + std::to_string(status) + ",\"name\":\"Error\",\"message\":";
    append_json_string(out, message);
    if (!code.empty()) {
        out += ",\"code\":";
        append_json_string(out, code);
    }
    if (!details.empty())
        out.append(",\"details\":").append(details);
    return out + "}}";
}

answer answer_to(const app::invalid_row& row)
{
    return {422, "{\"error\":" + validation_error(row) + "}"};
}

answer answer_to(const app::invalid_rows& rows)
{
    std::string out = R"({"error":{"statusCode":422,"name":"ArrayOfErrors","message":)";
    append_json_string(out, rows.what());
    out += ",\"details\":[";
    const char* before = "";
    for (const auto& row : rows.rows()) {
        out += before;
        before = ",";
        out += row ? validation_error(*row) : "null";
    }
    return {422, out + "]}}"};
}

} // namespace ginnel::rest
