#include "engine/row_stream.hpp"

#include "engine/arguments.hpp"
#include "engine/compile.hpp"
#include "engine/load_plan.hpp"
#include "engine/read_hooks.hpp"
#include "engine/session.hpp"

namespace ginnel::engine {

row_stream::row_stream(const environment& e, const query& q, const value* parent, std::size_t batch)
    : environment_{e}, query_{hooked(q, false).value_or(q)}, parent_{parent ? std::optional{*parent} : std::nullopt}, batch_{batch}
{
    if (parent_ && parent_->is_null()) {
        ended_ = true; // a null key relates to nothing
        return;
    }
    code_ = compile_rows(e, query_);
    arguments_ = arguments_of(code_.statement, [this](std::size_t) { return &*parent_; });
}

void row_stream::start(driver::connection& c)
{
    if (query_.for_update)
        need_transaction_for_locks(c);
    own_transaction_ =
        !c.in_transaction() && (!query_.preloads.empty() || environment_.abilities.walk_needs_transaction);
    if (own_transaction_)
        c.begin(driver::transaction_mode::snapshot);
    walk_ = c.open_walk(code_.statement.text, arguments_);
}

bool row_stream::fill(driver::connection& c, result_slot into)
{
    into.ops->reset(into.slot, nullptr, false);
    if (ended_)
        return false;
    if (!walk_)
        start(c);
    into.ops->reserve(into.slot, batch_);
    load_plan below{environment_, query_, into, code_};
    std::size_t rows = 0;
    bool more = true;
    for (; rows < batch_; ++rows) {
        const cell* row = walk_->fetch();
        if (!row) {
            more = false;
            break;
        }
        below.row(0, row);
    }
    below.done(0, {});
    if (rows != 0) // the relations, and the hooks of the models
        run_blocking(below, c);
    if (!more) {
        stop();
        if (own_transaction_)
            c.commit();
    }
    return rows != 0;
}

} // namespace ginnel::engine
