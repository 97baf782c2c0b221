#include "app/settings/server_settings.hpp"

#include "app/declarations/naming.hpp"
#include "app/files/property_reader.hpp"
#include "value/nearest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <vector>

namespace ginnel::app {

namespace {

namespace json = boost::json;

std::string view(json::string_view s)
{
    return {s.data(), s.size()};
}

/// A member of "ginnel.limits": how it is called, and what is done with it. Gives what to write where it cannot be
/// read.
struct limit_member {
    std::string_view name;
    const char* (*read)(limits&, const json::value&);
};

template <auto Field>
const char* read_count(limits& into, const json::value& said)
{
    if (!said.is_int64() || said.get_int64() < 1 || said.get_int64() > 1'000'000'000)
        return "write a whole number from 1 on";
    auto& field = into.*Field;
    field = static_cast<std::remove_reference_t<decltype(field)>>(said.get_int64());
    return nullptr;
}

template <auto Field>
const char* read_bytes(limits& into, const json::value& said)
{
    const auto bytes = bytes_of(said);
    if (!bytes || *bytes > std::numeric_limits<std::uint32_t>::max())
        return "write a size: \"100kb\"";
    auto& field = into.*Field;
    field = static_cast<std::remove_reference_t<decltype(field)>>(*bytes);
    return nullptr;
}

template <auto Field>
const char* read_seconds(limits& into, const json::value& said)
{
    const double seconds = said.is_number() ? said.to_number<double>() : -1;
    if (!(seconds >= 0.001) || seconds > 86400)
        return "write seconds, above 0 and at most 86400";
    into.*Field = std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000)};
    return nullptr;
}

// The JSON of a body and of a filter is read by functions that call themselves, so their depth has a bound of its own.
template <auto Field>
const char* read_depth(limits& into, const json::value& said)
{
    if (!said.is_int64() || said.get_int64() < 1 || said.get_int64() > 64)
        return "write a whole number from 1 to 64";
    into.*Field = static_cast<std::size_t>(said.get_int64());
    return nullptr;
}

constexpr std::array limit_members{
    limit_member{"url", read_bytes<&limits::url>},
    limit_member{"header", read_bytes<&limits::header>},
    limit_member{"bodyDepth", read_depth<&limits::body_depth>},
    limit_member{"limit", read_count<&limits::limit>},
    limit_member{"includeDepth", read_depth<&limits::include_depth>},
    limit_member{"includes", read_count<&limits::includes>},
    limit_member{"whereDepth", read_depth<&limits::where_depth>},
    limit_member{"conditions", read_count<&limits::conditions>},
    limit_member{"rows", read_count<&limits::rows>},
    limit_member{"records", read_count<&limits::records>},
    limit_member{"answer", read_bytes<&limits::answer>},
    limit_member{"connections", read_count<&limits::connections>},
    limit_member{"idle", read_seconds<&limits::idle>},
    limit_member{"transfer", read_seconds<&limits::transfer>},
    limit_member{"statement", read_seconds<&limits::statement>},
    limit_member{"stop", read_seconds<&limits::stop>},
};

void read_limits(limits& into, const json::object& said, std::string_view file, mistakes& wrong)
{
    for (const auto& member : said) {
        const auto name = view(member.key());
        const auto found =
            std::find_if(limit_members.begin(), limit_members.end(), [&](const auto& l) { return l.name == name; });
        if (found == limit_members.end()) {
            std::vector<std::string_view> names;
            for (const auto& l : limit_members)
                names.push_back(l.name);
            // A bound that was meant and does not hold is worse than none.
            wrong.add(
                file, "ginnel.limits." + name,
                name == "body"
                    ? "the bound on bodies is LoopBack's own: write \"remoting\": {\"json\": {\"limit\": \"100kb\"}}"
                    : "there is no such limit" + did_you_mean(name, names));
        } else if (const char* remedy = found->read(into, member.value())) {
            wrong.add(file, "ginnel.limits." + name, remedy);
        }
    }
}

} // namespace

