#pragma once

#include "typed/transaction_fate.hpp"

#include <ginnel/schema/model.hpp>
#include <ginnel/typed/row_state.hpp>
#include <ginnel/value/value.hpp>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ginnel::engine {
class session;
}

namespace ginnel::detail {

/// What the database holds of a row, as far as its object knows. Not changed once the call that made it has ended.
struct kept_row {
    std::vector<std::optional<value>> columns; ///< none: not known
    /// Of a row that was written in a transaction: what the database holds where that is taken back, null where that is
    /// not known.
    std::shared_ptr<const transaction_fate> written_in{};
    std::shared_ptr<kept_row> before{};
};

/// The state of a row; null where its model has no such member.
row_state* state_of(const schema::model& m, void* row) noexcept;
const row_state* state_of(const schema::model& m, const void* row) noexcept;

/// Whether rows of the model keep what the database holds of them.
inline bool tracks_changes(const schema::model& m) noexcept
{
    return m.ops->changed != nullptr;
}
/// Whether a column of a row would have to be written to hold this value. True where the row does not know.
bool differs(const schema::model& m, const void* row, const schema::column& c, const value& v);
/// Notes that the database holds what these columns of a stored row hold.
void keep_columns(const schema::model& m, void* row, const std::vector<const schema::column*>& columns);
/// Forgets what is kept but for these columns, which the database holds as the row does.
void keep_only(const schema::model& m, void* row, const std::vector<const schema::column*>& columns);

/// What rows knew before they were written, for models that track changes. Where the write fails they know it again;
/// where `s` is a transaction, they do when that is rolled back: a call that is made again then writes what it must,
/// and asks for the version that the database has again.
class knowledge_before {
public:
    knowledge_before(engine::session& s, const schema::model& m, std::span<void* const> rows);
    knowledge_before(const knowledge_before&) = delete;
    knowledge_before& operator=(const knowledge_before&) = delete;
    ~knowledge_before();

    /// The write has succeeded.
    void outdated();

private:
    engine::session& session_;
    const schema::model& model_;
    std::vector<void*> rows_;
    std::vector<row_state> states_;
};

/// Writes rows by `work`, in models that track changes under knowledge_before.
template <typename F>
void write_tracked(engine::session& s, const schema::model& m, std::span<void* const> rows, const F& work)
{
    if (!tracks_changes(m)) {
        work();
        return;
    }
    knowledge_before before{s, m, rows};
    work();
    before.outdated();
}

} // namespace ginnel::detail
