#include <ginnel/error.hpp>
#include <ginnel/value/value.hpp>

namespace ginnel {

namespace {

[[noreturn]] void throw_type(kind wanted, const value& found)
{
    std::string message = "a value was read as ";
    message += name_of(wanted);
    message += " but is ";
    message += name_of(found.type());
    if (!found.is_null())
        message += ": " + to_display(found);
    throw error{error_kind::data, "E_VALUE_TYPE", message}.spoiling(spoils::nothing);
}

} // namespace

value::value(const cell& c) : type_{c.type}
{
    switch (c.type) {
    case kind::null:
        break;
    case kind::boolean:
    case kind::integer:
        integer_ = c.integer;
        break;
    case kind::real:
        real_ = c.real;
        break;
    case kind::text:
    case kind::blob:
        bytes_ = c.text;
        break;
    }
}

value value::blob(std::string bytes) noexcept
{
    value v{std::move(bytes)};
    v.type_ = kind::blob;
    return v;
}

cell value::view() const noexcept
{
    cell c;
    c.type = type_;
    if (type_ == kind::real)
        c.real = real_;
    else
        c.integer = integer_;
    c.text = bytes_;
    return c;
}

bool value::boolean() const
{
    if (type_ != kind::boolean)
        throw_type(kind::boolean, *this);
    return integer_ != 0;
}

std::int64_t value::integer() const
{
    if (type_ != kind::integer)
        throw_type(kind::integer, *this);
    return integer_;
}

double value::real() const
{
    if (type_ == kind::integer)
        return static_cast<double>(integer_);
    if (type_ != kind::real)
        throw_type(kind::real, *this);
    return real_;
}

const std::string& value::text() const&
{
    if (type_ != kind::text)
        throw_type(kind::text, *this);
    return bytes_;
}

const std::string& value::bytes() const&
{
    if (type_ != kind::blob)
        throw_type(kind::blob, *this);
    return bytes_;
}

bool operator==(const value& a, const value& b) noexcept
{
    if (a.type_ != b.type_)
        return false;
    switch (a.type_) {
    case kind::null:
        return true;
    case kind::boolean:
    case kind::integer:
        return a.integer_ == b.integer_;
    // A NaN equals itself, so that a value always equals its copy.
    case kind::real:
        return a.real_ == b.real_ || (a.real_ != a.real_ && b.real_ != b.real_);
    case kind::text:
    case kind::blob:
        return a.bytes_ == b.bytes_;
    }
    return false;
}

} // namespace ginnel
