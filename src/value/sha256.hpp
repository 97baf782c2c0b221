#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace ginnel {

using sha256_digest = std::array<std::uint8_t, 32>;

/// Its bytes; the digest must outlive them.
std::string_view digest_bytes(const sha256_digest& d) noexcept;

/// SHA-256 (FIPS 180-4). Here because the core library links no library that has it, and cursors must be signed.
sha256_digest sha256(std::string_view bytes);
/// HMAC-SHA256 (RFC 2104).
sha256_digest hmac_sha256(std::string_view key, std::string_view bytes);
/// Whether both are the same, in a time that does not tell where they differ.
bool same_digest(std::string_view a, std::string_view b) noexcept;

/// Base64 for URLs, without padding (RFC 4648, section 5).
std::string base64url(std::string_view bytes);
/// False: the text is none that `base64url` writes.
bool from_base64url(std::string_view text, std::string& bytes);

} // namespace ginnel
