#pragma once

#include "differential/answer.hpp"
#include "differential/engine_models.hpp"
#include "differential/write.hpp"
#include "engine/connection_session.hpp"

#include <memory>
#include <string>
#include <vector>

namespace ginnel::engine {
class record;
}

namespace diff {

/// The library with a database of its own in memory, which holds the world.
class engine_side {
public:
    explicit engine_side(const world& w);

    /// Throws what the library throws.
    answer ask(const question& q);
    /// Of the world as it stood before.
    write_report write(const diff::write& what);
    /// All rows of a table, sorted.
    std::vector<std::vector<datum>> rows_of(std::size_t table);
    /// Texts of the statements that the last question sent.
    const std::vector<std::string>& statements() const noexcept { return statements_; }

private:
    row shown(const ginnel::engine::record& r) const;

    const world& world_;
    engine_models models_;
    std::unique_ptr<ginnel::driver::connection> connection_;
    ginnel::engine::connection_session session_;
    std::vector<std::string> statements_;
};

} // namespace diff
