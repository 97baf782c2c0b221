#include "typed/extras_access.hpp"

#include <ginnel/detail/model_entry.hpp>
#include <ginnel/schema/model.hpp>

#include <string>

namespace ginnel::detail {

namespace {

char* bytes(void* object) noexcept
{
    return static_cast<char*>(object);
}
const char* bytes(const void* object) noexcept
{
    return static_cast<const char*>(object);
}

} // namespace

bool is_of(const schema::model& m, const model_entry& e) noexcept
{
    return m.ops == e.ops || m.ops == e.tracking_ops;
}

bool read_by_columns(const schema::model& m, const cell* row, void* object, std::size_t& failed)
{
    for (const schema::column& c : m.table.columns) {
        if (!c.field->load(row[c.index], bytes(object) + c.offset)) [[unlikely]] {
            failed = c.index;
            return false;
        }
    }
    return true;
}

bool set_column(const schema::model& m, void* object, std::size_t column, const cell& from)
{
    const schema::column& c = m.table.columns[column];
    return c.field->load(from, bytes(object) + c.offset);
}

value get_column(const schema::model& m, const void* object, std::size_t column)
{
    const schema::column& c = m.table.columns[column];
    return c.field->store(bytes(object) + c.offset);
}

void* slot_at(const schema::model& m, void* object, std::size_t index)
{
    return bytes(object) + m.relations[index].offset;
}

value* extras_at(const schema::model& m, void* object, const schema::extras_names& names)
{
    if (m.extras_offset == schema::model::none)
        return nullptr;
    return extras_access::fill(*reinterpret_cast<extras*>(bytes(object) + m.extras_offset), names);
}

void note_loaded(const schema::model& m, void* object, const std::vector<std::uint16_t>* columns)
{
    if (m.state_offset != schema::model::none)
        row_state_access::note(*reinterpret_cast<row_state*>(bytes(object) + m.state_offset), columns);
}

namespace {

bool is_blank(const value& v, column_type type)
{
    switch (v.type()) {
    case kind::null:
        return true;
    case kind::boolean:
        return !v.boolean();
    case kind::integer:
        return v.integer() == 0;
    case kind::real:
        return v.real() == 0;
    case kind::blob:
        return v.bytes().empty();
    case kind::text:
        break;
    }
    return v.text().empty() || (type == column_type::uuid && v.text().find_first_not_of("0-") == std::string::npos);
}

} // namespace

// A struct does not notice what is assigned to it: in a row read in part, a column that was not selected and holds
// something all the same was assigned.
bool has_column(const schema::model& m, const void* object, std::size_t column)
{
    return m.state_offset == schema::model::none ||
           reinterpret_cast<const row_state*>(bytes(object) + m.state_offset)->has(column) ||
           !is_blank(get_column(m, object, column), m.table.columns[column].type);
}

} // namespace ginnel::detail
