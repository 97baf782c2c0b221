#include "engine/middle_row.hpp"
#include "typed/kept_row.hpp"
#include "typed/related_parts.hpp"
#include "typed/row_parts.hpp"

#include <ginnel/typed/related_rows.hpp>

namespace ginnel::detail {

namespace {

value key_of_middle(const schema::relation& r, const schema::model& m, const void* row)
{
    const engine::middle_path path{r};
    path.need_middle(m);
    return key_of_parent(path.last(), row);
}

} // namespace

via_core::via_core(const related_core& under, const schema::model& middle, const void* row)
    : session_{&under.session()},
      relation_{&under.relation()},
      parent_{under.saved_key()},
      middle_{key_of_middle(*relation_, middle, row)}
{
    need_saved_parent(engine::middle_path{*relation_}.last(), middle_, is_stored(middle, row));
}

void via_core::save(const std::vector<void*>& rows, bool creates) const
{
    const engine::middle_path path{*relation_};
    write_tracked(*session_, *relation_->target, rows, [&] {
        auto given = rows_to_save(path.last(), middle_, rows);
        if (creates)
            for (engine::related_row& row : given)
                row.stored = false;
        engine::save_behind(*session_, path, parent_, middle_, given);
    });
}

} // namespace ginnel::detail
