#include "driver/postgres/encoded_arguments.hpp"

#include "driver/postgres/type_oid.hpp"
#include "driver/postgres/value_text.hpp"

#include <ginnel/error.hpp>

#include <limits>

namespace ginnel::driver::postgres {

void encoded_arguments::assign(std::span<const argument> arguments)
{
    if (arguments.size() > 65535)
        throw error{
            error_kind::limit, "E_TOO_MANY_ARGUMENTS",
            "A statement has " + std::to_string(arguments.size()) +
                " arguments, and PostgreSQL takes 65535: bind a set of keys as one argument, or split the statement."};
    for (const argument& a : arguments)
        add(a);
    // Only now, since made_ moves while it grows.
    for (std::size_t i = 0; i < values_.size(); ++i)
        if (made_at_[i] != std::string::npos)
            values_[i] = made_.data() + made_at_[i];
}

void encoded_arguments::add(const argument& a)
{
    values_.push_back(nullptr);
    lengths_.push_back(0);
    formats_.push_back(0);
    types_.push_back(oid::unknown);
    made_at_.push_back(std::string::npos);
    if (!a.keys)
        return add_value(a);
    types_.back() = a.typed ? array_oid(a.type) : array_oid(a.keys->type());
    made_at_.back() = made_.size();
    append_array(made_, *a.keys);
    made_ += '\0';
}

void encoded_arguments::add_value(const argument& a)
{
    if (a.typed)
        types_.back() = parameter_oid(a.type);
    cell c = a.value ? a.value->view() : cell{};
    switch (c.type) {
    case kind::null:
        return;
    case kind::boolean:
    case kind::integer:
    case kind::real:
        made_at_.back() = made_.size();
        if (c.type == kind::real)
            append_real(made_, c.real);
        else if (c.type == kind::integer || (a.typed && a.type != column_type::boolean))
            append_integer(made_, c.integer);
        else
            made_ += c.integer != 0 ? "true" : "false";
        made_ += '\0';
        return;
    case kind::text:
        if (!a.typed || a.type != column_type::blob) {
            refuse_zero_byte(c.text);
            values_.back() = a.value->text().c_str();
            return;
        }
        [[fallthrough]]; // a text for a column of bytes: its bytes, which are not to be read as bytea's escapes
    case kind::blob:
        // In binary format bytes need no digits, and a column of another type refuses them loudly.
        if (c.text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
            throw error{error_kind::limit, "E_TOO_BIG",
                        "A blob is larger than 2 GiB: store it in pieces, or in a file."};
        values_.back() = c.text.empty() ? "" : c.text.data();
        lengths_.back() = static_cast<int>(c.text.size());
        formats_.back() = 1;
        return;
    }
}

} // namespace ginnel::driver::postgres
