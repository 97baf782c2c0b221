// A small blog as run-time models over SQLite in memory: what the engine's own tests ask.
#pragma once

#include "driver/sqlite/sqlite.hpp"
#include "engine/connection_session.hpp"
#include "engine/load.hpp"
#include "engine/record.hpp"
#include "engine/write.hpp"

#include <ginnel/schema/registry.hpp>

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

namespace ginnel::test {

/// countries -> users -> posts; users <-> skills over skill_user with a level; users <-> tags, whose keys are uuids;
/// users <-> firms over the model Job, by relations that declare nothing, kind = 'paid', and kind <> 'paid', and by
/// a has-many-through.
class blog {
public:
    explicit blog(const std::string& path = ":memory:");

    engine::session& session() { return session_; }
    driver::connection& connection() { return *connection_; }
    const schema::model& model(const char* name) const { return registry_.get(name); }
    const schema::relation& relation(const char* model, const char* name) const
    {
        return registry_.get(model).relation_named(name);
    }

    void run(const std::string& script) { connection_->run(script); }
    /// The first column of each row, as shown in messages.
    std::vector<std::string> column(const std::string& sql);
    /// Statements as SQLite traced them since the last call, transaction control and comments left out.
    std::vector<std::string> statements();

    std::vector<engine::record> all(const engine::query& q);

private:
    static int on_trace(unsigned, void* self, void*, void* text);

    schema::registry registry_;
    std::unique_ptr<driver::connection> connection_;
    engine::connection_session session_;
    std::vector<std::string> traced_;
};

} // namespace ginnel::test
