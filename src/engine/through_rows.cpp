#include "engine/through_rows.hpp"

#include "engine/wrong_cell.hpp"

#include <ginnel/schema/model.hpp>

namespace ginnel::engine {

int through_place(const schema::relation& r) noexcept
{
    int place = 0;
    while (r.path[static_cast<std::size_t>(place)].to_model != r.through)
        ++place;
    return place;
}

void read_through_row(const compiled& code, const cell* cells, void* object, const schema::model_ops& ops)
{
    if (object == nullptr)
        return;
    const auto& m = *code.layout.through_model;
    const cell* row = cells + code.layout.through_row_from;
    std::size_t failed = 0;
    if (!ops.read(m, row, object, failed)) [[unlikely]] {
        compiled of_through;
        of_through.statement.text = code.statement.text;
        of_through.layout.model = &m;
        if (m.primary_key)
            of_through.layout.primary_key = m.primary_key->index;
        throw wrong_cell(of_through, row, failed, row[failed]);
    }
    if (ops.loaded)
        ops.loaded(m, object, nullptr);
}

void throw_through_rows_of_roots(const schema::relation& r)
{
    throw error{error_kind::usage, "E_THROUGH_ROWS",
                "a list of " + r.target->name + " has no place for the rows of " + r.through->name +
                    " beside them: ask for with_through() in a preload, .preload(&" + r.source->name + "::" + r.name +
                    ", [](auto& q) { q.with_through(); }), or read single columns with pivot_columns"}
        .in_model(r.source->name)
        .in_relation(r.name)
        .spoiling(spoils::nothing);
}

value truth(const value& v)
{
    return v.type() == kind::integer ? value{v.integer() != 0} : v;
}

} // namespace ginnel::engine
