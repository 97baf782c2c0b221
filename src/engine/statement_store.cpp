#include "engine/statement_store.hpp"

namespace ginnel::engine {

const compiled& statement_store::find_of(const environment& db, const schema::model& m)
{
    const std::lock_guard lock{mutex_};
    auto& entry = finds_[&m];
    if (!entry)
        entry = std::make_unique<const compiled>(compile_find(db, m));
    return *entry;
}

} // namespace ginnel::engine
