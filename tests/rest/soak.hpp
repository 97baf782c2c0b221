#pragma once

#include <chrono>

/// Serves a file database with `ginnel serve` for this long, to several clients that read and write, each of them with
/// a pause between its requests; ends the process by SIGKILL and by SIGTERM, and starts it anew on the same file.
///
/// What must hold: each client finds what it was told had been written, and of a request without an answer all or
/// nothing; no answer is a 5xx; a SIGTERM ends the process with status 0; memory stays what it was once it is warm.
void soak(std::chrono::milliseconds length, std::chrono::milliseconds pause);
