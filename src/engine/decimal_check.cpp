#include "engine/decimal_check.hpp"

#include <ginnel/error.hpp>

#include <string>
#include <variant>

namespace ginnel::engine {

namespace {

void check_related(const environment& db, const relation_aggregate& a)
{
    if (!a.exists)
        check_decimals(db, *a.relation->target, a.what);
}

} // namespace

void check_decimals(const environment& db, const schema::model& m, const aggregate& what)
{
    // Of decimals stored as texts, '9' is more than '10'.
    if (!what.of || what.function == aggregate_function::count || what.of->column->type != column_type::decimal ||
        db.abilities.exact_decimals)
        return;
    throw error{error_kind::unsupported, "E_DECIMAL_AS_TEXT",
                std::string{name_of(what.function)} + " of \"" + what.of->column->name + "\" of " + m.name +
                    " would compare texts: this database stores decimals as text; pluck the column and compare the "
                    "decimals in the program, or store a number of the smallest unit"}
        .in_model(m.name)
        .spoiling(spoils::nothing);
}

void check_decimals(const environment& db, const query& q, const expression& e)
{
    if (const auto* a = std::get_if<aggregate>(&e.what))
        check_decimals(db, *q.model, *a);
}

void check_decimals(const environment& db, const query& q)
{
    for (const auto& a : q.aggregates)
        check_related(db, a);
    for (const auto* list : {&q.orders, &q.group_orders})
        for (const auto& o : *list) {
            if (o.related && !o.related->first)
                check_related(db, o.related->value);
            if (o.made)
                check_decimals(db, q, *o.made);
        }
    for (const auto& t : q.having)
        if (const auto* test = std::get_if<expression_test>(&t.what->test))
            check_decimals(db, q, test->left);
}

} // namespace ginnel::engine
