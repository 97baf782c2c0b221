#include <ginnel/typed/model.hpp>

namespace ginnel {

column_description& column_description::named(std::string_view column_name)
{
    column_->column_name = column_name;
    return *this;
}

column_description& column_description::generated(bool yes)
{
    column_->generated = yes;
    // A key that is marked already is left as it is; one that is not, the registry takes for generated if it is an
    // integer.
    if (!yes)
        column_->primary = true;
    return *this;
}

column_description& column_description::database_default()
{
    column_->database_default = true;
    return *this;
}

column_description& column_description::set_initial(value initial)
{
    column_->initial = std::move(initial);
    return database_default();
}

column_description& column_description::unique()
{
    column_->unique = true;
    return *this;
}

column_description& column_description::indexed()
{
    column_->indexed = true;
    return *this;
}

column_description& column_description::serialize_as(std::string_view name)
{
    column_->serialize_as = name;
    return *this;
}

column_description& column_description::hidden()
{
    column_->serialize_as.clear();
    return *this;
}

computed_description& computed_description::serialize_as(std::string_view name)
{
    computed_->serialize_as = name;
    return *this;
}

computed_description& computed_description::hidden()
{
    computed_->serialize_as.clear();
    return *this;
}

} // namespace ginnel
