#pragma once

#include "app/answers/unshown.hpp"
#include "engine/record.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ginnel::app {

/// The rows as LoopBack shows them: dates as JavaScript prints them, to-one relations without a row left out, what is
/// protected left out below the roots. Changes the rows. More than `most` bytes are error limit, E_ANSWER_TOO_LARGE.
std::string present(std::vector<engine::record>& rows, const unshown& hidden, std::size_t most);
std::string present(engine::record& row, const unshown& hidden, std::size_t most);

/// A moment as JavaScript prints it: "2014-06-01 08:30:00" -> "2014-06-01T08:30:00.000Z". Nothing: the column or the
/// value is of another kind, and is shown as it stands.
std::optional<std::string> iso_text(const value& v, column_type type);

} // namespace ginnel::app
