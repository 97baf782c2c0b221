#pragma once

#include "engine/link_table.hpp"
#include "engine/model_writes.hpp"
#include "engine/related_write.hpp"

#include <ginnel/value/key_set.hpp>

#include <string>
#include <unordered_set>
#include <vector>

namespace ginnel::engine {

/// The ties of rows that are taken from their parent: null where a column takes it.
column_values untied(const column_values& ties);
/// update <table> set <ties> = null where the primary key is in slot 0 and the parent's key is slot 1 [and the type is
/// its]; versions count on, and rows get these times.
sql::tree untying(const schema::model& m, const column_values& ties, const column_values& times);

/// The parent's lock, the look at the rows that are its and those that are to be, the writes of replace_related.
class replace_plan final : public plan {
public:
    /// `looks_only`: nothing is written, and `gone`, `coming` and `taking` say what is to be.
    replace_plan(const environment& e, const schema::relation& r, const value& parent, const column_values& ties,
                 const key_set& kept, const std::vector<void*>& fresh, bool looks_only = false);

    needs wants() const override { return {needs::scope::write, true}; }
    event next() override;
    void row(step_id id, const cell* cells) override;
    void done(step_id id, const driver::outcome& what) override;

    void hand_over() { writes_.hand_over(); }
    std::int64_t removed = 0;

    const key_set& gone() const noexcept { return gone_; }
    /// Whether the row with this key is stored without the parent's ties.
    bool coming(const value& key) const { return coming_named_.contains(identity_of(key)); }
    /// What takes rows from the parent: keys are slot 0, the parent slot 1.
    sql::tree taking() const;
    /// Whether that deletes them.
    bool deletes() const noexcept { return !ties_.front().first->nullable && model_.deleted_at == nullptr; }

private:
    enum class stage : std::uint8_t { lock, look, write };

    sql::select look() const;
    void decide();

    const environment& environment_;
    const schema::relation& relation_;
    const schema::model& model_;
    value parent_;
    const column_values& ties_;
    const key_set& kept_;
    const std::vector<void*>& fresh_;
    stage stage_;
    sql::statement current_;
    std::vector<driver::argument> arguments_;
    step step_;
    bool looks_only_;
    std::unordered_set<std::string> named_, seen_, coming_named_;
    key_set gone_, coming_;
    model_writes writes_;
};

} // namespace ginnel::engine
