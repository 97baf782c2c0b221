#include "failures.hpp"

#include <array>
#include <string_view>

namespace replay {

namespace {

struct named_kind {
    std::string_view code, kind;
};

constexpr std::array<named_kind, 9> by_code{{
    {"E_UNDEFINED_RELATIONSHIP", "undefined-relationship"},
    {"E_MISSING_MODEL_ATTRIBUTE", "missing-attribute"},
    {"E_MODELS", "missing-attribute"},
    {"E_ROW_NOT_FOUND", "row-not-found"},
    {"E_MISSING_KEY", "missing-key"},
    {"E_NULL_KEY", "missing-key"},
    {"E_UNSAVED_PARENT", "unpersisted"},
    {"E_NOT_PERSISTED", "unpersisted"},
    {"E_UNKNOWN_COLUMN", "driver"}, // Lucid learns of it from the database
}};

json::object record(const std::string& kind, json::value code, const char* message)
{
    return {{"kind", kind}, {"code", std::move(code)}, {"message", message}};
}

} // namespace

std::string kind_of(const ginnel::error& e)
{
    for (const auto& known : by_code)
        if (known.code == e.code())
            return std::string{known.kind};
    using k = ginnel::error_kind;
    switch (e.kind()) {
    case k::not_found:
        return "row-not-found";
    case k::unique:
    case k::foreign_key:
    case k::not_null:
    case k::check:
        return "constraint";
    case k::unsupported:
        return "unsupported";
    case k::data:
        return "type-error";
    case k::database:
    case k::busy:
    case k::deadlock:
    case k::read_only:
    case k::connection:
    case k::corrupt:
    case k::limit:
        return "driver";
    case k::schema:
        return "missing-attribute";
    case k::usage:
    case k::conflict:
        return "other";
    }
    return "other";
}

json::object error_record(const std::exception_ptr& failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const refused& r) {
        return record(r.kind, nullptr, r.message.c_str());
    } catch (const ginnel::error& e) {
        return record(kind_of(e), json::string{e.code()}, e.what());
    } catch (const std::exception& e) {
        return record("other", nullptr, e.what());
    }
}

} // namespace replay