std::optional<std::size_t> bytes_of(const json::value& said)
{
    if (said.is_int64() && said.get_int64() > 0)
        return static_cast<std::size_t>(said.get_int64());
    if (!said.is_string())
        return {};
    const auto text = lower(view(said.get_string()));
    double number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || !(number > 0) || number > 1e12)
        return {};
    std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
    while (unit.starts_with(' '))
        unit.remove_prefix(1);
    constexpr std::array<std::pair<std::string_view, double>, 5> units{
        {{"", 1}, {"b", 1}, {"kb", 1024}, {"mb", 1024.0 * 1024}, {"gb", 1024.0 * 1024 * 1024}}};
    for (const auto& [name, times] : units)
        if (unit == name)
            return static_cast<std::size_t>(number * times);
    return {};
}

cors_rules read_cors(const json::object& remoting, std::string_view file, mistakes& wrong)
{
    cors_rules out;
    const auto* said = remoting.if_contains("cors");
    if (!said || !said->is_object())
        return out;
    const auto& o = said->get_object();
    const auto refuse = [&](const char* member, const char* remedy) {
        wrong.add(file, std::string{"remoting.cors."} + member, remedy);
    };
    if (const auto* origin = o.if_contains("origin")) {
        out.any = origin->is_bool() && origin->get_bool();
        const auto add = [&](const json::value& one) {
            if (one.is_string() && one.get_string() == "*")
                out.any = true;
            else if (one.is_string())
                out.origins.push_back(view(one.get_string()));
            else
                refuse("origin",
                       "write true (every origin), false (none), \"https://shop.example\", or a list of such texts");
        };
        if (origin->is_array())
            for (const auto& one : origin->get_array())
                add(one);
        else if (!origin->is_bool())
            add(*origin);
    }
    out.credentials = flag_member(o, "credentials", {file, "remoting.cors"}, wrong).value_or(out.credentials);
    if (const auto* age = o.if_contains("maxAge")) {
        if (age->is_int64() && age->get_int64() >= 0)
            out.max_age = age->get_int64();
        else
            refuse("maxAge", "write seconds, a whole number from 0 on");
    }
    return out;
}

void read_own_settings(settings& s, const json::object& config, std::string_view file, mistakes& wrong)
{
    const auto* said = config.if_contains("ginnel");
    if (!said)
        return;
    if (!said->is_object()) {
        wrong.add(file, "ginnel", "write an object: {}");
        return;
    }
    for (const auto& member : said->get_object()) {
        const auto name = view(member.key());
        const auto& v = member.value();
        if (name == "limits") {
            if (v.is_object())
                read_limits(s.bounds, v.get_object(), file, wrong);
            else
                wrong.add(file, "ginnel.limits", "write an object: {\"rows\": 1000}");
        } else if (name == "accessLog") {
            if (v.is_bool())
                s.access_log = v.get_bool() ? access_format::plain : access_format::off;
            else if (v.is_string() && v.get_string() == "json")
                s.access_log = access_format::json;
            else
                wrong.add(file, "ginnel.accessLog", "write true, false or \"json\"");
        } else if (name == "health") {
            if (v.is_bool() && !v.get_bool())
                s.health.reset();
            else if (v.is_string() && v.get_string().starts_with('/') && v.get_string().size() > 1)
                s.health = view(v.get_string());
            else if (!v.is_bool())
                wrong.add(file, "ginnel.health", "write a path, \"/health\", or false");
        } else if (name == "cursorSecret") {
            if (v.is_string() && v.get_string().size() >= 16)
                s.cursor_secret = view(v.get_string());
            else
                wrong.add(file, "ginnel.cursorSecret",
                          "write a text of 16 bytes or more that nobody else knows: \"${CURSOR_SECRET}\"");
        } else {
            static constexpr std::array<std::string_view, 4> known{"limits", "accessLog", "health", "cursorSecret"};
            wrong.add(file, "ginnel." + name, "there is no such member" + did_you_mean(name, known));
        }
    }
}

} // namespace ginnel::app
