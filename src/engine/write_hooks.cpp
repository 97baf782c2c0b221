#include "engine/write_hooks.hpp"

namespace ginnel::engine {

bool runs_hooks(const session& s, const schema::model& m, schema::write_event what) noexcept
{
    return m.write_hooks && !s.quiet() && m.write_hooks->any(what);
}

void with_hooks(session& s, const schema::model& m, schema::write_event what, std::span<void* const> rows,
                const session_work& write)
{
    if (rows.empty() || !runs_hooks(s, m, what)) {
        write(s);
        return;
    }
    s.together([&](session& inside) {
        m.write_hooks->before(what, rows, inside);
        write(inside);
        m.write_hooks->after(what, rows, inside);
    });
}

} // namespace ginnel::engine
