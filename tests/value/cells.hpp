#pragma once

#include <ginnel/value/column_traits.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

/// Cells as a driver would hand them out, and short ways to read them.
namespace cells {

inline ginnel::cell null()
{
    return {};
}

inline ginnel::cell boolean(bool v)
{
    ginnel::cell c;
    c.type = ginnel::kind::boolean;
    c.integer = v ? 1 : 0;
    return c;
}

inline ginnel::cell integer(std::int64_t v)
{
    ginnel::cell c;
    c.type = ginnel::kind::integer;
    c.integer = v;
    return c;
}

inline ginnel::cell real(double v)
{
    ginnel::cell c;
    c.type = ginnel::kind::real;
    c.real = v;
    return c;
}

/// Points to the text, which must outlive it.
inline ginnel::cell text(std::string_view v)
{
    ginnel::cell c;
    c.type = ginnel::kind::text;
    c.text = v;
    return c;
}

inline ginnel::cell blob(std::string_view v)
{
    ginnel::cell c;
    c.type = ginnel::kind::blob;
    c.text = v;
    return c;
}

/// What loads from the cell, or nothing if the cell does not fit.
template <typename T>
std::optional<T> load(const ginnel::cell& c)
{
    T out{};
    if (!ginnel::column_traits<T>::load(c, out))
        return std::nullopt;
    return out;
}

/// What comes back when `v` is stored and loaded.
template <typename T>
std::optional<T> round_trip(const T& v)
{
    const ginnel::value stored = ginnel::column_traits<T>::store(v);
    return load<T>(stored.view());
}

} // namespace cells
