#include "app/answers/bounded_slots.hpp"

#include "app/settings/limit_key.hpp"
#include "engine/record.hpp"

#include <ginnel/error.hpp>

#include <limits>

namespace ginnel::app {

namespace {

constexpr auto unbounded = std::numeric_limits<std::size_t>::max();
// A question is read by the thread that asks it.
thread_local std::size_t rows_left = unbounded;

void count_row()
{
    if (rows_left == unbounded)
        return;
    if (rows_left == 0)
        throw error{
            error_kind::limit, "E_ANSWER_TOO_LARGE",
            "the answer has too many rows, those of its includes counted: narrow it with limit or fewer includes" +
                limit_key("records")};
    --rows_left;
}

template <const schema::slot_ops& (*Ops)() noexcept>
void* counted(void* slot, const schema::model& m)
{
    count_row();
    return Ops().emplace(slot, m);
}

template <const schema::slot_ops& (*Ops)() noexcept>
const schema::slot_ops& bounded() noexcept
{
    static const schema::slot_ops ops = [] {
        auto o = Ops();
        o.emplace = counted<Ops>;
        return o;
    }();
    return ops;
}

} // namespace

row_budget::row_budget(std::size_t rows) noexcept : before_{rows_left}
{
    rows_left = rows;
}

row_budget::~row_budget()
{
    rows_left = before_;
}

const schema::slot_ops& bounded_list_ops() noexcept
{
    return bounded<engine::record_list_ops>();
}
const schema::slot_ops& bounded_one_ops() noexcept
{
    return bounded<engine::record_one_ops>();
}
const schema::slot_ops& bounded_rows_ops() noexcept
{
    return bounded<engine::record_rows_ops>();
}

} // namespace ginnel::app
