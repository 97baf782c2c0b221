#pragma once

#include "engine/session.hpp"

#include <ginnel/schema/model.hpp>

#include <span>

namespace ginnel::engine {

/// Whether the model has hooks for the event, and the session is not quiet.
bool runs_hooks(const session& s, const schema::model& m, schema::write_event what) noexcept;
/// Runs `write` on the session; where the model has hooks for the event and the session is not quiet, between them and in one
/// write transaction with them: what a hook throws takes the write back.
void with_hooks(session& s, const schema::model& m, schema::write_event what, std::span<void* const> rows,
                const session_work& write);

} // namespace ginnel::engine
