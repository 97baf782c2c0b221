#include "driver/postgres/row_reader.hpp"

#include "driver/postgres/type_oid.hpp"

#include <algorithm>
#include <charconv>

namespace ginnel::driver::postgres {
namespace {

unsigned digit(char c) noexcept
{
    return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

template <class Number>
Number number(std::string_view text) noexcept
{
    Number v{};
    std::from_chars(text.data(), text.data() + text.size(),
                    v); // the server prints what from_chars reads, Infinity and NaN too
    return v;
}

} // namespace

row_reader::form row_reader::form_of(Oid type) noexcept
{
    switch (type) {
    case oid::boolean:
        return form::boolean;
    case oid::int2:
    case oid::int4:
    case oid::int8:
    case oid::oid:
        return form::integer;
    case oid::float4:
    case oid::float8:
        return form::real;
    case oid::bytea:
        return form::bytes;
    case oid::timestamptz:
        return form::utc;
    default:
        return form::text;
    }
}

void row_reader::start(const PGresult* r)
{
    result_ = r;
    row_ = 0;
    rows_ = PQntuples(r);
    auto count = static_cast<std::size_t>(PQnfields(r));
    cells_.assign(count, cell{});
    forms_.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        forms_[i] = form_of(PQftype(r, static_cast<int>(i)));
    has_bytes_ = std::find(forms_.begin(), forms_.end(), form::bytes) != forms_.end();
}

void row_reader::stop() noexcept
{
    result_ = nullptr;
    row_ = rows_ = 0;
    cells_.clear();
}

const cell* row_reader::next()
{
    if (row_ == rows_)
        return nullptr;
    if (has_bytes_)
        make_room_for_bytes();
    for (std::size_t i = 0; i < cells_.size(); ++i)
        read(static_cast<int>(i), forms_[i], cells_[i]);
    ++row_;
    // A row without columns exists too, and its address must not be null.
    static const cell none{};
    return cells_.empty() ? &none : cells_.data();
}

/// Before the first blob of a row, since the views of blobs must not move.
void row_reader::make_room_for_bytes()
{
    std::size_t size = 0;
    for (std::size_t i = 0; i < forms_.size(); ++i)
        if (forms_[i] == form::bytes)
            size += static_cast<std::size_t>(PQgetlength(result_, row_, static_cast<int>(i))) / 2;
    bytes_.clear();
    bytes_.reserve(size);
}

void row_reader::read(int column, form f, cell& c)
{
    if (PQgetisnull(result_, row_, column)) {
        c.type = kind::null;
        return;
    }
    std::string_view text{PQgetvalue(result_, row_, column),
                          static_cast<std::size_t>(PQgetlength(result_, row_, column))};
    switch (f) {
    case form::boolean:
        c.type = kind::boolean;
        c.integer = text == "t" ? 1 : 0;
        return;
    case form::integer:
        c.type = kind::integer;
        c.integer = number<std::int64_t>(text);
        return;
    case form::real:
        c.type = kind::real;
        c.real = number<double>(text);
        return;
    case form::bytes: {
        c.type = kind::blob;
        std::size_t begin = bytes_.size();
        for (std::size_t i = 2; i + 1 < text.size(); i += 2) // behind the \x
            bytes_ += static_cast<char>(digit(text[i]) << 4U | digit(text[i + 1]));
        c.text = std::string_view{bytes_}.substr(begin);
        return;
    }
    case form::utc:
        // The session's zone is UTC, and so is every timestamp of ours: the zone is left out.
        if (text.ends_with("+00"))
            text.remove_suffix(3);
        [[fallthrough]];
    case form::text:
        c.type = kind::text;
        c.text = text;
        return;
    }
}

} // namespace ginnel::driver::postgres
