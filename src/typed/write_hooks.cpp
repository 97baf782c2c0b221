#include <ginnel/typed/executor.hpp>
#include <ginnel/typed/write_hooks.hpp>

namespace ginnel::detail {

namespace {

/// What hooks write by: the session of the write's transaction.
class lent_executor final : public executor {
public:
    explicit lent_executor(engine::session& s) noexcept : executor{&s} {}
};

declared_write_hooks::event event_of(schema::write_event what) noexcept
{
    switch (what) {
    case schema::write_event::create:
        return declared_write_hooks::event::create;
    case schema::write_event::update:
        return declared_write_hooks::event::update;
    case schema::write_event::remove:
        break;
    }
    return declared_write_hooks::event::remove;
}

} // namespace

bool declared_write_hooks::any(schema::write_event what) const noexcept
{
    const auto saved = static_cast<std::size_t>(event::save), own = static_cast<std::size_t>(event_of(what));
    const bool saves = what != schema::write_event::remove && (!before_[saved].empty() || !after_[saved].empty());
    return saves || !before_[own].empty() || !after_[own].empty();
}

void declared_write_hooks::call(const lists& all, schema::write_event what, std::span<void* const> rows,
                                engine::session& s)
{
    lent_executor db{s};
    const written_rows written{rows, db};
    for (const closure& f : all[static_cast<std::size_t>(event_of(what))])
        f(written);
    if (what != schema::write_event::remove)
        for (const closure& f : all[static_cast<std::size_t>(event::save)])
            f(written);
}

void declared_write_hooks::before(schema::write_event what, std::span<void* const> rows, engine::session& s) const
{
    call(before_, what, rows, s);
}

void declared_write_hooks::after(schema::write_event what, std::span<void* const> rows, engine::session& s) const
{
    call(after_, what, rows, s);
}

} // namespace ginnel::detail
