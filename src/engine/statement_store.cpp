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

std::shared_ptr<const sql::statement> statement_store::kept(const std::string& name,
                                                            const std::function<sql::statement()>& render)
{
    const std::lock_guard lock{mutex_};
    auto& entry = kept_[name];
    if (!entry)
        entry = std::make_shared<const sql::statement>(render());
    return entry;
}

} // namespace ginnel::engine
