#pragma once

#include "app/unshown.hpp"
#include "engine/record.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ginnel::app {

/// The rows as LoopBack shows them: dates as JavaScript prints them, to-one relations without a row left out, what is
/// protected left out below the roots. Changes the rows. More than `most` bytes are error limit, E_ANSWER_TOO_LARGE.
std::string present(std::vector<engine::record>& rows, const unshown& hidden, std::size_t most);
std::string present(engine::record& row, const unshown& hidden, std::size_t most);

/// "2014-06-01 08:30:00" -> "2014-06-01T08:30:00.000Z". What is no timestamp is shown as it stands.
std::string iso_text(const std::string& stored);

} // namespace ginnel::app
