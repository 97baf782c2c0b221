#include <ginnel/error.hpp>
#include <ginnel/value/column_traits.hpp>

#include <cmath>

namespace ginnel::detail {

void throw_value_range(std::string_view shown, column_type type)
{
    std::string message{shown};
    message += " does not fit a column of type ";
    message += name_of(type);
    throw error{error_kind::data, "E_VALUE_RANGE", message}.spoiling(spoils::nothing);
}

void throw_value_range(std::uint64_t v)
{
    throw_value_range("the integer " + std::to_string(v) + " (more than 9223372036854775807)", column_type::int64);
}

bool load_real(const cell& c, double& out) noexcept
{
    if (c.type == kind::real) {
        out = c.real;
        return true;
    }
    if (c.type != kind::integer)
        return false;
    const auto real = static_cast<double>(c.integer);
    // 2^63 is where rounding up may lead to, and converting it back would be undefined.
    if (real >= 0x1p63 || static_cast<std::int64_t>(real) != c.integer)
        return false;
    out = real;
    return true;
}

bool load_float(const cell& c, float& out) noexcept
{
    if (c.type == kind::integer) {
        const auto real = static_cast<float>(c.integer);
        if (real >= 0x1p63F || static_cast<std::int64_t>(real) != c.integer)
            return false;
        out = real;
        return true;
    }
    if (c.type != kind::real)
        return false;
    // Past the largest float by half a step or more: rounding would give an infinity that is not stored.
    if (std::isfinite(c.real) && std::abs(c.real) >= 0x1.ffffffp127)
        return false;
    out = static_cast<float>(c.real);
    return true;
}

bool load_blob(const cell& c, std::vector<std::byte>& out)
{
    if (c.type != kind::blob)
        return false;
    const auto* bytes = reinterpret_cast<const std::byte*>(c.text.data());
    out.assign(bytes, bytes + c.text.size());
    return true;
}

value store_blob(const std::vector<std::byte>& bytes)
{
    return value::blob(std::string{reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

} // namespace ginnel::detail
