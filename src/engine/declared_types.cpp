#include "engine/declared_types.hpp"

#include "engine/needed_tables.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace ginnel::engine {

namespace {

bool has_part(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// "datetime" and the like are numeric, which leaves texts alone that are no numbers; the digits of a decimal are one.
bool fits_affinity(column_type type, const std::string& declared)
{
    const auto leans = affinity_of(declared);
    if (leans == affinity::none)
        return true;
    switch (type) {
    case column_type::boolean:
    case column_type::int16:
    case column_type::int32:
    case column_type::int64:
        return leans != affinity::text && leans != affinity::real;
    case column_type::epoch_ms:
        return leans != affinity::text;
    case column_type::real:
        return leans != affinity::text && leans != affinity::integer;
    case column_type::text:
    case column_type::decimal:
    case column_type::blob:
        return leans == affinity::text;
    case column_type::date:
    case column_type::time:
    case column_type::timestamp:
    case column_type::uuid:
    case column_type::json:
        break;
    }
    return leans != affinity::integer && leans != affinity::real;
}

/// The names under which a database with strict types keeps values of the type, those that hold most first.
std::span<const std::string_view> names_of(column_type type)
{
    using names = std::string_view;
    static constexpr std::array booleans{names{"boolean"}};
    static constexpr std::array integers{names{"bigint"}, names{"integer"}, names{"smallint"}};
    static constexpr std::array reals{names{"double precision"}};
    static constexpr std::array decimals{names{"numeric"}};
    static constexpr std::array texts{names{"text"}, names{"character varying"}, names{"character"}};
    static constexpr std::array blobs{names{"bytea"}};
    static constexpr std::array dates{names{"date"}};
    static constexpr std::array times{names{"time without time zone"}};
    static constexpr std::array timestamps{names{"timestamp without time zone"}, names{"timestamp with time zone"}};
    static constexpr std::array uuids{names{"uuid"}};
    static constexpr std::array jsons{names{"jsonb"}, names{"json"}};
    switch (type) {
    case column_type::boolean:
        return booleans;
    case column_type::int16:
        return integers;
    case column_type::int32:
        return std::span{integers}.first(2);
    case column_type::int64:
    case column_type::epoch_ms:
        return std::span{integers}.first(1);
    case column_type::real:
        return reals;
    case column_type::decimal:
        return decimals;
    case column_type::text:
        return texts;
    case column_type::blob:
        return blobs;
    case column_type::date:
        return dates;
    case column_type::time:
        return times;
    case column_type::timestamp:
        return timestamps;
    case column_type::uuid:
        return uuids;
    case column_type::json:
        break;
    }
    return jsons;
}

bool is_known(const std::string& declared)
{
    for (const auto type : {column_type::boolean, column_type::int16, column_type::real, column_type::decimal,
                            column_type::text, column_type::blob, column_type::date, column_type::time,
                            column_type::timestamp, column_type::uuid, column_type::json}) {
        const auto names = names_of(type);
        if (std::find(names.begin(), names.end(), declared) != names.end())
            return true;
    }
    return declared == "real";
}

enum class family { unknown, number, text };

family family_of(const std::string& declared)
{
    for (const auto* part : {"int", "real", "floa", "doub", "numeric", "decimal"})
        if (has_part(declared, part))
            return family::number;
    for (const auto* part : {"char", "clob", "text"})
        if (has_part(declared, part))
            return family::text;
    return family::unknown;
}

} // namespace

affinity affinity_of(std::string_view declared)
{
    const auto name = folded(std::string{declared});
    const auto has = [&](auto... parts) { return (has_part(name, parts) || ...); };
    if (has("int"))
        return affinity::integer;
    if (has("char", "clob", "text"))
        return affinity::text;
    if (name.empty() || has("blob"))
        return affinity::none;
    return has("real", "floa", "doub") ? affinity::real : affinity::numeric;
}

bool holds_values(const sql::dialect& d, column_type type, const std::string& declared)
{
    const auto name = folded(declared);
    if (d.name() == "sqlite") // whose columns only lean to a type
        return fits_affinity(type, name);
    const auto names = names_of(type);
    return std::find(names.begin(), names.end(), name) != names.end() || !is_known(name);
}

bool compare_alike(const std::string& declared, const std::string& other)
{
    const auto a = family_of(folded(declared)), b = family_of(folded(other));
    return a == b || a == family::unknown || b == family::unknown;
}

} // namespace ginnel::engine
