#include "rest/filters/filter_reader.hpp"

#include "app/json_view.hpp"
#include "rest/answers/refusal.hpp"
#include "rest/answers/shown.hpp"
#include "rest/filters/filter_fields.hpp"
#include "rest/filters/filter_numbers.hpp"
#include "rest/filters/filter_order.hpp"
#include "rest/requests/limit_key.hpp"
#include "value/nearest.hpp"

#include <array>
#include <optional>
#include <vector>

namespace ginnel::rest {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 8> members{"where", "include", "order",  "limit",
                                                  "skip",  "offset",  "fields", "through"};

using app::view;

/// LoopBack passes over what it does not know. What looks like a slip of one of its own names would then mean all rows.
void refuse_slip(std::string_view name, const std::string& at)
{
    if (name == "after") // else every page would be the first
        throw refusal{400,
                      at + ": the cursor of a page stands beside the filter: write ?filter={\"limit\": 20}&after="};
    if (const auto near = nearest(name, members, 1); !near.empty())
        throw refusal{400, at + ": a filter has no member " + shown(name) + ": write \"" + near.front() + '"'};
}

} // namespace

app::filter filter_reader::filter(const subject& m, const json::value& said, const std::string& at, std::size_t depth)
{
    if (!said.is_object())
        throw refusal{400, at + ": Value is not an object. Write {\"where\": ..., \"include\": ..., \"order\": ..., "
                                "\"limit\": ..., \"skip\": ..., \"fields\": ...}"};
    app::filter f;
    std::optional<std::int64_t> offset;
    const json::value* fields = nullptr;
    for (const auto& member : said.get_object()) {
        const auto name = view(member.key());
        const auto& v = member.value();
        const auto here = [&] { return at + "." + std::string{name}; };
        if (name == "where")
            f.where = v.is_null() ? app::condition{} : where(m, v, here(), 0);
        else if (name == "include")
            include(m, v, here(), depth, f);
        else if (name == "order")
            f.orders = read_order(m, v, here());
        else if (name == "limit")
            f.limit = count_in(v, here());
        else if (name == "skip")
            f.skip = count_in(v, here());
        else if (name == "offset")
            offset = count_in(v, here());
        else if (name == "fields")
            fields = &v;
        else if (name == "through")
            f.through = wants_through(m, v, here());
        else
            refuse_slip(name, at);
    }
    if (!f.skip) // of both, LoopBack takes this one
        f.skip = offset;
    if (f.limit == 0) // LoopBack: no limit
        f.limit.reset();
    if (f.limit && bounds_.limit > 0 && *f.limit > bounds_.limit)
        throw refusal{400, at + ".limit: a list may be asked for at most " + std::to_string(bounds_.limit) + " rows" +
                               limit_key("limit")};
    if (fields)
        f.fields = read_fields(m, *fields, at + ".fields", f.includes);
    return f;
}

} // namespace ginnel::rest
