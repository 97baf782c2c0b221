#include "app/declarations/declared_model.hpp"

#include "app/declarations/naming.hpp"

namespace ginnel::app {

schema::column property_column(std::string_view name, column_type type)
{
    schema::column c;
    c.name = c.column_name = c.serialize_as = std::string{name};
    c.type = type;
    c.nullable = true;
    return c;
}

void write_in_lower_case(schema::column& c)
{
    if (c.column_name == c.name)
        c.column_name = lower(c.name);
}

schema::column injected_id()
{
    schema::column c = property_column("id", column_type::int64);
    c.nullable = false;
    c.primary = c.generated = true;
    return c;
}

} // namespace ginnel::app
