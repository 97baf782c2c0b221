#include "schema/names.hpp"
#include "schema/resolver.hpp"

#include <string>

namespace ginnel::schema {

void check_delete_rule(resolver& r, task& t)
{
    const relation& made = *t.out;
    if (made.delete_rule == on_delete::unsaid)
        return;
    const auto refuse = [&](const std::string& text) { r.report(t, "E_ON_DELETE", t.spelled() + text); };
    if (made.kind == relation_kind::morph_to)
        return refuse(
            " leads to rows of several models, and each says by its own relation what becomes of the rows that "
            "refer to it: write on_delete on the morph_one or morph_many back");
    const bool through = made.kind == relation_kind::has_many_through || made.kind == relation_kind::has_one_through;
    const bool links = made.path.size() == 2 && !made.path.front().key_on_from && made.path.back().key_on_from;
    if (made.delete_rule == on_delete::detach && !links)
        return refuse(
            " has no links that could be detached: say cascade, set_null or restrict of the rows that refer, or "
            "detach of a relation over a pivot table");
    if (through && made.delete_rule != on_delete::detach)
        return refuse(" owns no rows: write on_delete on the relations that it passes; on_delete::detach deletes its "
                      "links");
    const hop& h = made.path.front();
    if (made.delete_rule == on_delete::set_null && h.polymorphic && !h.to_key->nullable)
        return refuse(" sets \"" + h.to_key->name +
                      "\" to null when the row that it refers to is deleted, and that column cannot be null: make it a "
                      "std::optional, or say on_delete::cascade or restrict");
}

} // namespace ginnel::schema
