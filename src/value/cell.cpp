#include <ginnel/value/cell.hpp>

namespace ginnel {

std::string_view name_of(kind k) noexcept
{
    switch (k) {
    case kind::null:
        return "null";
    case kind::boolean:
        return "boolean";
    case kind::integer:
        return "integer";
    case kind::real:
        return "real";
    case kind::text:
        return "text";
    case kind::blob:
        return "blob";
    }
    return "unknown";
}

} // namespace ginnel
