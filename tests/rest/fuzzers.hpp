#pragma once

#include <cstddef>
#include <cstdint>

// What must hold for any input: no crash, an answer of 2xx or 4xx that is valid JSON, and no failure told. Each asks
// what its corpus says and `times` inputs more; failures give the input.

/// Filters as JSON and in brackets, bodies and ids, by the handler itself.
void fuzz_requests(std::size_t times, std::uint32_t seed);
/// Files of an application: read, and where they are right, served.
void fuzz_folders(std::size_t times, std::uint32_t seed);
/// Bytes that a server reads from a socket.
void fuzz_connections(std::size_t times, std::uint32_t seed);
