#pragma once

#include "app/questions/scopes.hpp"

namespace ginnel::rest {

/// The filters of requests as the language of model files' scopes. What is hidden from clients is not hidden from these.
app::filter_language filters_of_files();

} // namespace ginnel::rest
